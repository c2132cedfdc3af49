"""Pareto status, regret per side, and the compromise rules over a finite set of options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.model.bilateral import Compromise, OptionCompromise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.evaluation import Mask, Matrix

TOLERANCE = 1e-9

RULES = ("utilitarian", "egalitarian", "nash", "kalai_smorodinsky")
COMPARING = ("utilitarian", "egalitarian")
"""The rules that add or compare the sides' points: they need a statement that these can be compared."""


@dataclass(frozen=True, slots=True)
class StatusQuoChoice:
    """What the sides have without an agreement, on one basis, and where the numbers come from."""

    values: Mapping[str, float] | None
    label: str


def dominators(utilities: Matrix) -> Mask:
    """Return which option dominates which: entry (o, p) is true where p is nowhere below o and somewhere above.

    Parameters
    ----------
    utilities : Matrix of shape (n_options, n_sides)
    """
    above = utilities[None, :, :] - utilities[:, None, :]
    found: Mask = np.all(above >= -TOLERANCE, axis=2) & np.any(above > TOLERANCE, axis=2)
    return found


def regrets(utilities: Matrix) -> Matrix:
    """Return how far each option lies below the best a side could get, shape (n_options, n_sides) (Savage 1951)."""
    missed: Matrix = utilities.max(axis=0) - utilities
    return missed


def utilitarian(gains: Matrix, bargaining: Matrix) -> Matrix:
    """Return the sides' gains added up, shape (n_options,) (Harsanyi 1955)."""
    added: Matrix = gains @ bargaining
    return added


def egalitarian(gains: Matrix) -> Matrix:
    """Return the smallest gain of a side, shape (n_options,) (Rawls 1971; Kalai 1977)."""
    least: Matrix = gains.min(axis=1)
    return least


def nash(gains: Matrix, bargaining: Matrix) -> Matrix:
    """Return the product of the sides' gains, shape (n_options,); 0 outside the zone (Nash 1950)."""
    inside: Mask = np.all(gains > TOLERANCE, axis=1)
    product = np.prod(np.where(inside[:, None], gains, 1.0) ** bargaining, axis=1)
    return np.where(inside, product, 0.0)


def kalai_smorodinsky(gains: Matrix) -> Matrix:
    """Return the smallest share a side gets of its best gain inside the zone, shape (n_options,).

    Kalai & Smorodinsky (1975), on a finite set; 0 outside the zone.
    """
    inside: Mask = np.all(gains > TOLERANCE, axis=1)
    if not inside.any():
        return np.zeros(len(gains))
    best = gains[inside].max(axis=0)
    return np.where(inside, (gains / best).min(axis=1), 0.0)


def leximin(gains: Matrix) -> Mask:
    """Return the options whose worst-off side has most, then the next worst-off, and so on; shape (n_options,)."""
    ordered = np.sort(gains, axis=1)
    best = np.ones(len(gains), dtype=bool)
    for column in ordered.T:
        best &= column >= column[best].max() - TOLERANCE
    return best


def compromise(
    basis: tuple[str, str],
    options: Sequence[str],
    sides: Sequence[str],
    utilities: Matrix,
    status_quo: StatusQuoChoice,
    *,
    comparability: str,
    bargaining: Mapping[str, float],
    left_out: tuple[str, ...],
) -> Compromise:
    """Return what dominates what, and what each rule chooses among the options inside the zone.

    Parameters
    ----------
    basis
        Its code and its label.
    utilities : Matrix of shape (n_options, n_sides)
    comparability
        Why the sides' points can be compared; without it the rules that do so are withheld.
    """
    powers = np.array([bargaining.get(side, 1.0) for side in sides])
    start = status_quo.values
    gains = utilities - np.array([start[side] for side in sides]) if start is not None else None
    figures = _figures(gains, powers) if gains is not None and len(options) else {}
    withheld = _withheld(figures, comparability, status_quo)
    inside = np.all(gains > TOLERANCE, axis=1) if gains is not None else np.zeros(len(options), dtype=bool)
    rows = _rows(options, sides, utilities, gains, {k: v for k, v in figures.items() if k not in withheld}, inside)
    return Compromise(
        basis=basis[0],
        basis_label=basis[1],
        status_quo=start,
        status_quo_label=status_quo.label,
        bargaining=dict(zip(sides, powers.tolist(), strict=True)),
        options=rows,
        left_out=left_out,
        chosen={rule: _chosen(rule, options, gains, figures, inside) for rule in RULES if rule not in withheld},
        withheld=withheld,
    )


def _figures(gains: Matrix, powers: Matrix) -> dict[str, Matrix]:
    return {
        "utilitarian": utilitarian(gains, powers),
        "egalitarian": egalitarian(gains),
        "nash": nash(gains, powers),
        "kalai_smorodinsky": kalai_smorodinsky(gains),
    }


def _withheld(figures: Mapping[str, Matrix], comparability: str, status_quo: StatusQuoChoice) -> dict[str, str]:
    if status_quo.values is None:
        return dict.fromkeys(RULES, status_quo.label)
    if not figures:
        return dict.fromkeys(RULES, "no option has a figure for every side")
    if not comparability.strip():
        return dict.fromkeys(COMPARING, "it compares the sides' points, and nobody has said why they can be compared")
    return {}


def _rows(
    options: Sequence[str],
    sides: Sequence[str],
    utilities: Matrix,
    gains: Matrix | None,
    figures: Mapping[str, Matrix],
    inside: Mask,
) -> tuple[OptionCompromise, ...]:
    if not len(options):
        return ()
    above, missed = dominators(utilities), regrets(utilities)

    def by_side(numbers: Matrix) -> dict[str, float]:
        return dict(zip(sides, numbers.tolist(), strict=True))

    rows = []
    for row, option in enumerate(options):
        # The product and the share of the best mean nothing outside the zone: there is no agreement to share.
        given = {rule: float(each[row]) for rule, each in figures.items() if inside[row] or rule in COMPARING}
        rows.append(
            OptionCompromise(
                id=option,
                utilities=by_side(utilities[row]),
                gains=by_side(gains[row]) if gains is not None else None,
                regrets=by_side(missed[row]),
                inside=bool(inside[row]),
                dominated_by=tuple(other for other, over in zip(options, above[row].tolist(), strict=True) if over),
                **given,
            )
        )
    return tuple(rows)


def _chosen(
    rule: str, options: Sequence[str], gains: Matrix | None, figures: Mapping[str, Matrix], inside: Mask
) -> tuple[str, ...]:
    if gains is None or not inside.any():
        return ()
    if rule == "egalitarian":
        best = leximin(gains)
    else:
        numbers = figures[rule]
        best = numbers >= numbers.max() - TOLERANCE * max(1.0, float(np.abs(numbers).max()))
    return tuple(option for option, chosen in zip(options, best.tolist(), strict=True) if chosen)
