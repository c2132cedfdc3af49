"""A quotation of one's own: short, with its place, linked to one's own scores; the page fits on a screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.cli.command_line import run as command
from workbench.errors import UsageError
from workbench.usecases.agree import agree
from workbench.usecases.assign import assign
from workbench.usecases.evidence import quote
from workbench.usecases.pages.one_screen import COLUMNS, LINES

if TYPE_CHECKING:
    from pathlib import Path

CELL = ("co-development", "root-causes")


def test_a_quotation_is_added_with_its_document_and_linked_to_ones_own_score(study_folder: Path) -> None:
    name = quote(
        study_folder, "Jobs keep people at home", document="note", citation="Note 14 (2010)", location="p. 3",
        cells={CELL: "supports"}, why="The note counts them.",
    )  # fmt: skip
    made = workbench.load(study_folder)
    assert name == "e-jobs-keep-people-at"
    added = next(each for each in made.evidence if each.id == name)
    assert (added.document, added.location, added.elided) == ("note", "p. 3", False)
    assert next(each for each in made.documents if each.id == "note").citation == "Note 14 (2010)"
    own, base = made.score[*CELL, "ana"], made.score[*CELL, "desk-reading"]
    assert own.value == base.value
    assert own.rationale == "The note counts them."
    assert [each.id for each in own.evidence] == [*(each.id for each in base.evidence), name]
    again = quote(study_folder, "Jobs keep people at [...] home", document="note", location="p. 4")
    assert again == "e-jobs-keep-people-at-1"
    assert next(each for each in workbench.load(study_folder).evidence if each.id == again).elided


@pytest.mark.parametrize(
    ("words", "document", "location", "message"),
    [
        ("one " * 16, "essay", "p. 1", "has 16 words"),
        (" [...] ", "essay", "p. 1", "has 0 words"),
        ("a fact", "essay", "  ", "needs its place"),
        ("a fact", "esay", "p. 1", "Did you mean 'essay'"),
    ],
)
def test_a_quotation_that_is_too_long_or_has_no_place_is_refused(
    study_folder: Path, words: str, document: str, location: str, message: str
) -> None:
    before = workbench.load(study_folder)
    with pytest.raises(UsageError, match=message):
        quote(study_folder, words, document=document, location=location)
    assert workbench.load(study_folder) == before


@pytest.mark.parametrize(
    ("cell", "relation", "message"),
    [
        (("co-development", "root-cause"), "supports", "Did you mean 'root-causes'"),
        (("co-dev", "root-causes"), "supports", "no option 'co-dev'"),
        (CELL, "support", "Did you mean 'supports'"),
    ],
)
def test_a_link_to_what_is_not_there_is_refused(
    study_folder: Path, cell: tuple[str, str], relation: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        quote(study_folder, "a fact", document="essay", location="p. 1", cells={cell: relation})


def test_the_page_fits_on_one_screen_and_says_what_rests_on_the_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["evidence", "us-mexico-2011"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) <= LINES
    assert max(map(len, out.splitlines())) <= COLUMNS
    text = " ".join(out.split())
    assert "61 of 84 scores have a passage for or against them." in text
    assert "Rests on the texts: 19 of 84 scores. With all others one level against it Co-development has rank 4" in text


def test_the_ranking_says_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["score", "us-mexico-2011"]) == 0
    assert "Rests on the texts: 19 of 84 scores." in " ".join(capsys.readouterr().out.split())
    assert command(["score", "us-mexico-2011", "--profile", "feasibility"]) == 0


def test_the_json_has_coverage_passages_and_what_rests(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["evidence", "us-mexico-2011", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "policy-evidence/1"
    assert data["whole"]["relations"]["supports"] == 82
    assert data["rests"]["ranks_against"]["co-development"] == 4
    assert len(data["passages"]) == 23


def test_the_command_adds_a_quotation_and_refuses_half_of_one(
    study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["evidence", str(study_folder), "--quote", "a fact", "--document", "essay", "--location", "p. 1"]
    assert command([*words, "--for", "co-development/root-causes=contradicts"]) == 0
    assert "Added e-a-fact, linked to 1 of your scores." in capsys.readouterr().err
    assert command(["evidence", str(study_folder), "--location", "p. 1"]) == 2
    assert command([*words, "--for", "root-causes=supports"]) == 2
    assert "names no cell" in capsys.readouterr().err


def test_an_agreed_value_is_written_with_its_minority_and_taken_away_again(study_folder: Path) -> None:
    made = agree(study_folder, *CELL, (50.0, 75.0), "we talked", minority={"desk-reading": "too high"})
    (agreed,) = made.agreed
    assert (agreed.low, agreed.high, agreed.performance) == (50.0, 75.0, 62.5)
    assert agreed.minority[0].text == "too high"
    assert workbench.load(study_folder) == made
    assert agree(study_folder, *CELL, "not-applicable", "no meaning here").agreed[0].missing == "not-applicable"
    assert agree(study_folder, *CELL, None, "opened again").agreed == ()


@pytest.mark.parametrize(
    ("value", "why", "minority", "message"),
    [
        (175.0, "so", {}, "beyond the scale"),
        ("maybe", "so", {}, "nothing that a panel can settle on"),
        (50.0, " ", {}, "without a reason"),
        (50.0, "so", {"bo": "no"}, "no analyst 'bo'"),
        (None, "so", {}, "Nothing is agreed"),
    ],
)
def test_an_agreed_value_needs_a_number_a_reason_and_known_names(
    study_folder: Path, value: float | str | None, why: str, minority: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        agree(study_folder, *CELL, value, why, minority=minority)


def test_work_is_assigned_and_taken_away_again(study_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["assign", str(study_folder), "ana", "--criterion", "accountability", "--option", "co-development"]
    assert command(words) == 0
    assert "ana is to score 9 cells, 9 of them not scored yet." in capsys.readouterr().err
    assert command(["assign", str(study_folder), "ana", "--clear"]) == 0
    assert workbench.load(study_folder).assignments == ()
    with pytest.raises(UsageError, match="no analyst 'an'"):
        assign(study_folder, "an")
    with pytest.raises(UsageError, match="no criterion 'accountabilit'"):
        assign(study_folder, "ana", criteria=["accountabilit"])
    with pytest.raises(UsageError, match="Nothing is assigned"):
        assign(study_folder, "ana", clear=True)
