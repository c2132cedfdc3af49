"""LibreOffice calculates the report to the tool's own numbers, also after the file was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

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
from tests.formats.excel.panels import entries
from tests.formats.excel.samples import SAMPLES, each_kind, inapplicable
from tests.soak import sizes
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.model.score import Missing, Score
from workbench.model.selection import select
from workbench.model.value_function import Exponential, Linear, Piecewise, Point, Target
from workbench.model.weights import Answer, GroupAnswers
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.study import Study

    Change = Callable[[Any], None]

pytestmark = pytest.mark.xdist_group("libreoffice")

NOT_APPLICABLE = "not applicable"
CALCULATED = ("Criteria", "Curves", "Scores", "Weights", "Tree", "Beside", "Ranges", "Summary")
"""Sheets that must show the same as the report of the equally changed study; Checks knows of the change."""

SMALLER = ("one leaf, two options", "one score missing")
"""Samples whose formulas are all in a larger one: LibreOffice takes a second for each file."""

RIVER, RIVER_OF_THREE = "river-basin", "river-basin-three"

PLAINER = ("one option", "a tie", "measured", "many", "asked", RIVER)
"""Further ones that only the long form calculates."""


def report(made: Study, **choices: Any) -> bytes:
    return write_report(select(made), score_study(made, **choices), changed="2011-04")


def assert_recalculated(content: bytes, found: Cells, name: str) -> None:
    assert not errors_in(found), name
    assert not differences(values_of(content), found, formulas_of(content)), name


@sizes("skipped", (*SMALLER, *PLAINER), SMALLER)
def test_every_kind_of_study_is_calculated_to_the_tools_numbers(
    office: Office, shipped: Study, skipped: tuple[str, ...]
) -> None:
    contents = {name: report(make()) for name, make in SAMPLES.items() if name not in skipped}
    contents["shipped"] = report(shipped)
    contents |= {name: report(load(name)) for name in (RIVER, RIVER_OF_THREE) if name not in skipped}
    contents["intervals under minimum"] = report(
        SAMPLES["intervals"](), aggregators={"root": "geometric", "g": "minimum"}
    )
    place = next(place for place, text in formulas_of(contents["curves"]).items() if "MAX(0,MIN(1," in text)
    planted = _with_cached(contents["curves"], place, "999")
    assert values_of(planted)[place] == 999
    corrected, *results = office.recalculate(planted, *contents.values())
    assert corrected[place] == pytest.approx(values_of(contents["curves"])[place], abs=1e-9)
    for name, found in zip(contents, results, strict=True):
        assert_recalculated(contents[name], found, name)


def _with_cached(content: bytes, place: tuple[str, str], value: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w") as target:
        names = re.findall(r'<sheet [^>]*name="(\w+)"', source.read("xl/workbook.xml").decode())
        for name in source.namelist():
            text = source.read(name)
            if name == f"xl/worksheets/sheet{names.index(place[0]) + 1}.xml":
                cell = f'(<c r="{place[1]}"[^>]*><f>[^<]*</f><v>)[^<]*'
                text = re.sub(cell, rf"\g<1>{value}", text.decode()).encode()
            target.writestr(name, text)
    return out.getvalue()


def _score(made: Study, option: str, criterion: str, value: float | Missing | None) -> Study:
    """Return a study with one score changed, or taken away."""
    kept = [each for each in made.scores if (each.option, each.criterion) != (option, criterion)]
    given: dict[str, Any] = {"missing": value} if isinstance(value, Missing) else {"value": value}
    analyst = made.view if made.view in made.analyst else made.analysts[0].id
    new = [] if value is None else [Score(option=option, criterion=criterion, analyst=str(analyst), **given)]
    return made.model_copy(update={"scores": (*kept, *new)})


def _points(made: Study, group: str, child: str, points: float) -> Study:
    chosen = made.weight_sets[0]
    answers = {**chosen.groups[group].answers, child: Answer(points=points)}
    groups = {**chosen.groups, group: GroupAnswers(answers=answers)}
    return made.model_copy(
        update={"weight_sets": (chosen.model_copy(update={"groups": groups}), *made.weight_sets[1:])}
    )


def _curve(made: Study, criterion: str, function: Exponential | Linear | Piecewise | Target) -> Study:
    criteria = [
        each.model_copy(update={"value_function": function}) if each.id == criterion else each
        for each in made.criteria
    ]  # fmt: skip
    return made.model_copy(update={"criteria": tuple(criteria)})


def _cell(book: Any, option: int, criterion: str) -> Any:
    return book["Scores"].cell(row_of(book, criterion), 7 + option)


def _typed(*cells: tuple[str, str, str, Any]) -> Change:
    """Return what types into cells: sheet (or Points, on Curves), criterion, column, what."""

    def change(book: Any) -> None:
        for sheet, criterion, column, what in cells:
            row = row_of(book, criterion)
            if sheet == "Points":  # the second block of Curves
                row += book["Scores"].max_row - 5 + 3
            book["Curves" if sheet == "Points" else sheet][f"{column}{row}"].value = what

    return change


@dataclass(frozen=True)
class Edit:
    """A report changed by hand, and the study changed in the same way."""

    start: Study
    change: Change
    wanted: bytes


def _edits(shipped: Study) -> Iterator[Edit]:
    first, second, third, *_ = (each.id for each in select(shipped).options)
    weighted = _points(_score(shipped, first, "root-causes", 75.0), "burden-sharing", "agenda-reach", 30.0)
    yield Edit(
        shipped, _typed(("Scores", "root-causes", "G", 75), ("Weights", "agenda-reach", "G", 30)), report(weighted)
    )
    yield Edit(
        shipped, _typed(("Scores", "root-causes", "H", None)), report(_score(shipped, second, "root-causes", None))
    )
    skipped = _score(shipped, third, "root-causes", Missing.NOT_APPLICABLE)
    skipped = _score(skipped, third, "benefit-us", Missing.NOT_APPLICABLE)
    absent = [("Scores", name, "I", NOT_APPLICABLE) for name in ("root-causes", "benefit-us")]
    yield Edit(shipped, _typed(*absent), report(skipped))
    rules = {"answerability": "geometric", "agenda-reach": "minimum"}
    yield Edit(
        shipped,
        _typed(*(("Weights", name, "E", rule) for name, rule in rules.items())),
        report(shipped, aggregators=rules),
    )
    made = SAMPLES["intervals"]().model_copy(update={"id": "intervals"})
    yield Edit(made, _typed(("Scores", "a", "G", 30)), report(_score(made, "x", "a", 30.0)))


def _curve_edits() -> Iterator[Edit]:
    river, three = load(RIVER), load(RIVER_OF_THREE)
    moved = [(0, 0), (5, 70), (12, 85), (24, 100)]
    points = tuple(Point(performance=at, value=worth) for at, worth in moved)
    changed = _curve(river, "lead-time", Piecewise(kind="piecewise", points=points))
    changed = _curve(changed, "false-alarms", Exponential(kind="exponential", curvature=4.25))
    point, curvature = (
        [("Points", "lead-time", "F", 5), ("Points", "lead-time", "K", 70)],
        ("Curves", "false-alarms", "F", 4.25),
    )
    yield Edit(river, _typed(*point, curvature), report(changed))
    changed = _score(three, select(three).options[1].id, "lead-time", 7.3)
    changed = _curve(changed, "drills", Target(kind="target", target=5.5))
    changed = _curve(changed, "false-alarms", Linear(kind="linear"))
    target, word = ("Curves", "drills", "G", 5.5), ("Curves", "false-alarms", "E", "linear")
    entered = ("lead-time", three.analyst[str(three.view)].label, "H", 7.3)
    shapes, scored = _typed(target, word), entries(values_of(report(three)), entered)

    def change(book: Any) -> None:
        shapes(book)
        scored(book)

    yield Edit(three, change, report(changed))
    curves = SAMPLES["curves"]().model_copy(update={"id": "curves"})
    joined = tuple(Point(performance=at, value=worth) for at, worth in [(0, 90), (10, 5), (25, 60)])
    changed = _curve(curves, "l1", Piecewise(kind="piecewise", points=joined))
    changed = _curve(changed, "l5", Target(kind="target", target=-3))
    added = ("Points", "l1", "G", 25), ("Points", "l1", "M", 60)
    yield Edit(curves, _typed(*added, ("Curves", "l5", "G", -3)), report(changed))


@sizes("first", 2, 0)
def test_changes_in_the_file_give_the_numbers_of_the_equally_changed_study(
    office: Office, shipped: Study, first: int
) -> None:
    """The short form leaves out what random edits do too."""
    edits = [*list(_edits(shipped))[first:], *list(_curve_edits())[first // 2 :]]
    starts = {each.start.id: report(each.start) for each in edits}
    results = office.recalculate(*(edited(starts[each.start.id], each.change) for each in edits))
    for number, (each, found) in enumerate(zip(edits, results, strict=True)):
        fixed = _fixed_from(each.wanted)
        places = [
            (sheet, cell)
            for sheet, cell in formulas_of(each.wanted)
            if sheet in CALCULATED
            and not knows_the_export((sheet, cell))
            and not (sheet == "Summary" and _row(cell) >= fixed)
        ]
        assert not errors_in(found), number
        assert not differences(values_of(each.wanted), found, places), number
        assert any("differ" in str(value) for (sheet, _), value in found.items() if sheet == "Checks")
        assert found["Summary", "A4"] == values_of(each.wanted)["Summary", "A4"], number


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _fixed_from(content: bytes) -> int:
    """Return the row of Summary below which notes of the tool move the rest."""
    cells = values_of(content)
    return next(
        _row(cell) for (sheet, cell), value in cells.items() if sheet == "Summary" and "Computed by" in str(value)
    )


SLIPS: dict[str, tuple[str, str, str, float | str | None]] = {
    "a word in a score": ("Scores", "peaked", "G", "n/a"),
    "a number as text": ("Scores", "peaked", "G", "3"),
    "a score beyond the scale": ("Scores", "peaked", "G", 140),
    "an unknown aggregator": ("Weights", "root", "E", "mean"),
    "no aggregator": ("Weights", "open", "E", None),
    "negative points": ("Weights", "open", "G", -5),
    "points as text": ("Weights", "open", "G", "much"),
    "equal ends": ("Criteria", "bent", "E", 24),
    "an end missing": ("Criteria", "a", "F", None),
    "an end as text": ("Criteria", "peaked", "F", "many"),
    "an unknown value function": ("Curves", "peaked", "E", "logistic"),
    "no value function": ("Curves", "a", "E", None),
    "a curvature as text": ("Curves", "bent", "F", "much"),
    "a curvature beyond the limit": ("Curves", "bent", "F", 900),
    "a target beyond the scale": ("Curves", "peaked", "G", 25),
    "no target": ("Curves", "peaked", "G", None),
    "points that fall": ("Points", "pieces", "F", 20),
    "two points at one place": ("Points", "pieces", "F", 0),
    "a hole between points": ("Points", "pieces", "F", None),
    "a worth beyond 100": ("Points", "pieces", "K", 120),
    "a point as text": ("Points", "pieces", "G", "noon"),
}
"""What a hand can get wrong in one cell: sheet, criterion, column, what is typed."""


def _rounds() -> list[dict[str, tuple[str, str, str, float | str | None]]]:
    """Return the slips, one a file, but those on value functions together as far as they hit different criteria."""
    alone = [{name: slip} for name, slip in SLIPS.items() if slip[0] not in {"Curves", "Points"}]
    rounds: list[dict[str, tuple[str, str, str, float | str | None]]] = []
    for name, slip in SLIPS.items():
        if slip[0] not in {"Curves", "Points"}:
            continue
        free = (each for each in rounds if slip[1] not in {criterion for _, criterion, *_ in each.values()})
        found = next(free, None)
        if found is None:
            rounds.append({name: slip})
        else:
            found[name] = slip
    return alone + rounds


@sizes("every", 2, 1)
def test_no_slip_of_the_hand_leads_to_error_cells_and_a_check_fails(office: Office, every: int) -> None:
    start, rounds = report(each_kind()), _rounds()[::every]
    results = office.recalculate(*(edited(start, _typed(*slips.values())) for slips in rounds))
    for slips, found in zip(rounds, results, strict=True):
        assert not errors_in(found), slips
        assert found["Summary", "A4"] != "All checks OK", slips
        unfit = sum(sheet in {"Curves", "Points"} for sheet, *_ in slips.values())
        row = next(
            _row(cell) for (sheet, cell), text in found.items() if sheet == "Checks" and "Value functions" in str(text)
        )
        if unfit:
            assert found["Checks", f"B{row}"] == unfit, slips
            assert {found["Summary", f"D{row}"] for row in (11, 12)} == {"open"}, slips
            assert found["Summary", "H11"] == "value function unknown", slips
        if "aggregator" in str(slips):
            assert (found["Summary", "D11"], found["Summary", "H11"]) == ("open", "aggregator unknown")


def _no_points(book: Any) -> None:
    for row in range(7, book["Weights"].max_row + 1):
        book["Weights"][f"G{row}"].value = 0


def _no_scores(book: Any) -> None:
    for row in book["Scores"].iter_rows(min_row=6, min_col=7):
        for cell in row:
            if cell.data_type == "n":
                cell.value = None


def test_extreme_inputs_lead_to_no_error_cells(office: Office, shipped: Study) -> None:
    start = report(shipped)
    changes = (_no_points, _no_scores, _typed(("Weights", "accountability", "G", 0)))
    weightless, empty, lopsided = office.recalculate(*(edited(start, change) for change in changes))
    assert not errors_in(weightless) + errors_in(empty) + errors_in(lopsided)
    assert "FAIL" in weightless["Summary", "A4"]
    assert empty["Summary", "A6"].startswith("The ranking is open")
    assert lopsided["Summary", "A4"] == "All checks OK"


def test_what_applies_to_no_criterion_has_no_total() -> None:
    found = values_of(report(inapplicable()))
    shown = {found["Summary", f"C{row}"]: found["Summary", f"D{row}"] for row in (11, 12, 13)}
    assert shown["Z"] == "open"
