"""Pictures in characters: they fit, shapes tell their parts apart, and their words and tables say the same."""

from __future__ import annotations

import pytest

from workbench.model.picture import (
    Bar,
    Bars,
    Curve,
    CurveLine,
    HeatMap,
    HeatRow,
    Picture,
    Point,
    Scatter,
    Swing,
    Tornado,
    Tracks,
)
from workbench.model.report import Column, Table
from workbench.tui.pictures.draw import picture_lines
from workbench.tui.text.line import text_of, width_of

TABLE = Table("Twin", (Column("Option"), Column("Total", 2, "right")), (("Bus", 1.25), ("Tram", 60.0)))
HEAD = ("A title", "In words.", TABLE)
BARS = Bars(*HEAD, ("means", "ends"), (Bar("Bus", (20.0, 30.0), None, "50"), Bar("Tram", (10.0, 0.0), 60.0)), 100.0)
TORNADO = Tornado(*HEAD, 1.0, 0.0, (Swing("cost", -2.0, 4.0), Swing("time", 0.5, 1.5)))
CURVE = Curve(
    *HEAD, "weight", (0.0, 0.5, 1.0), (CurveLine("Bus", (0, 50, 100)), CurveLine("Tram", (80, 40, 0))), 0.25,
    ((0.45, 45.0, "Bus"),),
)  # fmt: skip
SCATTER = Scatter(*HEAD, "North", "South", (Point("Bus", 40, 40, "mutual-gain"), Point("Tram", -40, -40, "loss")),
                  ("NW", "NE", "SW", "SE"))  # fmt: skip
HEAT = HeatMap(*HEAD, ("Bus", "Tram"), (HeatRow("cost", (0.0, 100.0)), HeatRow("time", (None, 50.0), 1)))
TRACKS = Tracks(*HEAD, ("Bus", "Tram"), (HeatRow("cost", (0.0, 100.0)), HeatRow("time", (50.0, 50.0), 1)))
EVERY: list[Picture] = [BARS, TORNADO, CURVE, SCATTER, HEAT, TRACKS]


def drawn(picture: Picture, width: int = 78, height: int = 20, *, as_table: bool = False) -> list[str]:
    return [text_of(line) for line in picture_lines(picture, width, height, as_table=as_table)]


