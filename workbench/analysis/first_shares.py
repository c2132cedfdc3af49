"""How often each option comes first: within the stated uncertainty, under any weights, and under a scheme asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.analysis.acceptability_studies import acceptability_on
from workbench.analysis.global_sensitivity import sensitivity_on
from workbench.analysis.sampling.running import CancelledError
from workbench.errors import MethodError
from workbench.model.evaluation import Notice
from workbench.model.robustness import FirstShares
from workbench.model.sampling import Scheme

if TYPE_CHECKING:
    from workbench.analysis.acceptability import Running
    from workbench.analysis.ground import Ground
    from workbench.model.acceptability import StudyAcceptability
    from workbench.model.global_sensitivity import GlobalSensitivity

STATED = Scheme(weights="around", scores="confidence")
"""What people stated: weights close to those they gave, scores within their confidence."""

ANY_WEIGHTS = Scheme(weights="per-sibling-group", scores="confidence")
"""What they might have stated about weights, whoever they are, and the same scores."""

FEWEST_BITS = 6
"""Base samples of the sensitivity, as a power of 2, however few samples there are."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of sampling; all empty where nothing was sampled."""

    shares: tuple[FirstShares, ...] = ()
    acceptability: StudyAcceptability | None = None
    sensitivity: GlobalSensitivity | None = None
    notices: tuple[Notice, ...] = ()


def draw(ground: Ground, scheme: Scheme, running: Running | None, *, sensitivity: bool) -> Drawn:
    """Return the shares of the first rank under the two schemes of the verdict, and the acceptability under a third.

    With `sensitivity` also what the lead hangs on, from an eighth as many base samples, rounded down to a power of 2.

    A cancelled run leaves nothing half-done: no shares, and a notice.

    Raises
    ------
    UsageError
        When a constraint of the scheme does not fit, or a count is none.
    """
    if running is None:
        return Drawn(notices=(Notice("not-sampled", "samples", "Nothing was sampled: the verdict is open."),))
    found: dict[Scheme, StudyAcceptability] = {}
    hangs_on: GlobalSensitivity | None = None
    said: tuple[Notice, ...] = ()
    try:
        for each in (STATED, ANY_WEIGHTS, scheme):
            if running.cancelled is not None and running.cancelled():
                message = "Stopped before the last sample."
                raise CancelledError(message)  # noqa: TRY301 - the same end as a run that stops in between
            if each not in found:
                found[each] = acceptability_on(ground, each, running)
        if sensitivity:
            hangs_on, said = _sensitivity(ground, scheme, running)
    except CancelledError:
        text = "The sampling was stopped: no shares are given, and the verdict is open."
        return Drawn(notices=(Notice("not-sampled", "samples", text),))
    shares = tuple(_shares(what, found[each]) for what, each in (("stated", STATED), ("any weights", ANY_WEIGHTS)))
    shown = found[scheme]
    own = tuple(each for each in shown.notices if each not in ground.evaluation.notices and each.code != "left-out")
    return Drawn(shares, shown, hangs_on, (*own, *said))


def _sensitivity(
    ground: Ground, scheme: Scheme, running: Running
) -> tuple[GlobalSensitivity | None, tuple[Notice, ...]]:
    """Return what the lead hangs on, or a notice that says why that has no answer."""
    if not ground.totals.aggregation.uses_tree:
        text = "What the lead hangs on is asked of the value tree only."
        return None, (Notice("no-sensitivity", ground.evaluation.method, text),)
    base = 2 ** max(FEWEST_BITS, (running.samples // 8).bit_length() - 1)
    try:
        found = sensitivity_on(ground, scheme=scheme, samples=base, seed=running.seed, cancelled=running.cancelled)
    except MethodError as error:
        return None, (Notice("no-sensitivity", ground.evaluation.method, str(error)),)
    return found, found.notices


def _shares(what: str, found: StudyAcceptability) -> FirstShares:
    shares = dict(zip(found.options, found.first.tolist(), strict=True))
    return FirstShares(what, found.scheme.sentence, found.samples, shares)
