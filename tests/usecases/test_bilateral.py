"""The bilateral command: a page for the projector, all tables, and everything as JSON."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.analysis.bilateral.samples import shared
from workbench.cli.command_line import run
from workbench.errors import UsageError
from workbench.formats.text import report_text
from workbench.usecases.bilateral import as_json
from workbench.usecases.pages import bilateral_details, bilateral_report
from workbench.usecases.pages.one_screen import fitted
from workbench.usecases.pages.ranking_report import ranking_report

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.report import Report
    from workbench.model.study import Study

STUDIES = ("us-mexico-2011", "two-sides-example", "river-basin", "river-basin-three")
LINES, COLUMNS = 46, 100


@cache
def loaded(name: str) -> Study:
    return workbench.load(name)


def page(study: str, **reading: Any) -> Report:
    found = workbench.bilateral(loaded(study), **reading)
    return fitted(lambda rows: bilateral_report.bilateral_page(found, rows), bilateral_report.LIMITS)


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("option_set", [None, "all"])
def test_the_page_is_one_screen(name: str, option_set: str | None) -> None:
    lines = report_text(page(name, option_set=option_set)).splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS


def test_the_page_of_the_example_shows_every_option_and_says_what_it_rests_on() -> None:
    report = page("two-sides-example")
    text = report_text(report)
    for words in (
        "ILLUSTRATIVE",
        "Own view",
        "λ = 1",
        "Status quo United States 40, Mexico 40 (Invented",
        "as the other side scores it",
    ):
        assert words in " ".join(text.split())
    assert [len(table.rows) for table in report.tables] == [4, 4, 4]
    flat = " ".join(text.split())
    assert (
        "Net positive for the United States, negative for Mexico (λ = 1): Border management and Credentialing." in flat
    )
    assert "the gap of +15.03 is +8.06 from scores, +6.98 from weights, +0.00 from value functions." in flat


def test_the_order_of_the_sides_alternates_between_tables() -> None:
    first, second, *_ = page("two-sides-example").tables
    assert [column.label for column in first.columns[1:3]] == ["United States", "Mexico"]
    assert [column.label for column in second.columns[1:3]] == ["Mexico", "United States"]


def test_nothing_on_the_page_speaks_of_winners_or_puts_colours_on_sides(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bilateral", "two-sides-example", "--details"]) == 0
    text = capsys.readouterr().out
    assert not re.search(r"\bwin|\blos(er|es)\b|\billegal|\bbest country", text, re.IGNORECASE)
    assert "\x1b[" not in text


def test_without_own_scores_the_page_says_that_neither_side_has_scored() -> None:
    text = report_text(page("us-mexico-2011"))
    assert "Neither side has scored." in text
    assert "Sum and least gain are withheld" in text


def test_the_details_hold_every_part() -> None:
    found = workbench.bilateral(loaded("two-sides-example"))
    titles = [table.title for table in bilateral_details.details(found).tables]
    for words in (
        "Three-part test, own view", "Shares of benefit and burden, other view", "Critical λ",
        "What would let a side gain that does not, own view",
        "Packages, other view", "Ranking under each aggregator", "One channel one level up", "Regret per side",
        "Scores, weights or value functions?", "The check",
    ):  # fmt: skip
        assert any(words in title for title in titles), words


def test_packages_with_an_option_are_shown_alone() -> None:
    found = workbench.bilateral(loaded("us-mexico-2011"))
    (table,) = bilateral_details.details(found, ["labor-brokers", "co-development"]).tables
    assert len(table.rows) == 4
    assert "Benefits and burdens are added up" in table.note


def test_json_has_all_and_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bilateral", "two-sides-example", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "policy-bilateral/1"
    assert data["study"]["illustrative"] is True
    assert [view["name"] for view in data["views"]] == ["own", "other"]
    assert len(data["views"][0]["packages"]["all"]) == 15
    assert data["scale"]["rates"] == {"us": 1.0, "mx": 1.0}
    assert data["totals"]["chosen"]["nash"] == ["border-management"]
    assert {ranking["rule"] for ranking in data["accountability"]["rankings"]} == {"arithmetic", "geometric", "minimum"}
    assert data["differences"][0]["parts"]["scores"] == pytest.approx(8.0556, abs=5e-5)


@pytest.mark.parametrize("name", ["two-sides-example", "river-basin-three"])
def test_the_same_study_has_the_same_result_twice(name: str) -> None:
    assert as_json(workbench.bilateral(name)) == as_json(workbench.bilateral(loaded(name)))


def test_the_anonymous_view_holds_no_analysts_name_or_id(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("table", "json"):
        assert run(["bilateral", "two-sides-example", "--anonymous", "--details", "--format", form]) == 0
        text = capsys.readouterr().out
        for name in ("Invented panel", "panel-us", "panel-mx", "us-side", "mx-side", "desk-reading"):
            assert name not in text, (form, name)
    plain, anonymous = (workbench.bilateral(loaded("two-sides-example"), anonymous=each) for each in (False, True))
    assert plain.totals == anonymous.totals


def test_a_result_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sides.txt"
    assert run(["bilateral", "river-basin", "-o", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert "between the sides" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--lambda", "-1"), "λ is -1 for n"),
        (("--lambda", "w=2"), "no side 'w'"),
        (("--lambda", "much"), "'much' is no number"),
        (("--lambda", "n=nan"), "'nan' is not finite"),
        (("--lambda", "n=1", "--lambda", "n=2"), "n is given twice"),
        (("--lambda", "1", "--lambda", "2"), "'1' is not of the form SIDE=NUMBER"),
        (("--status-quo", "n=40", "--status-quo", "s=40"), "needs a label"),
        (("--status-quo", "n=40", "--status-quo-label", "tried"), "names no number for s"),
        (("--status-quo", "w=1", "--status-quo-label", "tried"), "no side 'w'"),
        (("--pair", "x"), "names no pair of options. Write OPTION/OPTION"),
        (("--pair", "x/z"), "do not include 'z'"),
        (("--package", "labour"), "No package holds 'labour'"),
        (("--view", "nobody"), "no analyst or side 'nobody'"),
        (("--bargaining", "w=2"), "no side 'w'"),
        (("--bargaining", "n=-2"), "bargaining weight of n is -2"),
        (("--floor", "-1"), "The floor is -1"),
        (("--against", "nothing"), "There is no study 'nothing'"),
    ],
)
def test_what_does_not_fit_ends_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(workbench.export(shared({"x": (75, 50, 25, 25), "y": (25, 50, 50, 25)})), encoding="utf-8")
    assert run(["bilateral", str(path), *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


def test_a_floor_and_bargaining_weights_are_printed_with_the_result() -> None:
    text = " ".join(report_text(page("two-sides-example", floor=1.0, bargaining={"us": 2.0})).split())
    assert "Zeros count as 1 in the geometric mean." in text
    assert "Bargaining weights: United States 2, Mexico 1." in text


def test_a_status_quo_in_numbers_is_refused_from_python_too() -> None:
    with pytest.raises(UsageError, match="needs a label"):
        workbench.bilateral(loaded("two-sides-example"), status_quo={"us": 1.0, "mx": 1.0})


def test_two_figures_of_one_name_say_on_whose_scores_they_rest() -> None:
    ranked = workbench.score("two-sides-example")
    beside = next(each for each in ranking_report(ranked).tables if each.title.startswith("Beside the totals"))
    own = page("two-sides-example").tables[0]
    assert beside.note.startswith(f"All of it on the judgement that is ranked: {ranked.run.view_label}.")
    assert own.title.endswith("Own view: each side's own scores")
    figures = {ranked.results[place].brief: f"{figure:.2f}" for place, figure in enumerate(ranked.beside[0].figures)}
    assert all(not str(row[3]).startswith(figures[str(row[0])]) for row in own.rows)


def test_gains_that_nobody_has_scored_are_named_in_place_of_a_verdict() -> None:
    study = loaded("two-sides-example")
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    found = workbench.bilateral(study.model_construct(**fields | {"scores": ()}))
    report = bilateral_report.bilateral_page(found, bilateral_report.EVERY)
    assert report.finding == (
        "No option can be placed between the sides yet, as each side sees its own: scores are missing on "
        "Benefit to the US, Benefit to Mexico, Burden on the US and Burden on Mexico."
    )
    assert "Beside, as the other side scores it" not in report.tables[0].note
    assert "no score: Benefit to the US, Benefit to Mexico" in str(report.tables[0].rows[0])


def test_details_name_criteria_by_their_labels() -> None:
    report = bilateral_details.details(workbench.bilateral(loaded("two-sides-example")))
    cells = [str(cell) for table in report.tables for row in table.rows for cell in row]
    assert not [cell for cell in cells if "benefit-mx" in cell or "burden-us" in cell]
    assert any(cell.startswith("Benefit to Mexico from 25 to beyond 75") for cell in cells)


def test_who_gains_is_said_in_words_and_not_in_codes() -> None:
    found = workbench.bilateral(loaded("us-mexico-2011"))
    said = bilateral_report.bilateral_page(found, bilateral_report.EVERY).finding
    assert said.startswith("Mutual gain: Labor brokers. Gain without loss: Border management and Credentialing. ")
    (tests,) = (each for each in bilateral_details.details(found).tables if each.title.startswith("Three-part test"))
    assert [row[-1] for row in tests.rows] == [
        "gain without loss", "mutual gain", "gain without loss", "gain for some, loss for others",
    ]  # fmt: skip