@pytest.mark.parametrize("picture", EVERY, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("size", [(58, 12), (78, 20), (118, 36), (158, 46)])
def test_a_picture_keeps_to_its_width_and_begins_with_words(picture: Picture, size: tuple[int, int]) -> None:
    lines = picture_lines(picture, *size)
    assert text_of(lines[0]) == "In words."
    assert max(map(width_of, lines)) <= size[0]


@pytest.mark.parametrize("picture", [BARS, TORNADO, CURVE, SCATTER], ids=lambda each: type(each).__name__)
def test_a_picture_keeps_to_its_height(picture: Picture) -> None:
    assert len(drawn(picture, 78, 20)) <= 20


@pytest.mark.parametrize("picture", EVERY, ids=lambda each: type(each).__name__)
def test_the_table_stands_in_place_of_the_picture(picture: Picture) -> None:
    text = "\n".join(drawn(picture, as_table=True))
    assert "In words." in text
    assert "1.25" in text
    assert "60.00" in text
    assert not set(text) & set("█▒┄┊╎┼")


def test_parts_of_bars_have_lengths_in_proportion_and_shapes_of_their_own() -> None:
    bus = next(line for line in drawn(BARS) if line.startswith("Bus"))
    assert abs(bus.count("▒") / bus.count("█") - 1.5) < 0.1
    tram = next(line for line in drawn(BARS) if line.startswith("Tram"))
    assert abs(tram.count("?") / tram.count("█") - 5) < 0.6
    assert any("? open: scores are missing" in line for line in drawn(BARS))


def test_a_larger_place_makes_bars_thicker() -> None:
    assert len(drawn(BARS, 78, 30)) > len(drawn(BARS, 78, 8))


def test_a_tornado_leaves_the_small_ones_to_the_table_and_says_so() -> None:
    many = Tornado(*HEAD, 1.0, 0.0, tuple(Swing(f"input {number}", 0.0, 2.0) for number in range(30)))
    lines = drawn(many, 78, 15)
    assert len(lines) <= 16
    assert "more move it less" in lines[-1]


def test_a_tornado_marks_in_every_bar_where_the_first_rank_turns() -> None:
    bars = [line for line in drawn(TORNADO) if line.startswith(("cost", "time"))]
    assert len(bars) == 2
    assert len({line.index("╎") for line in bars}) == 1


def test_scores_in_a_tornado_are_named_by_the_letter_of_their_option_and_the_criterion() -> None:
    swings = tuple(
        Swing(f"{option}: answers of governments to publics", -1.0, 2.0, option=option)
        for option in ("A very long name of an option", "Another very long name of an option")
    )
    lines = drawn(Tornado(*HEAD, 1.0, 0.0, swings), 78, 20)
    assert any("A A very long name of an option" in line for line in lines)
    assert [line[:5] for line in lines if "governments" in line] == ["A ans", "B ans"]


def test_both_ends_of_a_tornados_bar_meet_at_the_figure_as_it_is() -> None:
    cost = next(line for line in drawn(TORNADO) if line.startswith("cost"))
    assert "▒│█" in cost
    assert abs(cost.count("█") - cost.count("▒")) <= 1
    assert "-2.00 +4.00" in cost


def test_lines_of_a_curve_carry_letters_and_rise_or_fall() -> None:
    lines = drawn(CURVE)
    plot = [line for line in lines if line[6:7] in {"│", "┤"}]
    rows_of_bus = [(row, line.index("A", 7)) for row, line in enumerate(plot) if "A" in line[7:]]
    assert rows_of_bus[0][1] > rows_of_bus[-1][1]
    rows_of_tram = [(row, line.index("B", 7)) for row, line in enumerate(plot) if "B" in line[7:]]
    assert rows_of_tram[0][1] < rows_of_tram[-1][1]
    assert sum("◆" in line for line in plot) == 1
    assert any("┊" in line for line in plot)


def test_a_level_line_is_level() -> None:
    level = Curve(*HEAD, "weight", (0.0, 0.5, 1.0), (CurveLine("Bus", (50.0, 50.0 + 1e-13, 50.0)),), 0.5)
    plot = [line for line in drawn(level) if line[6:7] in {"│", "┤"}]
    assert sum(any("\u2801" <= each <= "\u28ff" for each in line) for line in plot) <= 2


def test_points_of_a_scatter_lie_in_their_quarter() -> None:
    plot = drawn(SCATTER)[3:]
    middle = next(row for row, line in enumerate(plot) if "┼" in line)
    column = plot[middle].index("┼")
    above = next(row for row, line in enumerate(plot) if "A" in line)
    below = next(row for row, line in enumerate(plot) if "B" in line)
    assert above < middle < below
    assert plot[above].index("A") > column > plot[below].index("B")


def test_two_points_at_one_place_are_both_seen() -> None:
    same = Scatter(*HEAD, "North", "South", (Point("Bus", 1, 1, ""), Point("Tram", 1, 1, "")))
    plot = "\n".join(drawn(same)[3:-2])
    assert plot.count("A") == plot.count("B") == 1


def test_a_heat_map_shades_by_value_and_keeps_what_is_missing_apart() -> None:
    cost, time = (next(line for line in drawn(HEAT) if name in line) for name in ("cost", "time"))
    assert "█" in cost
    assert "100.0" in cost
    assert "–" in time
    assert "▒" in time


def test_letters_on_a_track_stand_at_their_values_and_equal_ones_side_by_side() -> None:
    cost, time = (next(line for line in drawn(TRACKS) if name in line) for name in ("cost", "time"))
    assert cost.index("A") < cost.index("B")
    assert "AB" in time


def test_labels_have_more_room_in_a_wider_picture_and_never_lose_their_percentage() -> None:
    long = "Representatives of both nations at work 12.5%"
    rows = (HeatRow(long, (0.0, 100.0), 2), HeatRow("Cost of running it at home 6.2%", (None, 50.0), 1))
    picture = HeatMap(*HEAD, ("Bus", "Tram"), rows)
    assert any(line.startswith("    Representatives") and "12.5%" in line for line in drawn(picture, 78))
    assert any("at work 12.5%" in line for line in drawn(picture, 158))
    assert all("at home 6.2%" in line for line in drawn(picture, 118) if line.startswith("  Cost"))
