"""Burden-sharing under one view: every option's figures, what each side would accept, compromise and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral import net_benefit, packages, shares
from workbench.analysis.bilateral.compromise import compromise
from workbench.engine.computed import proportionality
from workbench.model.bilateral import OptionSharing, SharingView, SideFigures

if TYPE_CHECKING:
    from workbench.analysis.bilateral.compromise import StatusQuoChoice
    from workbench.analysis.bilateral.question import Terms
    from workbench.analysis.bilateral.sharing_inputs import SharingCriteria, SharingInputs
    from workbench.model.bilateral import Packages
    from workbench.model.evaluation import Matrix
    from workbench.model.settings import Settings


def sharing_view(
    name: str, label: str, inputs: SharingInputs, status_quo: StatusQuoChoice, terms: Terms, settings: Settings
) -> SharingView:
    """Return all that follows from the sides' benefits and burdens under one view.

    Parameters
    ----------
    status_quo
        Each side's net benefit without an agreement.
    """
    criteria = inputs.criteria
    rates = np.array([terms.rates[side] for side in criteria.sides])
    start = np.array([(status_quo.values or {}).get(side, 0.0) for side in criteria.sides])
    rows = np.flatnonzero(inputs.complete)
    options = [inputs.options[row] for row in rows]
    raw = inputs.raw[rows]
    found = packages.packages(options, criteria, raw, rates, start)
    net = net_benefit.net_benefits(raw, criteria.tops, rates)
    return SharingView(
        name=name,
        label=label,
        judges=inputs.judges,
        options=tuple(
            _option(inputs, row, rates, start, settings, found)
            if inputs.complete[row]
            else OptionSharing(option.id, option.brief, inputs.missing(row))
            for row, option in enumerate(inputs.options)
        ),
        compromise=compromise(
            ("net", "each side's net benefit"),
            [option.id for option in options],
            criteria.sides,
            net,
            status_quo,
            comparability=terms.comparability,
            bargaining=terms.bargaining,
            left_out=tuple(option.id for option in inputs.options if option not in options),
        ),
        packages=found,
    )


def _option(
    inputs: SharingInputs, row: int, rates: Matrix, start: Matrix, settings: Settings, found: Packages
) -> OptionSharing:
    criteria, raw, option = inputs.criteria, inputs.raw[row], inputs.options[row]
    sides, tops = criteria.sides, criteria.tops
    n_sides = len(sides)
    benefits, burdens = raw[:n_sides], raw[n_sides:]
    half = criteria.steps / 2
    nearby = shares.moved(raw, half, tops)
    names = [leaf.id for leaf in criteria.leaves]
    index = float(proportionality.compute(benefits, burdens))
    gains = net_benefit.net_benefits(raw, tops, rates) - start
    # Gains of every neighbour at once: whether all sides still gain.
    all_gain = np.all(net_benefit.net_benefits(nearby, tops, rates) - start > net_benefit.TOLERANCE, axis=1)
    thresholds = settings.mutuality_levels * criteria.steps
    partners = packages.partners(found, option.id)
    return OptionSharing(
        id=option.id,
        brief=option.brief,
        missing=(),
        sides=_figures(criteria, raw, gains, start),
        proportionality=index,
        status=proportionality.status(benefits, burdens),
        range_half_level=shares.proportionality_range(
            np.clip(raw - half, 0.0, None), np.clip(raw + half, 0.0, np.maximum(tops, raw))
        ),
        range_confidence=shares.proportionality_range(
            np.clip(inputs.doubt_low[row], 0.0, None), inputs.doubt_high[row]
        ),
        parity_ratio=shares.parity_ratio(benefits, burdens),
        level_and_evenness=float(net_benefit.points(benefits, tops[:n_sides]).mean()) * index / 100.0,
        test=shares.three_part_test(nearby, thresholds, settings.rough_proportion, names),
        all_gain=shares.verdict(all_gain, names),
        zone=net_benefit.zone(gains, sides),
        acceptance=net_benefit.acceptance(criteria, raw, rates, start, partners),
    )


def _figures(criteria: SharingCriteria, raw: Matrix, gains: Matrix, start: Matrix) -> tuple[SideFigures, ...]:
    n_sides = len(criteria.sides)
    sized = net_benefit.points(raw, criteria.tops)
    parts = shares.shares(raw[:n_sides]).tolist(), shares.shares(raw[n_sides:]).tolist()
    return tuple(
        SideFigures(
            side=side,
            benefit=float(raw[place]),
            burden=float(raw[n_sides + place]),
            benefit_points=float(sized[place]),
            burden_points=float(sized[n_sides + place]),
            benefit_share=parts[0][place],
            burden_share=parts[1][place],
            net=float(gains[place] + start[place]),
            gain=float(gains[place]),
            critical_rate=net_benefit.critical_rate(
                float(sized[place]), float(sized[n_sides + place]), float(start[place])
            ),
        )
        for place, side in enumerate(criteria.sides)
    )
