"""The panel's page fits on a screen, hides names on request, and its JSON has everything."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.panels import panel_study
from tests.studies import Side, leaf
from workbench.cli.command_line import run as command
from workbench.formats.text import report_text
from workbench.usecases.pages.one_screen import COLUMNS, LINES, fitted
from workbench.usecases.pages.panel_details import details
from workbench.usecases.pages.panel_report import LIMITS, panel_page
from workbench.usecases.panel import as_json
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.model.panel import PanelAnalysis
    from workbench.model.study import Study

STUDIES = ("us-mexico-2011", "two-sides-example", "river-basin", "river-basin-three")


@cache
def analysed(study: str) -> PanelAnalysis:
    return workbench.panel(study)


def page(study: Study | str, *, anonymous: bool = False) -> str:
    analysis = analysed(study) if isinstance(study, str) else workbench.panel(study, anonymous=anonymous)
    return report_text(fitted(lambda rows: panel_page(analysis, rows, anonymous=anonymous), LIMITS), width=COLUMNS)


def many() -> Study:
    sides = tuple(Side(id=name, label=name.title()) for name in ("north", "south"))
    criteria = [leaf(f"c{place}") for place in range(6)]
    rows: dict[str, Any] = {
        f"a{who}": (
            ("north", "south")[who % 2],
            {f"o{option}": {each.id: (option * 37 + who * 25 + place * 11) % 101 for place, each in enumerate(criteria)}
             for option in range(12)},
        )
        for who in range(9)
    }  # fmt: skip
    return panel_study(criteria, rows, {"root": {each.id: 1.0 for each in criteria}}, sides)


@pytest.mark.parametrize("study", [*STUDIES, many], ids=[*STUDIES, "many"])
def test_the_page_fits_on_one_screen(study: str | Callable[[], Study]) -> None:
    text = page(study if isinstance(study, str) else study())
    lines = text.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS


def test_the_page_says_who_is_first_where_scores_differ_and_what_to_talk_about() -> None:
    text = " ".join(page("two-sides-example").split())
    assert "The United States ranks Border management first. Mexico ranks Co-development first." in text
    assert "The panel ranks Co-development first (not separable from Border management)." in text
    assert "19 of 84 cells are scored differently (SD agreement 0.94; W of 3 rankings 0.60" in text
    assert "10 of them could each change the panel's ranking" in text
    assert "at 50: Border management first" in text
    assert "ILLUSTRATIVE" in text
    assert "Joined: 1 analyst of each side; then the mean of the sides." in text


def test_the_order_of_the_sides_changes_from_table_to_table() -> None:
    text = page("two-sides-example")
    ranking = next(line for line in text.splitlines() if line.startswith("Option") and "Panel" in line)
    gains = next(line for line in text.splitlines() if "gain" in line and line.startswith("Option"))
    assert ranking.index("Mexico") < ranking.index("United States")
    assert gains.index("United States") < gains.index("Mexico")


def test_no_word_takes_a_side_or_names_a_winner() -> None:
    words = report_text(details(analysed("two-sides-example")), width=COLUMNS).lower()
    for loaded in ("winner", "loser", "opponent", "wrong", "biased", "illegal"):
        assert loaded not in words


@pytest.mark.parametrize("form", ["page", "details", "json"])
def test_the_anonymous_view_names_nobody(form: str) -> None:
    made = many()
    analysis = workbench.panel(made, anonymous=True)
    text = {
        "page": lambda: page(made, anonymous=True),
        "details": lambda: report_text(details(analysis, anonymous=True), width=COLUMNS),
        "json": lambda: as_json(analysis),
    }[form]()
    assert not [each.label for each in made.analysts if each.label in text]
    assert not [each.id for each in made.analysts if f'"{each.id}"' in text or f" {each.id} " in text]
    assert "nalyst" in text


def test_the_anonymous_view_keeps_every_figure_and_shuffles_the_order() -> None:
    made = many()
    named, hidden = workbench.panel(made), workbench.panel(made, anonymous=True)
    assert hidden.panel == named.panel
    assert named.agreement is not None
    assert hidden.agreement is not None
    assert hidden.agreement.whole == named.agreement.whole
    assert sorted(hidden.agreement.cells[0].scores.values()) == sorted(named.agreement.cells[0].scores.values())
    first = [each.ranking.standings for each in named.analysts if each.ranking]
    second = [each.ranking.standings for each in hidden.analysts if each.ranking]
    assert first != second
    assert all(each in first for each in second)


def test_the_json_has_every_cell_every_ranking_and_the_whole_talking_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["panel", "two-sides-example", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "policy-panel/1"
    assert data["study"]["illustrative"] is True
    assert len(data["agreement"]["cells"]) == 84
    assert {"r_wg", "consensus", "sd_agreement", "eta_squared"} <= set(data["agreement"]["cells"][0])
    assert data["agreement"]["rankings"]["kendall_w"] == pytest.approx(0.6)
    assert len(data["talking"]["could"]) + len(data["talking"]["could_not"]) == 19
    assert data["panel"]["results"]["aggregated"] == "results"
    assert {each["whose"] for each in data["with_common_weights"]} == {
        "desk-reading", "panel-mx", "panel-us", "us", "mx", "panel",
    }  # fmt: skip


def test_scores_without_reasons_are_counted_on_the_page(tmp_path: Path) -> None:
    del tmp_path
    made = many()
    bare = tuple(each.model_copy(update={"rationale": ""}) if each.option == "o1" else each for each in made.scores)
    assert "54 scores have no reason written." in page(made.model_copy(update={"scores": bare}))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--weights", "balance"], "Did you mean 'balanced'?"),
        (["--profile", "ful"], "Did you mean 'full'?"),
        (["--aggregator", "answerability"], "not of the form GROUP=RULE"),
    ],
)
def test_bad_input_is_named(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["panel", "two-sides-example", *words]) == 2
    assert message in capsys.readouterr().err


def test_the_page_goes_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["panel", "river-basin", "-o", str(tmp_path / "panel.txt")]) == 0
    assert capsys.readouterr().out == ""
    assert "the panel" in (tmp_path / "panel.txt").read_text(encoding="utf-8")


def small(north: dict[str, Any], south: dict[str, Any]) -> str:
    sides = tuple(Side(id=name, label=name.title()) for name in ("north", "south"))
    rows = {"n": ("north", north), "s": ("south", south)}
    return " ".join(page(panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 1, "b": 1}}, sides)).split())


def test_one_option_is_no_ranking_and_one_cell_is_no_list() -> None:
    text = small({"x": {"a": 50, "b": 0}}, {"x": {"a": 100, "b": 0}})
    assert "North puts X, the one option, at 25.00." in text
    assert "Settling it could not change the panel's ranking." in text


def test_gaps_leave_a_ranking_open_unless_they_cannot_matter() -> None:
    text = small({"x": {"a": 100}, "y": {"a": 0, "b": 0}}, {"x": {"a": 50}, "y": {"a": 50, "b": 50}})
    assert "North ranks X first." in text
    assert "South has no ranking yet, since scores are missing." in text


def test_with_nothing_scored_there_is_no_ranking_yet() -> None:
    text = small({"x": {}, "y": {}}, {"x": {}, "y": {}})
    assert "The panel has no ranking yet, since scores are missing." in text
    assert "scored differently" not in text


@pytest.fixture
def disputed(study_folder: Path) -> Iterator[Path]:
    """Ana gave two values on two machines at once, and one of them is still at work."""
    sessions = [Session(study_folder, ("ana", "Ana")) for _ in range(2)]
    for session, value in zip(sessions, (0.0, 100.0), strict=True):
        session.apply(session.rescore("border-management", "benefit-us", value=value, rationale="so"))
    for session in sessions:
        assert session.flush().done
    yield study_folder
    for session in sessions:
        session.close()


@pytest.mark.parametrize("verb", ["panel", "bilateral"])
def test_words_about_the_folder_name_nobody_on_the_projector(
    verb: str, disputed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([verb, str(disputed)]) == 0
    plain = capsys.readouterr().err
    assert "/ana is in dispute: 2 values by ana" in plain
    assert "-ana-" in plain
    for words in ([], ["--details"], ["--format", "json"]):
        assert command([verb, str(disputed), "--anonymous", *words]) == 0
        said = capsys.readouterr()
        assert said.err.splitlines() == ["1 value is in dispute."]
        assert not re.search(r"\bana\b", said.out + said.err, re.IGNORECASE)


def test_damage_is_not_passed_over_on_the_projector(study_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (log,) = sorted((study_folder / "log").iterdir())
    with log.open("ab") as file:
        file.write(b"{cut")
    assert command(["panel", str(study_folder), "--anonymous"]) == 0
    said = capsys.readouterr().err
    assert "1 remark on the folder's files, said without --anonymous" in said
    assert "ana" not in said
