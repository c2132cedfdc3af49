"""The verdict on the first rank, in the sentence that follows the finding: the one that `robustness` gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.usecases.pages.robustness_report import VERDICTS
from workbench.usecases.summary import Firmness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.analysis.ground import Ground
    from workbench.model.robustness import FirstShares, ScoreFlip, WeightInterval
    from workbench.model.sampling import Scheme
    from workbench.usecases.summary import FirstPage, Reading


def firmness(ground: Ground, intervals: Sequence[WeightInterval], flips: Sequence[ScoreFlip]) -> Firmness | None:
    """Return the verdict and the shares that it rests on; None where no option is first, or nothing is beside it.

    Whether it is open takes one sampling; only where it is not, the rest is computed.
    """
    from workbench.analysis.first_shares import ANY_WEIGHTS, STATED
    from workbench.analysis.ground import NOBODY
    from workbench.analysis.smallest_change import smallest_changes
    from workbench.analysis.verdict import OPEN, WeightsFound, verdict

    if ground.first == NOBODY or len(ground.options) == 1:
        return None
    stated = _sampled(ground, "stated", STATED)
    word, _ = verdict(ground, WeightsFound((), intervals), flips, (stated,))
    if word != OPEN:
        shares = (stated, _sampled(ground, "any weights", ANY_WEIGHTS))
        word, _ = verdict(ground, WeightsFound(smallest_changes(ground), intervals), flips, shares)
    return Firmness(word, stated.shares, stated.samples, ground.study.settings.firm_share)


def _sampled(ground: Ground, what: str, scheme: Scheme) -> FirstShares:
    from workbench.analysis.acceptability import Running
    from workbench.analysis.acceptability_studies import acceptability_on
    from workbench.model.robustness import FirstShares
    from workbench.usecases.robustness import SAMPLES

    found = acceptability_on(ground, scheme, Running(SAMPLES))
    shares = dict(zip(found.options, found.first.tolist(), strict=True))
    return FirstShares(what, found.scheme.sentence, found.samples, shares)


def verdict_sentence(page: FirstPage) -> str:
    """Return the verdict, how often the first option and the next come first, and who is first elsewhere."""
    found = page.firmness
    if found is None:
        return ""
    first, names = page.evaluation.ranking[0], {each.id: each.brief for each in page.evaluation.results}
    if sum(each.rank == 1 for each in page.evaluation.results) > 1:
        complete = all(each.complete for each in page.evaluation.results)
        return "OPEN: the first rank is shared." if complete else ""
    said = VERDICTS[found.word].format(first=first.brief)
    rival = found.rival(first.id)
    beside = f", {names[rival]} in {found.shares[rival]:.1%}" if rival else ""
    often = (
        f"It comes first in {found.shares[first.id]:.1%} of {found.samples:,} samples within the stated "
        f"uncertainty{beside} (firm from {found.needed:.0%})."
    )
    return " ".join((said, often, *_elsewhere(page.readings, first.id, names)))


def _elsewhere(readings: Sequence[Reading], first: str, names: dict[str, str]) -> Iterable[str]:
    leaders = [each.id for reading in readings for each in reading.evaluation.results if each.rank == 1]
    others = Counter(names[each] for each in leaders if each != first and each in names)
    if others:
        counts = ", ".join(f"{name} in {count}" for name, count in others.most_common())
        yield f"Of the {len(readings)} rankings side by side another option comes first: {counts}."
