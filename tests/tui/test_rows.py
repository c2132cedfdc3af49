"""What stands in the grid, before it is drawn."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.model.criterion import Direction, Leaf, MeasuredScale
from workbench.tui.grid.geometry import divide
from workbench.tui.grid.lines import Cursor, labels_of, laid_out, row_start, weight_text
from workbench.tui.grid.rows import Standing, fill, options_of, rows_of
from workbench.tui.text.line import text_of, width_of
from workbench.tui.text.number import read_number, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.tui.grid.rows import Cell
    from workbench.usecases.session import Session

COST = Leaf(
    id="cost",
    label="Cost",
    direction=Direction.MINIMIZE,
    scale=MeasuredScale(kind="measured", unit="M EUR per year", worst=40, best=-5),
)


def cells(session: Session, name: str) -> Sequence[Cell]:
    row = next(row for row in rows_of(session.study, session.evaluation) if row.criterion.id == name)
    return fill(session, row, options_of(session)).cells


def test_rows_run_from_the_top_depth_first(session: Session) -> None:
    rows = rows_of(session.study, session.evaluation)
    assert len(rows) == len(session.study.criteria)
    assert [row.depth for row in rows[:4]] == [0, 1, 2, 2]
    parents: list[str] = []
    for row in rows:
        parents[row.depth :] = [row.criterion.id]
        assert row.depth == 0 or row.criterion.parent == parents[row.depth - 1]


def test_the_shares_of_the_top_groups_make_up_the_whole(session: Session) -> None:
    rows = rows_of(session.study, session.evaluation)
    assert sum(row.share or 0 for row in rows if row.depth == 0) == pytest.approx(1)


def test_groups_show_the_totals_of_the_evaluation(session: Session) -> None:
    assert session.evaluation
    for each in session.evaluation.groups[:-1]:
        assert [cell.text for cell in cells(session, each.id)] == [f"{total:.1f}" for total in each.totals]


def test_a_missing_score_is_a_dot_or_what_was_said_of_it_and_never_zero(session_on: Callable[..., Session]) -> None:
    rows: dict[str, dict[str, float | str | None]] = {
        "bus": {"cost": 0, "time": None},
        "tram": {"cost": "not-known", "time": "not-applicable"},
    }
    session = session_on(study([leaf("cost"), leaf("time")], rows))
    assert [(cell.text, cell.standing) for cell in cells(session, "cost")] == [
        ("0", Standing.OWN),
        ("n/k", Standing.MISSING),
    ]
    assert [(cell.text, cell.standing) for cell in cells(session, "time")] == [
        ("·", Standing.MISSING),
        ("n/a", Standing.OUTSIDE),
    ]
    counts = [fill(session, row, options_of(session)).scored for row in rows_of(session.study, session.evaluation)]
    assert counts == [1, 1]


def test_a_group_with_missing_scores_has_no_total(session_on: Callable[..., Session]) -> None:
    rows: dict[str, dict[str, float | str | None]] = {"bus": {"cost": 50, "time": 25}, "tram": {"cost": 50}}
    session = session_on(study([group("all"), leaf("cost", "all"), leaf("time", "all")], rows))
    assert [cell.text for cell in cells(session, "all")] == ["37.5", "·"]


def test_a_score_of_another_analyst_shows_as_inherited(session: Session) -> None:
    name = session.study.leaves[0].id
    assert {cell.standing for cell in cells(session, name)} == {Standing.INHERITED}
    session.apply(session.rescore(session.study.options[1].id, name, value=100.0))
    shown_cells = cells(session, name)
    assert [cell.standing for cell in shown_cells].count(Standing.OWN) == 1
    assert shown_cells[1].height == "█"
    assert not shown_cells[1].reasoned


def test_raw_sizes_to_keep_small_are_marked(session_on: Callable[..., Session]) -> None:
    session = session_on(study([COST, leaf("time")], {"bus": {"cost": 12.5, "time": 50}, "tram": {"cost": 40}}))
    geometry = divide(58, 20, 2, 4, 10)
    texts = []
    rows = rows_of(session.study, session.evaluation)
    for row, label in zip(rows, labels_of(rows, geometry.label), strict=True):
        cells = fill(session, row, options_of(session)).cells
        start = row_start(row, label, geometry, here=True)
        laid = laid_out(cells, range(2), Cursor(0), geometry, range(0))
        line = (*start, *chain.from_iterable(laid))
        assert width_of(line) == geometry.x_of(2)
        texts.append(text_of(line))
    assert "↓" in texts[0]
    assert "12.5" in texts[0]
    assert "↓" not in texts[1]


@pytest.mark.parametrize(
    ("width", "options"), [(58, 4), (58, 1), (58, 50), (57, 7), (126, 4), (300, 20), (60, 12), (20, 3), (0, 0)]
)
def test_columns_fill_the_width_and_no_more(width: int, options: int) -> None:
    geometry = divide(width, 20, options, 4, 40)
    assert geometry.columns <= options
    if width >= 40:
        assert geometry.x_of(geometry.columns) <= width
        assert geometry.label >= 18


@pytest.mark.parametrize(("typed", "value"), [("12", 12), ("-5", -5), (".5", 0.5), ("40.", 40), (" 7 ", 7), ("-0", 0)])
def test_numbers_within_the_scale_are_read(typed: str, value: float) -> None:
    assert read_number(typed, COST) == value


@pytest.mark.parametrize("typed", ["", "-", ".", "1.2.3", "40.1", "-6", "nan", "1e1", "1_0", "٣", "12,5"])
def test_other_numbers_are_refused_with_the_range(typed: str) -> None:
    with pytest.raises(ValueError, match=r"from -5 to 40 M EUR per year"):
        read_number(typed, COST)


@pytest.mark.parametrize(("value", "text"), [(75.0, "75"), (12.5, "12.5"), (1234567.0, "1234567"), (1 / 3, "0.3333")])
def test_numbers_are_shown_short(value: float, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(("share", "text"), [(None, "–"), (0.0, "0"), (1.0, "100"), (0.0347, "3.5"), (0.5, "50.0")])
def test_weights_are_shown_in_percent(share: float | None, text: str) -> None:
    assert weight_text(share) == text
