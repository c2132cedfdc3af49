"""The ranking as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.tui.text.line import text_of, width_of
from workbench.tui.text.ranking_places import bar, best_ranks, in_one_line, panel, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.usecases.session import Session


@pytest.mark.parametrize("value", [0, 0.4, 12.5, 50, 99.9, 100])
@pytest.mark.parametrize("width", [4, 13, 25])
def test_a_bar_fills_its_width_in_proportion(value: float, width: int) -> None:
    line = bar(value, value, width)
    assert width_of(line) == width
    assert abs(line[0][0].count("█") - value / 100 * width) <= 1


def test_an_interval_goes_on_hatched_to_its_high_end() -> None:
    assert text_of(bar(25, 75, 8)) == "██░░░░┄┄"


def test_totals_that_are_not_separable_are_marked(session: Session) -> None:
    assert session.evaluation
    close = {option for pair in session.evaluation.not_separable for option in pair}
    shown = places(session.evaluation, {})
    assert {place.option for place in shown if place.close} == close
    lines = [text_of(line) for line in panel(shown, session.evaluation.threshold, "", 20, 20)]
    assert sum(line.startswith("≈ █") for line in lines) == len(close)
    assert any("not separable" in line for line in lines)


def test_options_that_moved_get_an_arrow(session: Session) -> None:
    before = best_ranks(session.evaluation)
    last = next(name for name, rank in before.items() if rank == max(before.values()))
    for criterion in session.study.leaves:
        session.apply(session.rescore(last, criterion.id, value=criterion.best))
    assert session.evaluation
    shown = places(session.evaluation, before)
    assert shown[0].option == last
    assert shown[0].moved == len(before) - 1
    lines = "\n".join(text_of(line) for line in panel(shown, 0.1, last, 20, 20))
    assert lines.count("▲") == 1
    assert lines.count("▼") == len(before) - 1


def test_an_incomplete_option_shows_its_interval_and_possible_ranks(session_on: Callable[..., Session]) -> None:
    rows: dict[str, dict[str, float | str | None]] = {
        "bus": {"cost": 50, "time": 50},
        "tram": {"cost": 50, "time": None},
    }
    session = session_on(study([leaf("cost"), leaf("time")], rows))
    assert session.evaluation
    for height in (3, 5, 12):
        lines = "\n".join(text_of(line) for line in panel(places(session.evaluation, {}), 1.0, "", 22, height))
        assert "1–2" in lines
        assert "25.0–75.0" in lines


@pytest.mark.parametrize("height", [2, 3, 5, 9, 14, 40])
@pytest.mark.parametrize("width", [20, 32])
def test_the_panel_keeps_to_its_box_and_shows_the_focused_option(session: Session, width: int, height: int) -> None:
    assert session.evaluation
    shown = places(session.evaluation, {})
    lines = panel(shown, 0.35, shown[-1].option, width, height)
    assert len(lines) <= height
    assert all(width_of(line) <= width for line in lines)
    names = (shown[-1].brief[:4], shown[-1].label[:4])
    assert any(style == "strong" and name in text for line in lines for text, style in line for name in names)


def test_the_ranking_fits_one_line(session: Session) -> None:
    assert session.evaluation
    line = in_one_line(places(session.evaluation, {}), 60)
    assert width_of(line) <= 60
    assert text_of(line).startswith("1")


def test_an_option_with_an_interval_shows_its_total_and_not_its_low_end(session: Session) -> None:
    evaluation = session.apply(
        session.rescore(session.study.options[0].id, session.study.leaves[0].id, low=0, high=100)
    )
    assert evaluation
    (wide,) = (each for each in evaluation.results if each.high > each.low)
    assert wide.total is not None
    assert f"{wide.total:.1f}" != f"{wide.low:.1f}"
    shown = places(evaluation, {})
    for width, height in ((22, 30), (22, 5)):
        lines = "\n".join(text_of(line) for line in panel(shown, 0.1, "", width, height))
        assert f"{wide.total:.1f}" in lines
        assert f"{wide.low:.1f}" not in lines


def test_no_total_is_cut_off_in_one_line(session: Session) -> None:
    session.apply(session.rescore(session.study.options[0].id, session.study.leaves[0].id, low=0, high=100))
    assert session.evaluation
    shown = places(session.evaluation, {})
    for width in (60, 78, 100, 158):
        line = text_of(in_one_line(shown, width)).rstrip()
        assert not line.endswith("…")
        assert all(f"{each.total:.1f}" in line for each in session.evaluation.results)
