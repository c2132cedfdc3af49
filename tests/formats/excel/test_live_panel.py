"""Changing one analyst's score, or an answer about weights, in the file moves everything that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.excel.conftest import differences, edited, errors_in, formulas_of, values_of
from tests.formats.excel.panels import council, row_of_entry
from tests.panels import with_keys
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.model.selection import select
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.study import Study

pytestmark = pytest.mark.xdist_group("libreoffice")

UNCHANGED = ("Checks", "Exported", "About", "Reasons")
"""Sheets that know of the changes, or hold fixed text."""


def report(made: Study, **choices: Any) -> bytes:
    return write_report(select(made), score_study(made, **choices), changed="2011-04")


def entries(cells: Cells, *changes: tuple[str, str, str, Any]) -> Callable[[Any], None]:
    """Return what types into lines of the sheet Analysts: criterion, analyst, column, what."""

    def change(book: Any) -> None:
        for criterion, label, column, typed in changes:
            book["Analysts"][f"{column}{row_of_entry(cells, criterion, label)}"].value = typed

    return change


def assert_followed(wanted: bytes, found: Cells, name: str) -> None:
    places = [place for place in formulas_of(wanted) if place[0] not in UNCHANGED and place != ("Summary", "A4")]
    assert not errors_in(found), name
    assert not differences(values_of(wanted), found, places)[:5], name


def test_a_change_of_one_analysts_score_moves_the_combined_one_and_all_after_it(office: Office) -> None:
    panel, river = council(), load("river-basin")
    start, river_start = report(panel), report(river)
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
    option = select(river).options[1].id
    river_typed = edited(
        river_start, entries(values_of(river_start), ("lead-time", river.analyst["lower-expert"].label, "H", 3.5))
    )
    river_wanted = with_keys(
        river, **{f"score__{option.replace('-', '_')}__lead_time__lower_expert": {"value": 3.5, "rationale": "so"}}
    )
    as_it_is, followed, river_followed = office.recalculate(start, typed, river_typed)
    assert_followed(start, as_it_is, "as exported")
    assert_followed(report(wanted), followed, "scores of a panel")
    assert_followed(report(river_wanted), river_followed, "a score of the river basin")
    assert as_it_is["Summary", "D11"] != followed["Summary", "D11"]


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
