"""How often each option comes first: within the stated uncertainty, under any weights, and under a scheme asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.analysis.acceptability_studies import acceptability_on
from workbench.analysis.sampling.running import CancelledError
from workbench.model.evaluation import Notice
from workbench.model.robustness import FirstShares
from workbench.model.sampling import Scheme

if TYPE_CHECKING:
    from workbench.analysis.acceptability import Running
    from workbench.analysis.ground import Ground
    from workbench.model.acceptability import StudyAcceptability

STATED = Scheme(weights="around", scores="confidence")
"""What people stated: weights close to those they gave, scores within their confidence."""

ANY_WEIGHTS = Scheme(weights="per-sibling-group", scores="confidence")
"""What they might have stated about weights, whoever they are, and the same scores."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of sampling; all empty where nothing was sampled."""

    shares: tuple[FirstShares, ...] = ()
    acceptability: StudyAcceptability | None = None
    notices: tuple[Notice, ...] = ()


def draw(ground: Ground, scheme: Scheme, running: Running | None) -> Drawn:
    """Return the shares of the first rank under the two schemes of the verdict, and the acceptability under a third.

    A cancelled run leaves nothing half-done: no shares, and a notice.

    Raises
    ------
    UsageError
        When a constraint of the scheme does not fit, or a count is none.
    """
    if running is None:
        return Drawn(notices=(Notice("not-sampled", "samples", "Nothing was sampled: the verdict is open."),))
    found: dict[Scheme, StudyAcceptability] = {}
    try:
        for each in (STATED, ANY_WEIGHTS, scheme):
            if running.cancelled is not None and running.cancelled():
                message = "Stopped before the last sample."
                raise CancelledError(message)  # noqa: TRY301 - the same end as a run that stops in between
            if each not in found:
                found[each] = acceptability_on(ground, each, running)
    except CancelledError:
        text = "The sampling was stopped: no shares are given, and the verdict is open."
        return Drawn(notices=(Notice("not-sampled", "samples", text),))
    shares = tuple(_shares(what, found[each]) for what, each in (("stated", STATED), ("any weights", ANY_WEIGHTS)))
    shown = found[scheme]
    own = tuple(each for each in shown.notices if each not in ground.evaluation.notices and each.code != "left-out")
    return Drawn(shares, shown, own)


def _shares(what: str, found: StudyAcceptability) -> FirstShares:
    shares = dict(zip(found.options, found.first.tolist(), strict=True))
    return FirstShares(what, found.scheme.sentence, found.samples, shares)
