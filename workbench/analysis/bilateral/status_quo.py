"""What each side has without an agreement: a go-alone option scored on the same tree, or a stated number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.bilateral.compromise import StatusQuoChoice
from workbench.analysis.bilateral.net_benefit import net_benefits
from workbench.analysis.bilateral.sharing_inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.bilateral.sharing_inputs import SharingCriteria
    from workbench.model.evaluation import Matrix
    from workbench.model.option import Option
    from workbench.model.settings import StatusQuo
    from workbench.model.study import Study

FROM_ZERO = "what a side has that neither reaps nor bears anything"
NONE_GIVEN = "there is no go-alone option to count from, and no stated status quo"


def go_alone_option(study: Study) -> Option | None:
    """Return the study's first option that a side can carry out without the others."""
    return next((option for option in study.options if option.kind == "go-alone"), None)


def net_status_quo(
    study: Study,
    criteria: SharingCriteria,
    views: Mapping[str, Sequence[str]],
    stated: StatusQuo | None,
    rates: Matrix,
) -> StatusQuoChoice:
    """Return each side's net benefit without an agreement: as stated, else from the go-alone option, else 0."""
    if stated is not None and stated.net:
        return StatusQuoChoice({side: stated.net[side] for side in criteria.sides}, stated.label)
    alone = go_alone_option(study)
    if alone is None:
        return StatusQuoChoice(dict.fromkeys(criteria.sides, 0.0), FROM_ZERO)
    inputs = read_inputs(study, criteria, (alone,), views)
    if not inputs.complete[0]:
        gaps = ", ".join(inputs.missing(0))
        label = f"{FROM_ZERO}; {alone.brief} has no score on {gaps}"
        return StatusQuoChoice(dict.fromkeys(criteria.sides, 0.0), label)
    net = net_benefits(inputs.raw[0], criteria.tops, rates)
    return StatusQuoChoice(
        dict(zip(criteria.sides, net.tolist(), strict=True)), f"{alone.label}, scored on the same tree"
    )


def total_status_quo(
    study: Study, sides: Sequence[str], totals: Mapping[str, Mapping[str, float | None]], stated: StatusQuo | None
) -> StatusQuoChoice:
    """Return each side's own total without an agreement: as stated, else that of the go-alone option.

    Parameters
    ----------
    totals
        By side, then by option: also the go-alone option's.
    """
    if stated is not None and stated.totals:
        return StatusQuoChoice({side: stated.totals[side] for side in sides}, stated.label)
    alone = go_alone_option(study)
    if alone is None:
        return StatusQuoChoice(None, NONE_GIVEN)
    values = {side: totals[side].get(alone.id) for side in sides}
    known = {side: total for side, total in values.items() if total is not None}
    if len(known) < len(values):
        return StatusQuoChoice(None, f"{alone.brief} is not scored on every criterion that counts")
    return StatusQuoChoice(known, f"{alone.label}, scored on the same tree")
