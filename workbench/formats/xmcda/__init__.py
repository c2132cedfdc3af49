"""XMCDA 4.0.0: options, criteria, scales, values, performances and weights, as other MCDA tools exchange them."""

from __future__ import annotations

NAMESPACE = "http://www.decision-deck.org/2021/XMCDA-4.0.0"

SUFFIX = ".xml"

LOSS = (
    "XMCDA holds options, criteria, scales, scores and weights. Reasons, evidence, confidence, sides, questions, "
    "curves that are no straight pieces, and how groups are joined stay behind."
)
"""What an export has to say."""
