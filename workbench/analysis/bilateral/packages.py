"""Packages of options: benefits and burdens added up, declared interactions, and the smallest mutual gains."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral.net_benefit import TOLERANCE, net_benefits
from workbench.engine.computed import proportionality
from workbench.model.bilateral import Package, Packages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from workbench.analysis.bilateral.sharing_inputs import SharingCriteria
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.option import Option

MOST_PACKAGES = 2**16
"""Beyond this many packages only those up to a size are listed."""

MOST_OPTIONS = 62
"""A package is a whole number with a bit for each option."""

MOST_LISTED = 256
"""Packages that a result lists in full."""

ADDITIVE = "Benefits and burdens are added up: no synergy and no crowding but what is declared as an interaction."


@dataclass(frozen=True, slots=True)
class Subsets:
    """Packages as whole numbers, in rising order: bit k is set where option k is in it."""

    masks: NDArray[np.int64]
    members: Mask
    """Shape (n_packages, n_options)."""
    largest: int
    """The size up to which all are there."""


def subsets(n_options: int, most: int = MOST_PACKAGES) -> Subsets:
    """Return every package but the empty one, or those up to the size that keeps their number below `most`."""
    if 2**n_options <= most:
        masks = np.arange(1, 2**n_options, dtype=np.int64)
        return Subsets(masks, _bits(masks, n_options), n_options)
    largest, count = 0, 0
    while largest < n_options and count + comb(n_options, largest + 1) < most:
        largest += 1
        count += comb(n_options, largest)
    layer = np.array([0], dtype=np.int64)
    layers = []
    for _ in range(largest):
        # Each package grows only by options above its highest, so that none is made twice.
        grown = [layer[layer < 2**place] | np.int64(2**place) for place in range(n_options)]
        layer = np.concatenate(grown)
        layers.append(layer)
    masks = np.sort(np.concatenate(layers))
    return Subsets(masks, _bits(masks, n_options), largest)


def _bits(masks: NDArray[np.int64], n_options: int) -> Mask:
    bits: Mask = (masks[:, None] >> np.arange(n_options)) & 1 > 0
    return bits


def minimal(chosen: Subsets, good: Mask) -> Mask:
    """Return which good packages hold no smaller good one, shape (n_packages,).

    Parameters
    ----------
    chosen
        With every package also its smaller ones; those that cannot be carried out count as not good.
    """
    sizes = chosen.members.sum(axis=1)
    contains = good.copy()
    found = np.zeros(len(good), dtype=bool)
    for size in range(1, chosen.largest + 1):
        rows = np.flatnonzero(sizes == size)
        below = np.zeros(len(rows), dtype=bool)
        if size > 1:
            for place in range(chosen.members.shape[1]):
                held = np.flatnonzero(chosen.members[rows, place])
                smaller = chosen.masks[rows[held]] ^ np.int64(2**place)
                below[held] |= contains[np.searchsorted(chosen.masks, smaller)]
        found[rows] = good[rows] & ~below
        contains[rows] |= below
    return found


def packages(
    options: Sequence[Option], criteria: SharingCriteria, raw: Matrix, rates: Matrix, status_quo: Matrix
) -> Packages:
    """Return the packages of the options with the smallest mutual gains.

    Tollison & Willett (1979) and Sebenius (1983) on linkage: options outside the zone alone can be inside together.

    Parameters
    ----------
    raw : Matrix of shape (n_options, 2 n_sides)
        Benefits, then burdens, of options with a figure everywhere.
    """
    ids = tuple(option.id for option in options)
    if not 0 < len(ids) <= MOST_OPTIONS:
        reason = "no option has a figure for every side" if not ids else f"more than {MOST_OPTIONS} options"
        return Packages(ids, 0, 0, 0, (), (), f"No packages: {reason}.")
    chosen = subsets(len(ids))
    possible, added, reasons = _added_up(options, criteria, chosen, raw)
    net = net_benefits(added, criteria.tops, rates)
    good = possible & np.all(net - status_quo > TOLERANCE, axis=1)
    smallest = minimal(chosen, good)
    n_sides = len(criteria.sides)
    figures = proportionality.compute(added[:, :n_sides], added[:, n_sides:])

    def package(row: int) -> Package:
        return Package(
            options=tuple(name for name, held in zip(ids, chosen.members[row].tolist(), strict=True) if held),
            net=dict(zip(criteria.sides, net[row].tolist(), strict=True)),
            gain=dict(zip(criteria.sides, (net[row] - status_quo).tolist(), strict=True)),
            proportionality=float(figures[row]),
            mutual_gain=bool(good[row]),
            minimal=bool(smallest[row]),
            interactions=tuple(reason for reason, counts in reasons if counts[row]),
        )

    sizes = chosen.members.sum(axis=1)
    order = np.lexsort((chosen.masks, sizes))
    many = possible.sum() > MOST_LISTED
    few = order[good[order]][:MOST_LISTED] if many else order[possible[order]]
    partial = "" if chosen.largest == len(ids) else f" Only packages of up to {chosen.largest} options were listed."
    listing = f" Listed: mutual gains, the smallest packages first, at most {MOST_LISTED}." if many else ""
    return Packages(
        considered=ids,
        largest=chosen.largest,
        count=int(possible.sum()),
        mutual_gains=int(good.sum()),
        minimal=tuple(package(row) for row in order[smallest[order]][:MOST_LISTED].tolist()),
        all=tuple(package(row) for row in few.tolist()),
        note=ADDITIVE + partial + listing,
    )


def _added_up(
    options: Sequence[Option], criteria: SharingCriteria, chosen: Subsets, raw: Matrix
) -> tuple[Mask, Matrix, list[tuple[str, Mask]]]:
    """Return which packages are possible, their raw sums, and the interactions with where they count."""
    place = {option.id: at for at, option in enumerate(options)}
    column = {leaf.id: at for at, leaf in enumerate(criteria.leaves)}
    possible: Mask = np.ones(len(chosen.masks), dtype=bool)
    added: Matrix = chosen.members.astype(np.float64) @ raw
    reasons: list[tuple[str, Mask]] = []
    for option in options:
        for other in option.incompatible_with:
            if other in place and other != option.id:
                possible &= ~np.all(chosen.members[:, [place[option.id], place[other]]], axis=1)
        for each in option.interactions:
            if each.criterion in column and all(other in place for other in each.others):
                members = sorted({place[option.id], *(place[other] for other in each.others)})
                counts: Mask = np.all(chosen.members[:, members], axis=1)
                added[counts, column[each.criterion]] += each.change
                names = " + ".join([option.brief, *(options[place[other]].brief for other in each.others)])
                reasons.append((f"{names}: {each.criterion} {each.change:+g} ({each.reason})", counts))
    return possible, np.maximum(added, 0.0), reasons


def partners(found: Packages, option: str) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of other options with which an option is in a mutual gain; smallest sets only."""
    with_it = [set(each.options) - {option} for each in found.all if each.mutual_gain and option in each.options]
    with_it += [set(each.options) - {option} for each in found.minimal if option in each.options]
    smallest = [each for each in with_it if each and not any(other < each for other in with_it if other)]
    return tuple(dict.fromkeys(tuple(sorted(each, key=found.considered.index)) for each in smallest))
