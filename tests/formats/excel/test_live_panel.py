"""Changing one analyst's score, or an answer about weights, in the file moves everything that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.excel.conftest import (
    differences,
    edited,
    errors_in,
    formulas_of,
    knows_the_export,
    row_of,
    values_of,
)
from tests.formats.excel.panels import council, entries, sharing
from tests.formats.excel.samples import asked
from tests.panels import changed_study, with_keys
from tests.soak import sizes
from tests.studies import group, leaf, study
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.model.selection import select
from workbench.model.state import state_of
from workbench.usecases.load import load

if TYPE_CHECKING:
    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.study import Study
    from workbench.model.weights import GroupAnswers

pytestmark = pytest.mark.xdist_group("libreoffice")

UNCHANGED = ("Checks", "Exported", "OtherInputs", "About", "Reasons")
"""Sheets that know of the changes, or hold fixed text."""


WORDS = {"not known": "not-known", "not scored": None, "not applicable": "not-applicable"}
"""What the words in a score cell are in a study."""


def report(made: Study, **choices: Any) -> bytes:
    return write_report(select(made), score_study(made, **choices), changed="2011-04")


def answer_row(cells: Cells, title: str, label: str, below: str = "") -> int:
    """Return the line of the sheet Answers for a child, or for a pair, of the block with a title."""
    top = next(int(cell[1:]) for (sheet, cell), text in cells.items() if sheet == "Answers" and text == title)
    return next(
        row
        for row in range(top + 2, top + 20)
        if cells.get(("Answers", f"D{row}")) == label and below in {"", cells.get(("Answers", f"F{row}"))}
    )


def assert_followed(wanted: bytes, found: Cells, name: str, but: tuple[str, ...] = ()) -> None:
    skipped = UNCHANGED + but
    places = [place for place in formulas_of(wanted) if place[0] not in skipped and not knows_the_export(place)]
    assert not errors_in(found), name
    assert not differences(values_of(wanted), found, places)[:5], name


@sizes("names", (), ("river-basin", "river-basin-three", "two-sides-example"))
def test_a_change_of_one_analysts_score_moves_the_combined_one_and_all_after_it(
    office: Office, names: tuple[str, ...]
) -> None:
    """The long form also changes a score of each shipped study with several analysts."""
    panel = council()
    start = report(panel)
    cells = values_of(start)
    typed = edited(
        start,
        entries(
            cells,
            ("a", "Dr Ann", "G", 100),
            ("b", "Dr Ann", "H", "not applicable"),
            ("c", "Dr Bob", "G", 75),  # in place of an interval
            ("c", "Dr Fay", "G", 0),  # on whom Dr Eve is based
            ("a", "Dr Cat", "H", None),
        ),
    )
    wanted = with_keys(
        panel,
        score__x__a__ann={"value": 100.0, "rationale": "so"},
        score__y__b__ann={"missing": "not-applicable", "rationale": "so"},
        score__x__c__bob={"value": 75.0, "rationale": "so"},
        score__x__c__fay={"value": 0.0, "rationale": "so"},
        score__y__a__cat=None,
    )
    shipped = [_with_a_change(load(name)) for name in names]
    as_it_is, followed, *others = office.recalculate(start, typed, *(each for each, _ in shipped))
    assert_followed(start, as_it_is, "as exported")
    assert_followed(report(wanted), followed, "scores of a panel")
    for name, (_, told), found in zip(names, shipped, others, strict=True):
        assert_followed(told, found, name)
    assert as_it_is["Summary", "D11"] != followed["Summary", "D11"]
    moved = {label: shown(as_it_is, label) != shown(followed, label) for label in ("North", "South")}
    assert moved == {"North": True, "South": True}  # Dr Fay, on whom Dr Eve of the South is based, moved too


def own_totals(cells: Cells, side: str) -> list[tuple[str, str]]:
    """Return where the totals of a side by its own scores stand."""
    rows = [int(cell[1:]) for (sheet, cell), text in cells.items()
            if sheet == "Perspectives" and text == f"{side}, own scores"]  # fmt: skip
    return [place for column in "GHIJ" if (place := ("Perspectives", f"{column}{min(rows)}")) in cells]


def shown(cells: Cells, side: str) -> list[Any]:
    """Return those totals."""
    return [cells[place] for place in own_totals(cells, side)]


def test_totals_by_each_sides_own_scores_are_the_engines() -> None:
    """Also where a side is the whole view, and there is nothing beside it to show."""
    panel = council()
    cells = values_of(report(panel))
    for side in ("north", "south"):
        told = [each.total for each in score_study(panel, view=side).results]
        assert shown(cells, side.capitalize()) == [
            "open" if each is None else pytest.approx(each, abs=1e-9) for each in told
        ]
    alone = values_of(report(panel, view="north"))
    assert "North, own scores" not in alone.values()
    assert "South, own scores" in alone.values()


def test_totals_by_own_scores_follow_through_computed_criteria_products_curves_and_holes(office: Office) -> None:
    made = sharing()
    start = report(made)
    scores = entries(values_of(start), ("c", "Dr Ann", "I", 50), ("c", "Dr Bob", "I", 50), ("b", "Dr Dan", "H", None),
                     ("b", "Dr Eve", "H", None), ("f", "Dr Ann", "G", 0), ("f", "Dr Bob", "G", 0))  # fmt: skip

    def change(book: Any) -> None:
        scores(book)
        for name, points in (("a", 0), ("p", 5)):
            book["Weights"][f"G{row_of(book, name)}"].value = points

    typed = {f"score/y/c/{name}": {"value": 50.0, "rationale": "so"} for name in ("ann", "bob")}
    typed |= {f"score/w/f/{name}": {"value": 0.0, "rationale": "so"} for name in ("ann", "bob")}
    blank = {f"score/x/b/{name}": None for name in ("dan", "eve")}
    points = {name: {"points": each} for name, each in {"a": 0.0, "b": 1.0, "c": 1.0, "d": 1.0, "p": 5.0}.items()}
    wanted = report(changed_study(state_of(made), {**typed, **blank, "weights/given/g": {"answers": points}}))
    as_it_is, followed = office.recalculate(start, edited(start, change))
    assert_followed(start, as_it_is, "as exported")
    assert_followed(wanted, followed, "own scores", but=("Summary",))  # whose fixed tables are as long as the gaps
    assert shown(followed, "North") != shown(as_it_is, "North")
    assert "open" in shown(followed, "South")


def test_a_score_typed_over_the_combined_one_counts_in_its_place(office: Office) -> None:
    """The analysts' own scores stay, the interval goes, and the line on every sheet says that inputs changed."""
    panel = council()
    start = report(panel)

    def over(book: Any) -> None:
        book["Scores"][f"G{row_of(book, 'a')}"].value = 100
        book["Scores"][f"G{row_of(book, 'c')}"].value = 10  # in place of an interval

    def gone(book: Any) -> None:
        book["Scores"][f"G{row_of(book, 'a')}"].value = None
        book["Scores"][f"H{row_of(book, 'a')}"].value = "n/a"

    cells = values_of(start)
    typed, emptied = office.recalculate(edited(start, over), edited(start, gone))
    rows = {cells.get(("Scores", f"C{row}")): row for row in range(6, 12)}
    counts: dict[str, dict[str, Any]] = {
        option: {name: WORDS.get(each := typed["Scores", f"{column}{rows[name]}"], each) for name in "abc"}
        for option, column in (("x", "G"), ("y", "H"))
    }
    assert (counts["x"]["a"], counts["x"]["c"]) == (100, 10)
    weights = {"root": {"g": 2, "c": 1}, "g": {"a": 3, "b": 1}}
    alone = study([group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c")], counts, weights)
    told = next(each.total for each in score_study(alone).results if each.id == "x")
    row = next(row for row in (11, 12) if typed["Summary", f"C{row}"] == "X")
    assert typed["Summary", f"D{row}"] == pytest.approx(told, abs=1e-9)
    assert told not in (cells["Summary", "D11"], cells["Summary", "D12"])
    ends = [typed["Ranges", f"G{rows['c'] + block * (len(panel.criteria) + 1 + 3)}"] for block in (2, 3)]
    assert ends == [10, 10]
    given = [place for place in cells if place[0] == "Analysts" and place[1][0] in "GH"]
    own = [place for side in ("North", "South") for place in own_totals(cells, side)]
    assert not differences(cells, typed, given + own)
    for each in (typed, emptied):
        assert not errors_in(each)
        assert str(each["Summary", "A2"]).endswith("INPUTS CHANGED SINCE THE EXPORT")
    assert typed["Summary", "A4"] == "All checks OK"
    assert "FAIL" in emptied["Summary", "A4"]
    assert {emptied["Summary", f"D{row}"] for row in (11, 12)} == {"open"}


def _with_a_change(made: Study) -> tuple[bytes, bytes]:
    """Return a report with the last analyst's score of one cell changed by hand, and that of the changed study."""
    start, analyst, chosen = report(made), made.analysts[-1], select(made)
    option, leaf = chosen.options[1].id, chosen.leaves[0]
    middle = (leaf.scale.low + leaf.scale.high) / 2
    typed = edited(start, entries(values_of(start), (leaf.id, analyst.label, "H", middle)))
    key = f"score/{option}/{leaf.id}/{analyst.id}"
    return typed, report(changed_study(state_of(made), {key: {"value": middle, "rationale": "so"}}))


@pytest.mark.parametrize("view", ["panel", "north", "south", "ann", "eve"])
def test_the_combined_score_is_the_engines_under_every_view(view: str) -> None:
    panel = council()
    told = score_study(panel, view=view)
    cells = values_of(report(panel, view=view))
    rows = {cells.get(("Scores", f"C{row}")): row for row in range(6, 12)}
    for place, result in enumerate(told.results):
        shown = {name: cells["Scores", f"{'GH'[place]}{rows[name]}"] for name in "abc"}
        assert {name for name, value in shown.items() if value in {"not known", "not scored"}} == set(result.missing)
    assert cells["Summary", "A4"] == "All checks OK"


def test_a_change_of_any_kind_of_answer_moves_the_weights_and_all_after_them(office: Office) -> None:
    made = asked()
    start = report(made)
    cells = values_of(start)
    rows = {
        "rank": answer_row(cells, "First: Ranked", "Ranked0"),
        "root": answer_row(cells, "First: Total", "Partly"),
        "pair": answer_row(cells, "First: Paired", "Paired0", "Paired2"),
        "gone": answer_row(cells, "First: Meant", "Meant1", "Meant3"),
        "chain": answer_row(cells, "First: Partly", "Partly1", "Partly0"),
        "other set": answer_row(cells, "Second: Ranked", "Ranked3"),
        "best": answer_row(cells, "First: Between", "Between1"),
    }

    def change(book: Any) -> None:
        sheet = book["Answers"]
        for name, typed in (("rank", 1), ("root", 1), ("pair", 9), ("gone", None), ("chain", 0.5), ("other set", 1)):
            sheet[f"E{rows[name]}"].value = typed
        for title, rule in (("First: Total", "rank_reciprocal"), ("Second: Paired", "geometric_mean")):
            top = next(int(cell[1:]) for (where, cell), text in cells.items() if where == "Answers" and text == title)
            sheet[f"E{top + 1}"].value = rule

    def apart(book: Any) -> None:
        book["Answers"][f"E{rows['chain']}"].value = None
        book["Answers"][f"E{rows['best']}"].value = 3

    groups = {each.id: dict(each.groups) for each in made.weight_sets}
    first, second = groups["first"], groups["second"]
    first["ranked"] = changed_answers(first["ranked"], ranks={"ranked0": 1.0})
    first["root"] = changed_answers(first["root"], ranks={"partly": 1.0}, rank_rule="rank_reciprocal")
    first["paired"] = changed_answers(first["paired"], pairs={("paired0", "paired2"): 9.0})
    first["meant"] = changed_answers(first["meant"], pairs={("meant1", "meant3"): None})
    first["partly"] = changed_answers(first["partly"], pairs={("partly1", "partly0"): 0.5})
    second["ranked"] = changed_answers(second["ranked"], ranks={"ranked3": 1.0})
    second["paired"] = changed_answers(second["paired"], priority="geometric_mean")
    sets = tuple(each.model_copy(update={"groups": groups[each.id]}) for each in made.weight_sets)
    wanted = report(made.model_copy(update={"weight_sets": sets}))
    followed, unfit = office.recalculate(edited(start, change), edited(start, apart))
    assert_followed(wanted, followed, "answers")
    assert not errors_in(unfit)
    assert {unfit["Weights", f"G{row}"] for row in _rows_of(unfit, "partly")} == {"unknown"}
    failing = {
        unfit["Checks", f"A{cell[1:]}"]
        for (sheet, cell), verdict in unfit.items()
        if sheet == "Checks" and cell[0] == "C" and verdict == "FAIL"
    }
    assert any("Best-worst" in str(each) for each in failing)
    assert any("Points that are not numbers" in str(each) for each in failing)
    assert "STALE: export anew" in unfit.values()


def _rows_of(cells: Cells, group: str) -> list[int]:
    children = [f"{group}{place}" for place in range(4)]
    return [int(cell[1:]) for (sheet, cell), text in cells.items()
            if sheet == "Weights" and cell[0] == "C" and text in children]  # fmt: skip


def changed_answers(given: GroupAnswers, pairs: Any = None, ranks: Any = None, **fields: Any) -> GroupAnswers:
    """Return answers with some ranks or judgements changed; None takes a judgement away."""
    if ranks:
        fields["ranks"] = {**given.ranks, **ranks}
    for (above, below), times in (pairs or {}).items():
        kept = [
            each.model_copy(update={"times": times}) if (each.above, each.below) == (above, below) else each
            for each in given.comparisons
        ]
        fields["comparisons"] = tuple(
            each for each in kept if times is not None or (each.above, each.below) != (above, below)
        )
    return given.model_copy(update=fields)
