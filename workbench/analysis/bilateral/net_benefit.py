"""Net benefit per side with its exchange rate λ, zones, and what would make an option acceptable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.bilateral import Acceptance, Step, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.bilateral.sharing_inputs import SharingCriteria
    from workbench.model.evaluation import Matrix

TOLERANCE = 1e-9
"""Gains closer to 0 than this are neither a gain nor a loss."""


def points(raw: Matrix, tops: Matrix) -> Matrix:
    """Return sizes as points: 0 is the true zero, 100 the top of the scale; shape as given."""
    return 100.0 * raw / tops


def net_benefits(raw: Matrix, tops: Matrix, rates: Matrix) -> Matrix:
    """Return each side's benefit less λ times its burden, in points, shape (..., n_sides).

    Parameters
    ----------
    raw : Matrix of shape (..., 2 n_sides)
        Benefits, then burdens.
    rates : Vector of shape (n_sides,)
        λ: how many points of benefit one point of burden weighs; a judgement of value, to be asked.
    """
    sized = points(raw, tops)
    n_sides = len(rates)
    net: Matrix = sized[..., :n_sides] - rates * sized[..., n_sides:]
    return net


def critical_rate(benefit: float, burden: float, status_quo: float) -> float | None:
    """Return the λ at which a side's gain changes its sign: (benefit − status quo) / burden, all in points.

    None without a burden, or where the gain is below 0 at every λ from 0 on.
    """
    if burden <= 0 or benefit < status_quo:
        return None
    return (benefit - status_quo) / burden


def zone(gains: Matrix, sides: Sequence[str]) -> Zone:
    """Return in which zone an option lies, from each side's gain, shape (n_sides,)."""
    positive = tuple(side for side, gain in zip(sides, gains.tolist(), strict=True) if gain > TOLERANCE)
    negative = tuple(side for side, gain in zip(sides, gains.tolist(), strict=True) if gain < -TOLERANCE)
    if len(positive) == len(sides):
        code = "mutual-gain"
    elif positive and negative:
        code = "mixed"
    elif positive or negative:
        code = "gain-no-loss" if positive else "loss"
    else:
        code = "neutral"
    return Zone(code, positive, negative)


def describe_zone(found: Zone, names: Mapping[str, str], rates: Mapping[str, float]) -> str:
    """Return a zone in words; where some gain and others lose, with λ, since another λ may change the signs."""
    if found.code != "mixed":
        return found.code
    gain, loss = (listed([names[side] for side in group]) for group in (found.positive, found.negative))
    return f"net positive for {gain}, negative for {loss} ({describe_rates(rates)})"


def describe_rates(rates: Mapping[str, float]) -> str:
    """Return the exchange rates in words: one number where all sides share it."""
    if len(set(rates.values())) == 1:
        return f"λ = {next(iter(rates.values())):g}"
    return "λ = " + ", ".join(f"{rate:g} {side}" for side, rate in rates.items())


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def acceptance(
    criteria: SharingCriteria,
    raw: Matrix,
    rates: Matrix,
    status_quo: Matrix,
    partners: tuple[tuple[str, ...], ...],
) -> tuple[Acceptance, ...]:
    """Return for each side that does not gain what would let it: a cell of its own, a lower λ, or partners.

    Parameters
    ----------
    raw : Vector of shape (2 n_sides,)
        The option's benefits, then burdens.
    partners
        The smallest sets of other options with which every side gains.
    """
    sized = points(raw, criteria.tops)
    n_sides = len(rates)
    gains = net_benefits(raw, criteria.tops, rates) - status_quo
    found = []
    for place, side in enumerate(criteria.sides):
        if gains[place] > TOLERANCE:
            continue
        benefit, burden, floor = float(sized[place]), float(sized[n_sides + place]), float(status_quo[place])
        needed = {place: floor + rates[place] * burden}
        if rates[place] > 0:
            needed[n_sides + place] = (benefit - floor) / rates[place]
        cells = [_step(criteria, raw, column, float(point)) for column, point in needed.items()]
        rate = critical_rate(benefit, burden, floor)
        found.append(
            Acceptance(
                side=side,
                shortfall=max(0.0, -float(gains[place])),
                cells=tuple(cell for cell in cells if cell is not None),
                rate=rate or None,
                partners=partners,
            )
        )
    return tuple(found)


def _step(criteria: SharingCriteria, raw: Matrix, column: int, point: float) -> Step | None:
    """Return the change of one cell beyond which the side gains; None where its scale ends before."""
    is_benefit = column < len(criteria.sides)
    if (point >= 100.0 - TOLERANCE) if is_benefit else (point <= TOLERANCE):
        return None
    beyond = point * float(criteria.tops[column]) / 100.0
    before = float(raw[column])
    levels = (beyond - before) / float(criteria.steps[column])
    return Step(criteria.leaves[column].id, before, beyond, levels)
