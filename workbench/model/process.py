"""The way of a study: the steps of a defensible comparison, each with what must be true before the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is for, whose manual it follows, and its checks."""

    id: str
    label: str
    source: str
    checks: tuple[str, ...]


STEPS = (
    Step(
        id="context",
        label="Establish the decision context",
        source="DCLG 1",
        checks=(
            "decision question written",
            "sides named, and the state in which options are scored",
            "status quo described for each side",
            "date and decision makers recorded",
            "profile chosen, and branches that must not be mixed kept apart",
        ),
    ),
    Step(
        id="options",
        label="Identify options",
        source="DCLG 2",
        checks=(
            "at least two options",
            "each option has description and source",
            "status-quo option considered",
            "no duplicate or nested options in one set",
        ),
    ),
    Step(
        id="criteria",
        label="Identify objectives and criteria",
        source="DCLG 3",
        checks=(
            "complete: every stated objective has a leaf",
            "non-redundant: excludes line read, correlation warning seen",
            "operational: anchors, question, direction present",
            "preference-independent, exceptions declared",
            "size: no more leaves than can be scored with evidence",
        ),
    ),
    Step(
        id="evidence",
        label="Describe performance",
        source="DCLG 4a / ISPOR performance matrix",
        checks=(
            "each cell has evidence, or is marked inference or illustrative",
            "coverage shown per option (supports and contradicts only)",
        ),
    ),
    Step(
        id="scoring",
        label="Score and check consistency",
        source="DCLG 4b / ISPOR scoring",
        checks=(
            "each score has rationale and confidence",
            "missing is not zero; kind named (not-known, not-scored, not-applicable)",
            "anchors applied alike to both sides",
            "equal steps checked (0-25 against 75-100)",
            "each side's own benefit and burden scored by an analyst of that side, or labelled one desk reading",
        ),
    ),
    Step(
        id="weighting",
        label="Weight by swings",
        source="DCLG 5 / ISPOR weighting",
        checks=(
            "range fixed before weights",
            "best swing in each group set to 100",
            "others rated against it",
            "groups compared with each other",
            "zero-spread criteria flagged",
            "weights re-asked if range or aggregator changes",
            "kind of each node named (swing or points); monotonicity check if a computed leaf has weight",
            "implied trade-offs read",
        ),
    ),
    Step(
        id="combine",
        label="Combine",
        source="DCLG 6 / ISPOR aggregation",
        checks=(
            "aggregator named per node",
            "reason given for non-compensatory nodes",
            "totals trace to leaves",
        ),
    ),
    Step(
        id="examine",
        label="Examine results",
        source="DCLG 7 / ISPOR reporting",
        checks=(
            "branch subtotals read, not only totals",
            "the sides read apart: shares, mutual gain, who answers to whom",
            "weak cells of the first-ranked option named",
            "dominated options named",
            "pairs that are not separable marked",
        ),
    ),
    Step(
        id="sensitivity",
        label="Sensitivity, new options, iterate",
        source="DCLG 8 / ISPOR uncertainty",
        checks=(
            "crossing weights listed",
            "random weights run with scheme, draws and seed recorded",
            "aggregator and perspective swaps run; critical lambda printed",
            "largest side gaps discussed",
            "combined or improved options tried",
            "version saved with reasons",
        ),
    ),
)
"""Steps after DCLG (2009), Multi-criteria analysis: a manual, ch. 6, and Marsh et al. (2016), Value in Health 19(2)."""
