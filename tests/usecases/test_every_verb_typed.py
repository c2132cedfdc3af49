"""Every verb can be typed in the bottom line of the screen: each gives something to read, or says where it belongs."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.errors import UsageError
from workbench.store.folder import create
from workbench.usecases.history import open_folder
from workbench.usecases.typed_command import run_line
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from pathlib import Path

FROM_THE_SHELL = {"completion": "completion bash", "serve": "serve"}
LINES = {
    "agree": "agree tram cost 50 --why 'All said so.'",
    "ahp": "ahp judgements.csv",
    "assign": "assign ana",
    "batch": "batch scenarios.csv --model @ --out nightly --format csv",
    "bilateral": "bilateral",
    "check": "check",
    "config": "config",
    "diff": "diff @ other",
    "disputes": "disputes",
    "evidence": "evidence",
    "explain": "explain tram bus",
    "export": "export --to study.toml",
    "history": "history",
    "import": "import sheet.xlsx --into @",
    "merge": "merge @ other",
    "methods": "methods",
    "new": "new made --from @",
    "open": "open",
    "pack": "pack -o study.pack",
    "panel": "panel",
    "rank": "rank table.csv --directions +,- --weights equal",
    "redo": "redo",
    "report": "report -o report.md",
    "robustness": "robustness --samples 256",
    "rounds": "rounds",
    "schema": "schema",
    "score": "score --explain",
    "summary": "summary",
    "template": "template --analyst ana -o sheet.xlsx",
    "undo": "undo",
    "unpack": "unpack study.pack unpacked",
    "weigh": "weigh equal cost=1 reach=1",
}
FIRST = ("template", "pack", "agree", "undo")
"""Verbs whose outcome others need."""
FILES = {
    "judgements.csv": "group,above,below,judgement\ncriteria,cost,reach,3\ncost,tram,bus,2\nreach,tram,bus,1\n",
    "scenarios.csv": "scenario,tram/cost\nlow,0\nhigh,75\n",
    "table.csv": "option,a,b\ntram,1,2\nbus,2,1\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a study of two options, in a place with what the lines need."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_ANALYST", "somebody else")
    rows: dict[str, dict[str, float | str | None]] = {
        "tram": {"cost": 75, "reach": 50},
        "bus": {"cost": 0, "reach": 75},
    }
    made = study([leaf("cost"), leaf("reach")], rows)
    create(tmp_path / "open", made, "ana", why="test")
    copytree(tmp_path / "open", tmp_path / "other")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path / "open"


def test_every_verb_has_its_line() -> None:
    assert {*LINES, *FROM_THE_SHELL} == set(verbs())


def test_every_line_gives_something_to_read(folder: Path) -> None:
    for name in (*FIRST, *(name for name in LINES if name not in FIRST)):
        outcome = run_line(LINES[name], folder, "ana")
        assert outcome.reports or outcome.text or outcome.words or outcome.screen, name
        assert outcome.exit_code in {0, 3}, (name, outcome.words)


@pytest.mark.parametrize("name", FROM_THE_SHELL)
def test_what_only_the_shell_can_do_says_so(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="from the shell") as error:
        run_line(FROM_THE_SHELL[name], folder, "ana")
    assert f"workbench {FROM_THE_SHELL[name]}" in str(error.value)


def test_who_works_on_the_screen_is_who_acts(folder: Path) -> None:
    run_line(LINES["agree"], folder, "ana")
    run_line("undo", folder, "ana")
    assert {each.actor for each in open_folder(folder).contents.entries} == {"ana"}
    assert "nothing to take back" in " ".join(run_line("undo --analyst 'somebody else'", folder, "ana").words)
