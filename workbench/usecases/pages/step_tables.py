"""A method's steps as tables of a report, whatever axes they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.model.evaluation import Step

DECIMALS = 4
"""Of every figure in a step."""


def step_tables(steps: Iterable[Step], names: Mapping[str, Sequence[str]]) -> Iterator[Table]:
    """Yield the steps, those with one figure for each option (or criterion) side by side.

    Parameters
    ----------
    names
        What the places of an axis are called, by the axis; other axes are counted from 1.
    """
    waiting: list[Step] = []
    for step in steps:
        if waiting and (step.axes != waiting[0].axes or len(step.axes) > 1):
            yield _beside(waiting, names)
            waiting = []
        if len(step.axes) > 1:
            yield from _wide(step, names)
        else:
            waiting.append(step)
    if waiting:
        yield _beside(waiting, names)


def _places(axis: str, count: int, names: Mapping[str, Sequence[str]]) -> Sequence[str]:
    known = names.get(axis, ())
    return known if len(known) == count else [str(place + 1) for place in range(count)]


def _beside(steps: Sequence[Step], names: Mapping[str, Sequence[str]]) -> Table:
    axes = steps[0].axes
    if not axes:
        rows = tuple((_words(step.name), float(step.data)) for step in steps)
        return Table("Single figures", (Column("Step"), Column("Value", DECIMALS, "right")), rows)
    places = _places(axes[0], len(steps[0].data), names)
    columns = (Column(axes[0].capitalize()), *(Column(_words(step.name), DECIMALS, "right") for step in steps))
    body = zip(places, *(step.data.tolist() for step in steps), strict=True)
    return Table(f"Steps for each {axes[0]}", columns, tuple(body))


def _wide(step: Step, names: Mapping[str, Sequence[str]]) -> Iterator[Table]:
    *lead, rows, columns = step.axes
    tables = step.data.reshape(-1, *step.data.shape[-2:])
    outer = _places(lead[-1], step.data.shape[-3], names) if lead else ("",)
    for place, table in enumerate(tables):
        title = _words(step.name[:1].upper() + step.name[1:]) + (f": {outer[place % len(outer)]}" if lead else "")
        across = _places(columns, table.shape[1], names)
        down = _places(rows, table.shape[0], names)
        heads = (Column(rows.capitalize()), *(Column(name, DECIMALS, "right") for name in across))
        body = tuple((name, *row) for name, row in zip(down, table.tolist(), strict=True))
        yield Table(title, heads, body)


def _words(name: str) -> str:
    return name.replace("_", " ")
