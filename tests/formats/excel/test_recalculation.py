"""LibreOffice calculates the report to the tool's own numbers, also after the file was changed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from tests.formats.excel.conftest import differences, edited, errors_in, formulas_of, row_of, values_of
from tests.formats.excel.samples import SAMPLES, inapplicable, three_levels
from tests.studies import leaf, study
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.model.score import Missing, Score
from workbench.model.weights import Answer, GroupAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.study import Study

NOT_APPLICABLE = "not applicable"
CALCULATED = ("Summary", "Criteria", "Scores", "Weights", "Tree", "Beside", "Ranges")
"""Sheets that must show the same as the report of the equally changed study; Checks knows of the change."""


def report(made: Study, **choices: Any) -> bytes:
    return write_report(made, score_study(made, **choices), changed="2011-04")


def assert_recalculated(content: bytes, found: Cells) -> None:
    assert not errors_in(found)
    assert not differences(values_of(content), found, formulas_of(content))


def test_a_planted_wrong_value_is_corrected(office: Office, shipped: Study) -> None:
    content = report(shipped)
    place = next(
        place for place, text in formulas_of(content).items() if place[0] == "Tree" and "value_top*MAX" in text
    )
    planted = _with_cached(content, place, "999")
    assert values_of(planted)[place] == 999
    (found,) = office.recalculate(planted)
    assert found[place] == pytest.approx(values_of(content)[place], abs=1e-9)


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


def test_the_shipped_study_is_calculated_to_the_tools_numbers(office: Office, shipped: Study) -> None:
    content = report(shipped)
    (found,) = office.recalculate(content)
    assert_recalculated(content, found)


def test_studies_of_every_shape_are_calculated_to_the_tools_numbers(office: Office) -> None:
    contents = {name: report(make()) for name, make in SAMPLES.items()}
    contents["root geometric"] = report(three_levels(), aggregators={"root": "geometric", "g": "minimum"})
    contents["intervals under minimum"] = report(
        SAMPLES["intervals"](), aggregators={"root": "geometric", "g": "minimum"}
    )
    for content, found in zip(contents.values(), office.recalculate(*contents.values()), strict=True):
        assert_recalculated(content, found)


def _score(made: Study, option: int, criterion: str, value: float | Missing | None) -> Study:
    """Return a study with one score changed, or taken away."""
    name = made.options[option].id
    kept = [each for each in made.scores if (each.option, each.criterion) != (name, criterion)]
    given: dict[str, Any] = {"missing": value} if isinstance(value, Missing) else {"value": value}
    analyst = made.settings.view or made.analysts[0].id
    new = [] if value is None else [Score(option=name, criterion=criterion, analyst=analyst, **given)]
    return made.model_copy(update={"scores": (*kept, *new)})


def _points(made: Study, group: str, child: str, points: float) -> Study:
    chosen = made.weight_sets[0]
    answers = {**chosen.groups[group].answers, child: Answer(points=points)}
    groups = {**chosen.groups, group: GroupAnswers(answers=answers)}
    return made.model_copy(
        update={"weight_sets": (chosen.model_copy(update={"groups": groups}), *made.weight_sets[1:])}
    )


def _cell(book: Any, option: int, criterion: str) -> Any:
    return book["Scores"].cell(row_of(book, criterion), 7 + option)


def _change_score_and_weight(book: Any) -> None:
    _cell(book, 0, "root-causes").value = 75
    book["Weights"].cell(row_of(book, "agenda-reach"), 7).value = 30


def _blank(book: Any) -> None:
    _cell(book, 1, "root-causes").value = None


def _inapplicable(book: Any) -> None:
    _cell(book, 2, "root-causes").value = NOT_APPLICABLE
    _cell(book, 2, "benefit-us").value = NOT_APPLICABLE


def _aggregators(book: Any) -> None:
    book["Weights"].cell(row_of(book, "answerability"), 5).value = "geometric"
    book["Weights"].cell(row_of(book, "agenda-reach"), 5).value = "minimum"


def test_changes_in_the_file_give_the_numbers_of_the_equally_changed_study(office: Office, shipped: Study) -> None:
    start = report(shipped)
    skipped = Missing.NOT_APPLICABLE
    cases: list[tuple[Callable[[Any], None], bytes]] = [
        (
            _change_score_and_weight,
            report(_points(_score(shipped, 0, "root-causes", 75.0), "burden-sharing", "agenda-reach", 30.0)),
        ),
        (_blank, report(_score(shipped, 1, "root-causes", None))),
        (_inapplicable, report(_score(_score(shipped, 2, "root-causes", skipped), 2, "benefit-us", skipped))),
        (_aggregators, report(shipped, aggregators={"answerability": "geometric", "agenda-reach": "minimum"})),
    ]
    results = office.recalculate(*(edited(start, change) for change, _ in cases))
    for (_, wanted), found in zip(cases, results, strict=True):
        places = [place for place in formulas_of(wanted) if place[0] in CALCULATED]
        assert not errors_in(found)
        assert not differences(values_of(wanted), found, places)
        assert any("differ" in str(value) for (sheet, _), value in found.items() if sheet == "Checks")
        assert found["Summary", "A4"] == "All checks OK"


def test_a_number_typed_over_an_interval_takes_its_place(office: Office) -> None:
    made = SAMPLES["intervals"]()

    def change(book: Any) -> None:
        _cell(book, 0, "a").value = 30

    wanted = report(_score(made, 0, "a", 30.0))
    (found,) = office.recalculate(edited(report(made), change))
    places = [place for place in formulas_of(wanted) if place[0] in CALCULATED]
    assert not differences(values_of(wanted), found, places)


SLIPS: dict[str, tuple[str, str, str, float | str | None]] = {
    "a word in a score": ("Scores", "root-causes", "G", "n/a"),
    "a number as text": ("Scores", "root-causes", "G", "75"),
    "a score beyond the scale": ("Scores", "root-causes", "G", 140),
    "an unknown aggregator": ("Weights", "root", "E", "mean"),
    "no aggregator": ("Weights", "answerability", "E", None),
    "negative points": ("Weights", "burden-sharing", "G", -5),
    "points as text": ("Weights", "burden-sharing", "G", "much"),
    "equal ends": ("Criteria", "root-causes", "E", 100),
    "an end missing": ("Criteria", "root-causes", "F", None),
}
"""What a hand can get wrong in one cell: sheet, criterion, column, what is typed."""


def test_no_slip_of_the_hand_leads_to_error_cells_and_a_check_fails(office: Office, shipped: Study) -> None:
    def slip(sheet: str, criterion: str, column: str, typed: float | str | None) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            book[sheet][f"{column}{row_of(book, criterion)}"].value = typed

        return change

    start = report(shipped)
    results = office.recalculate(*(edited(start, slip(*each)) for each in SLIPS.values()))
    for name, found in zip(SLIPS, results, strict=True):
        assert not errors_in(found), name
        assert found["Summary", "A4"] != "All checks OK", name


def _no_points(book: Any) -> None:
    for row in range(7, book["Weights"].max_row + 1):
        book["Weights"][f"G{row}"].value = 0


def _no_scores(book: Any) -> None:
    for row in book["Scores"].iter_rows(min_row=6, min_col=7):
        for cell in row:
            if cell.data_type == "n":
                cell.value = None


def _one_branch(book: Any) -> None:
    book["Weights"][f"G{row_of(book, 'accountability')}"].value = 0


def test_extreme_inputs_lead_to_no_error_cells(office: Office, shipped: Study) -> None:
    start = report(shipped)
    weightless, empty, lopsided = office.recalculate(
        *(edited(start, change) for change in (_no_points, _no_scores, _one_branch))
    )
    assert not errors_in(weightless) + errors_in(empty) + errors_in(lopsided)
    assert "FAIL" in weightless["Summary", "A4"]
    assert empty["Summary", "A6"].startswith("The ranking is open")
    assert lopsided["Summary", "A4"] == "All checks OK"


def test_an_unknown_aggregator_leaves_the_totals_open(office: Office) -> None:
    def change(book: Any) -> None:
        book["Weights"]["E6"].value = "average"

    (found,) = office.recalculate(edited(report(study([leaf("a")], {"x": {"a": 25}, "y": {"a": 75}})), change))
    assert found["Summary", "D11"] == "open"
    assert found["Summary", "H11"] == "aggregator unknown"


def test_what_applies_to_no_criterion_has_no_total(office: Office) -> None:
    (found,) = office.recalculate(report(inapplicable()))
    shown = {found["Summary", f"C{row}"]: found["Summary", f"D{row}"] for row in (11, 12, 13)}
    assert shown["Z"] == "open"
