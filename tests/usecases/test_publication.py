"""`report` in every form and for every audience, and XMCDA from the shell: files, words and exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.cli.command_line import run
from workbench.errors import UsageError
from workbench.model.reading import Reading
from workbench.usecases.bilateral import bilateral
from workbench.usecases.load import load
from workbench.usecases.pages.minister_page import verdict
from workbench.usecases.pages.minister_sides import DEPENDS
from workbench.usecases.pages.publication import publication
from workbench.usecases.score import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = """format = "policy-source/1"
id = "one"
title = "One question"
as_of = "2026-11"
options = [{ id = "a", label = "Alpha" }, { id = "b", label = "Beta" }]
analysts = [{ id = "x", label = "Xaver" }]
scores = [SCORES]
[[criteria]]
id = "cost"
label = "Cost"
direction = "minimize"
scale = { kind = "measured", unit = "M", worst = 40, best = 0 }
"""


def scored(**values: float | None) -> str:
    judged = {name: 'missing = "not-known"' if each is None else f"value = {each}" for name, each in values.items()}
    rows = [f'{{ option = "{name}", criterion = "cost", analyst = "x", {each} }}' for name, each in judged.items()]
    return ONE.replace("SCORES", ", ".join(rows))


@pytest.mark.parametrize("suffix", ["html", "md", "csv", "json"])
@pytest.mark.parametrize("audience", ["minister", "annex", "public"])
def test_a_report_is_written_twice_with_the_same_bytes(
    source: Callable[[str], Path], tmp_path: Path, suffix: str, audience: str
) -> None:
    study = source(scored(a=10, b=None))
    texts = []
    for name in ("first", "second"):
        target = tmp_path / f"{name}.{suffix}"
        assert run(["report", str(study), "-o", str(target), "--for", audience]) == 0
        texts.append(target.read_bytes())
    assert texts[0] == texts[1]
    assert b"Alpha" in texts[0]
    assert (b"Xaver" in texts[0]) == (audience != "public")


def test_an_unknown_form_and_a_workbook_for_the_public_are_refused_in_words(
    source: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = str(source(scored(a=10, b=20)))
    assert run(["report", study, "-o", str(tmp_path / "r.docx")]) == 2
    assert ".html, .md, .csv, .json" in capsys.readouterr().err
    assert run(["report", study, "-o", str(tmp_path / "r.xlsx"), "--for", "public"]) == 2
    assert "holds everything" in capsys.readouterr().err
    assert not list(tmp_path.glob("r.*"))


def test_an_audience_that_nobody_is_comes_with_the_known_ones(source: Callable[[str], Path]) -> None:
    with pytest.raises(UsageError, match="annex, minister, public"):
        publication(load(source(scored(a=10, b=20))), Reading(), changed="", audience="ministers")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"a": 10, "b": 30}, "Alpha comes first with 75.0 of 100 points, Beta second with 25.0."),
        ({"a": 10, "b": 10}, "Alpha and Beta share the first place with 75.0 of 100 points."),
        ({"a": 10, "b": 12}, "The difference to Beta is too small to tell them apart."),
        ({"a": 10, "b": None}, "There is no sure first place yet: 1 judgement is missing, on Beta."),
        ({"a": 0, "b": None}, "Alpha comes first, whatever is still to come: 1 judgement is missing."),
        ({"a": None, "b": None}, "2 judgements are missing"),
    ],
)
def test_the_verdict_in_plain_words(source: Callable[[str], Path], values: dict[str, float | None], said: str) -> None:
    assert said in verdict(score(source(scored(**values))))


@pytest.mark.parametrize("audience", ["minister", "public"])
@pytest.mark.parametrize(
    ("study", "said"),
    [
        (
            "two-sides-example",
            "Who comes first is open: the first place is not firm. Co-development comes first in 44% of 20,000 trials",
        ),
        ("river-basin", "The first place is firm as far as people are sure, not beyond. Joint centre comes first in"),
        ("river-basin-three", "The first place is firm. Joint centre comes first in"),
    ],
)
def test_the_first_lines_say_whether_the_first_place_is_firm(study: str, said: str, audience: str) -> None:
    opening = publication(load(study), Reading(), changed="", audience=audience).pages[0].report
    assert f". {said}" in opening.finding


def test_a_shared_first_place_is_open_and_a_lone_option_is_neither(source: Callable[[str], Path]) -> None:
    def said(**values: float | None) -> str:
        return (
            publication(load(source(scored(**values))), Reading(), changed="", audience="minister")
            .pages[0]
            .report.finding
        )

    assert said(a=10, b=10).endswith("75.0 of 100 points. Who comes first is open.")
    assert said(a=10, b=None).endswith("on Beta.")


@pytest.mark.parametrize("audience", ["minister", "public"])
def test_what_a_side_gains_is_said_with_the_test_and_with_what_it_rests_on(audience: str) -> None:
    found = bilateral("two-sides-example")
    opening = publication(load("two-sides-example"), Reading(), changed="", audience=audience).pages[0].report
    table = next(each for each in opening.tables if each.title == "What it means for each side")
    answers = {
        option.brief: (option.test.reap, option.test.bear, option.test.proportion)
        for option in found.views[0].options
        if option.test is not None
    }
    for row in table.rows:
        said = [each.partition(": ")[2] for each in str(row[-1]).split(", ")]
        assert said == [each.answer.replace("depends", DEPENDS) for each in answers[str(row[0])]]
    assert "a point of burden weighs as much as a point of benefit, a judgement of value" in table.note


def test_a_gain_that_half_a_level_turns_is_marked_so() -> None:
    opening = publication(load("us-mexico-2011"), Reading(), changed="", audience="minister").pages[0].report
    table = next(each for each in opening.tables if each.title == "What it means for each side")
    rows = {row[0]: row[1:3] for row in table.rows}
    assert rows["Border management"] == ("gains more than it bears", f"bears as much as it gains; {DEPENDS}")
    assert rows["Labor brokers"] == ("gains more than it bears", "gains more than it bears")


def test_what_burden_weighs_is_said_by_side_where_it_differs() -> None:
    study = load("two-sides-example")
    settings = study.settings.model_copy(update={"exchange_rates": {"us": 1.5}})
    opening = publication(
        study.model_copy(update={"settings": settings}), Reading(), changed="", audience="minister"
    ).pages[0]
    table = next(each for each in opening.report.tables if each.title == "What it means for each side")
    assert "weighs a point of benefit 1.5 times for the United States and 1 times for Mexico" in table.note


def test_the_public_reads_no_ids_and_no_name_twice() -> None:
    study = load("two-sides-example")
    asked = publication(study, Reading(), changed="", audience="public").pages
    heads = [column.label for column in asked[0].report.tables[0].columns]
    assert heads[2:4] == ["an analyst's own weights (1)", "an analyst's own weights (2)"]
    assert len(set(heads)) == len(heads)
    assert "own weights: " not in asked[0].report.tables[0].note
    said = [str(row[1]) for row in asked[1].report.tables[1].rows]
    assert "Not a state's priorities." in " ".join(said)
    assert any("(" in each for each in said)


def test_xmcda_from_the_shell_and_back_into_a_folder(
    source: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, file, folder = source(scored(a=10, b=30)), tmp_path / "other.xml", tmp_path / "folder"
    assert run(["export", str(study), "--to", str(file)]) == 0
    assert "stay behind" in capsys.readouterr().err
    assert run(["new", str(folder), "--from", str(file)]) == 0
    assert [each.total for each in score(folder, view="x").results] == [75.0, 25.0]


def test_a_broken_xmcda_ends_with_its_mistakes_and_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "bad.xml", tmp_path / "folder"
    file.write_text("<!DOCTYPE a><a/>", encoding="utf-8")
    assert run(["new", str(folder), "--from", str(file)]) == 2
    assert "document type" in capsys.readouterr().err
    assert not folder.exists()
