"""The verbs robustness and explain: pages that fit a screen, JSON that can be replayed, and bad input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from workbench.cli.command_line import run
from workbench.formats.text import report_text
from workbench.usecases.pages.explain_report import explain_report
from workbench.usecases.pages.one_screen import LINES
from workbench.usecases.pages.robustness_report import robustness_report
from workbench.usecases.robustness import as_json

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.robustness import Robustness
    from workbench.model.study import Study


@pytest.fixture(scope="module")
def found(shipped: Study) -> Robustness:
    """The shipped study's robustness."""
    return workbench.robustness(shipped, samples=300, seed=7)


@pytest.mark.parametrize(
    ("name", "option_set"),
    [("us-mexico-2011", None), ("us-mexico-2011", "instruments"), ("river-basin", None), ("river-basin-three", None)],
)
def test_the_verdict_page_fits_one_screen(name: str, option_set: str | None) -> None:
    page = report_text(robustness_report(workbench.robustness(name, option_set=option_set, samples=300)))
    lines = page.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 100
    assert "ILLUSTRATIVE." in page


def test_what_is_not_separable_comes_first_then_the_verdict(found: Robustness) -> None:
    report = robustness_report(found)
    assert report.finding == (
        "Not separable, closer than one level moves a total (0.35): Co-development and Border management. "
        "OPEN: the first rank of Co-development is not firm."
    )
    assert [table.title for table in report.tables] == ["What it rests on", "How often each option takes each rank"]


def test_details_hold_every_analysis_and_the_annex_comes_last(found: Robustness) -> None:
    report = robustness_report(found, details=True)
    titles = [table.title for table in report.tables]
    assert titles[:5] == ["What it rests on", "Rank acceptability", "Pairwise winning", "Central weights", "To quote"]
    assert titles[5:9] == [
        "How far each weight can move",
        "Neighbours in the ranking",
        "The smallest change of all weights that puts each option first",
        "Single scores that change the first rank",
    ]
    assert all(title.startswith("Annex") for title in titles[-3:])
    assert report.tables[5].rows[0][:2] == ("Burden-sharing", 0.5)
    assert report_text(report)


def test_the_json_holds_everything_and_runs_again_to_the_same_text(shipped: Study, found: Robustness) -> None:
    text = as_json(found)
    data: dict[str, Any] = json.loads(text)
    assert data["format"] == "policy-robustness/1"
    assert data["study"]["digest"] == workbench.score(shipped).study.digest
    assert (data["run"]["seed"], data["seed"], data["samples"]) == (7, 7, 300)
    assert data["run"]["weights"] == "balanced"
    assert data["acceptability"]["scheme"]["weights"] == "per-sibling-group"
    assert {each["what"] for each in data["first_shares"]} == {"stated", "any weights"}
    for part in ("intervals", "changes", "scores", "left_out", "methods", "reversals", "influences", "notices"):
        assert part in data
    again = workbench.robustness(data["study"]["id"], samples=data["samples"], seed=data["seed"], weights="balanced")
    assert as_json(again) == text


def test_an_option_says_what_would_put_it_first(found: Robustness) -> None:
    report = robustness_report(found, option="labor-brokers")
    table = next(table for table in report.tables if table.title == "What would put Labor brokers first")
    assert str(table.rows[0][1]).startswith("Labor brokers comes first once 5.97% of all weight moves (all counting")


def test_the_command_prints_the_page_and_writes_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["robustness", "us-mexico-2011", "--samples", "300"]) == 0
    assert "OPEN: the first rank of Co-development is not firm." in capsys.readouterr().out.replace("\n", " ")
    path = tmp_path / "out.json"
    assert (
        run(
            ["robustness", "river-basin", "--samples", "200", "--scheme", "around", "--format", "json", "-o", str(path)]
        )
        == 0
    )
    assert json.loads(path.read_text(encoding="utf-8"))["acceptability"]["scheme"]["weights"] == "around"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--option", "nobody"], "There is no option 'nobody'"),
        (["--samples", "-1"], "samples is -1"),
        (["--method", "no-method"], "There is no method 'no-method'"),
        (["--weights", "no-weights"], "no weight set 'no-weights'"),
    ],
)
def test_bad_input_ends_with_a_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["robustness", "us-mexico-2011", "--samples", "10", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_explanation_is_a_page_whose_parts_add_up_to_the_margin(shipped: Study) -> None:
    report = explain_report(workbench.explain(shipped, "border-management", "co-development"))
    parts = report.tables[0]
    assert parts.title == "What puts Co-development above Border management"
    assert sum(float(row[-2] or 0) for row in parts.rows[:-1]) == pytest.approx(float(parts.rows[-1][-1] or 0))
    assert [table.title for table in report.tables[1:]] == [
        "What Border management would need",
        "Against the field",
        "Scores that decide, those that rest on the least first",
    ]
    text = report_text(report)
    assert max(map(len, text.splitlines())) <= 100


def test_the_explain_command_prints_and_writes_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "river-basin-three", "radar", "exchange"]) == 0
    assert "Part, at worst" in capsys.readouterr().out
    assert run(["explain", "us-mexico-2011", "labor-brokers", "co-development", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "policy-explanation/1"
    assert sum(each["low"] for each in data["contributions"]) == pytest.approx(data["margin"][0])
    assert run(["explain", "us-mexico-2011", "labor-broker", "co-development"]) == 2
    assert "Did you mean 'labor-brokers'?" in capsys.readouterr().err


def test_the_explanation_holds_a_proof_for_the_weights_that_it_is_about() -> None:
    needs = workbench.explain("river-basin-three", "joint-centre", "exchange").needs
    assert needs[0].text == (
        "While the weights within Fair between the states and Open to both publics stay as they are, no weights put "
        "Exchange level: Joint centre is better on Fair between the states and Open to both publics, each taken "
        "whole, and on every other criterion that counts. With all weight on Cost, upper it stands above."
    )


@pytest.mark.soak
@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin", "river-basin-three"])
def test_every_method_gives_a_page_or_says_why_not(name: str) -> None:
    from workbench.engine.method import aggregations

    loaded = workbench.load(name)
    pages = 0
    for method in aggregations():
        for weights in (None, "equal"):
            try:
                each = workbench.robustness(loaded, method=method, weights=weights, samples=100)
            except workbench.WorkbenchError:
                continue
            assert report_text(robustness_report(each, details=True))
            assert as_json(each)
            pages += 1
    assert pages > 20
