"""Scores by cell are a plain mapping, whatever has been changed in them; what was made before stays as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.by_cell import ByCell
from workbench.model.score import Score

cells = st.tuples(st.sampled_from(("bus", "tram")), st.sampled_from(("cost", "time")), st.sampled_from(("ana", "ben")))
changes = st.lists(st.tuples(cells, st.none() | st.integers(0, 100)), max_size=12)


def score(cell: tuple[str, str, str], value: int) -> Score:
    """Return a score of a cell."""
    return Score(option=cell[0], criterion=cell[1], analyst=cell[2], value=value)


@given(changes)
def test_it_says_what_a_dictionary_says(made: list[tuple[tuple[str, str, str], int | None]]) -> None:
    plain: dict[tuple[str, str, str], Score] = {}
    table = ByCell({})
    for cell, value in made:
        before, known = table, dict(plain)
        if value is None:
            plain.pop(cell, None)
        else:
            plain[cell] = score(cell, value)
        table = table.with_score(cell, plain.get(cell))

        assert dict(before) == known
        assert dict(table) == plain
        assert len(table) == len(plain)
        assert table.get(cell) == plain.get(cell)
        assert (cell in table) is (cell in plain)
    assert table == ByCell(plain)
    assert ByCell({}).get(("bus", "cost", "ana")) is None
