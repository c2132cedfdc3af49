"""Tables of what sampling found: ranks, pairs, central weights, and what the first option's lead hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.acceptability import Acceptability
    from workbench.model.global_sensitivity import GlobalSensitivity, Index
    from workbench.model.report import Value

PLACES = 2
"""Decimals of a share: more would be sampling error at the default number of samples."""

MOST_CRITERIA = 8
"""Criteria that the table of central weights names: the heaviest."""


def acceptability_tables(found: Acceptability, names: Mapping[str, str] | None = None) -> tuple[Table, ...]:
    """Return the tables of an acceptability: ranks, pairs, central weights.

    Parameters
    ----------
    names
        Short labels of options and criteria by id; without one, the id.
    """
    known = dict(zip(found.options, getattr(found, "labels", found.options), strict=True))
    known |= dict(zip(found.criteria, getattr(found, "criterion_labels", found.criteria), strict=True))
    known |= dict(names or {})
    return ranks_table(found, known), pairs_table(found, known), central_table(found, known)


def ranks_table(found: Acceptability, names: Mapping[str, str]) -> Table:
    """Return with which share each option takes each rank, and the figures that follow; best expected rank first."""
    count = len(found.options)
    columns = (
        Column("Option"),
        *(Column(f"Rank {rank}", PLACES, "right") for rank in range(1, count + 1)),
        Column("Expected rank", PLACES, "right"),
        Column("All ranks", PLACES, "right"),
        Column("Confidence", PLACES, "right"),
    )
    rows = []
    for row in sorted(range(count), key=lambda each: (found.expected_rank[each], each)):
        shares = (_share(share) for share in found.ranks[row].tolist())
        figures: tuple[Value, ...] = (
            float(found.expected_rank[row]),
            float(found.holistic[row]),
            found.confidence[row],
        )
        rows.append((names.get(found.options[row], found.options[row]), *shares, *figures))
    return Table("Rank acceptability", columns, tuple(rows), note=ranks_note(found))


def _share(share: float) -> Value:
    """Return a share, with nothing where it is exactly 0: never, not seldom."""
    return share or None


def ranks_note(found: Acceptability) -> str:
    """Return what must be said wherever a share is printed: scheme, samples, seed, error, rules."""
    return (
        f"Shares of {found.samples:,} samples, seed {found.seed}: {found.scheme.sentence}. Nineteen times in twenty a "
        f"share is within {found.error:.3f} of the true one. A dash: in no sample. Ties: {found.rank_rule}. "
        "All ranks: the shares weighted by centroid weights over that of the first rank, 1 for always first. "
        "Confidence: how often an option is first under its own central weights, scores as in the scheme."
    )


def pairs_table(found: Acceptability, names: Mapping[str, str]) -> Table:
    """Return with which share the option of a row is above that of a column."""
    labels = [names.get(option, option) for option in found.options]
    columns = (Column("Above"), *(Column(label, PLACES, "right") for label in labels))
    rows = tuple(
        (label, *(None if row == column else float(found.pairwise[row, column]) for column in range(len(labels))))
        for row, label in enumerate(labels)
    )
    return Table("Pairwise winning", columns, rows, note="Share of the samples in which the row is above the column.")


def central_table(found: Acceptability, names: Mapping[str, str]) -> Table:
    """Return each option's central weights, the criteria in rows: the weights that put it first, on average."""
    central = [each or (0.0,) * len(found.criteria) for each in found.central_weights]
    heaviest = sorted(range(len(found.criteria)), key=lambda each: -max(row[each] for row in central))
    shown = heaviest[:MOST_CRITERIA]
    given: tuple[float, ...] = getattr(found, "weights", ())
    columns = (
        Column("Criterion"),
        *((Column("Weight set", PLACES, "right"),) if given else ()),
        *(Column(names.get(option, option), PLACES, "right") for option in found.options),
    )
    rows = tuple(
        (
            names.get(found.criteria[place], found.criteria[place]),
            *(given[place : place + 1]),
            *(None if each is None else each[place] for each in found.central_weights),
        )
        for place in shown
    )
    note = "The mean of the weights with which an option is first, as shares of the whole. A dash: it never is."
    if len(shown) < len(found.criteria):
        note += f" The {len(shown)} criteria with the largest share in any column, of {len(found.criteria)}."
    return Table("Central weights", columns, rows, note=note)


def sensitivity_table(found: GlobalSensitivity) -> Table:
    """Return how much of the variance of the first option's lead each group of inputs makes."""
    columns = (
        Column("What varies"),
        Column("By itself", PLACES, "right"),
        Column("between", align="right", whole=True),
        Column("In all", PLACES, "right"),
        Column("between", align="right", whole=True),
        Column("How"),
    )
    rows = tuple((each.group, *_figures(each.first), *_figures(each.total), each.what) for each in found.groups)
    note = (
        f"Sobol indices of the lead of {found.label} over the best other option, in {found.unit}: mean "
        f"{found.mean:.2f}, standard deviation {found.deviation:.2f}; it is first in {found.first_share:.0%} of the "
        f"samples. By itself: the part of the variance that a group makes alone; in all: with what it does jointly "
        f"with others, so that these add up to more than 1. {found.samples:,} base samples, seed {found.seed}; "
        f"intervals hold nineteen in twenty of {found.resamples} resamples."
    )
    return Table("What the lead hangs on", columns, rows, note=note)


def _figures(index: Index | None) -> Sequence[Value]:
    if index is None:
        return None, None
    # Rounded first: an estimate a little below 0 is 0.00 and not -0.00.
    share, low, high = (round(each, PLACES) + 0.0 for each in (index.share, index.low, index.high))
    return share, f"{low:.2f} to {high:.2f}"
