"""The long forms of fault tests: marked, and their figures printed as one table when they have run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIGURES = "soak"
"""The property of a test's report that holds its figures."""
COLUMNS = ("tried", "acknowledged", "lost", "wrong", "refused")


def sizes(name: str, short: Any, whole: Any) -> pytest.MarkDecorator:
    """Return a test's two sizes: the short one of every run, and the whole one of `make soak`."""
    return pytest.mark.parametrize(
        name, [pytest.param(short, id="short"), pytest.param(whole, id="whole", marks=pytest.mark.soak)]
    )


def note_figures(record_property: Callable[[str, object], None], kind: str, **figures: int) -> None:
    """Have a test's figures added up with those of its kind and printed in the end."""
    record_property(FIGURES, {"kind": kind, **{name: figures.get(name, 0) for name in COLUMNS}})


def table_of(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """Return the lines of the table of all figures, kind by kind."""
    sums: dict[str, dict[str, int]] = {}
    for name, figures in properties:
        if name == FIGURES:
            row = sums.setdefault(figures["kind"], dict.fromkeys(COLUMNS, 0))
            for column in COLUMNS:
                row[column] += figures[column]
    width = max([len(kind) for kind in sums], default=0)
    heading = f"{'':{width}}" + "".join(f"{column:>14}" for column in COLUMNS)
    lines = [f"{kind:{width}}" + "".join(f"{row[column]:>14,}" for column in COLUMNS) for kind, row in sums.items()]
    return [heading, *lines] if lines else []
