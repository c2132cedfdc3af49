"""The user's own settings, and completion in a real shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import require
from workbench.cli.command_line import run
from workbench.tui.theme import ROUND
from workbench.usecases.locations import identity
from workbench.usecases.own_settings import THEMES, config_file, own_theme

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_is_kept_shown_with_where_it_comes_from_and_taken_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_ANALYST", raising=False)
    assert run(["config", "analyst", "Ana Ruiz"]) == 0
    assert identity() == ("ana-ruiz", "Ana Ruiz")
    assert identity("Ben") == ("ben", "Ben")
    assert run(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"analyst      Ana Ruiz  ({config_file()})"
    monkeypatch.setenv("WORKBENCH_ANALYST", "carla")
    assert identity() == ("carla", "carla")
    assert run(["config", "theme", "workbench-light"]) == 0
    assert own_theme() == "workbench-light"
    assert run(["config", "analyst", "--unset"]) == 0
    assert config_file().read_text(encoding="utf-8") == 'theme = "workbench-light"\n'


def test_the_themes_that_can_be_set_are_those_of_the_screen() -> None:
    assert THEMES == ROUND


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["teme", "x"], "There is no setting 'teme'. Did you mean 'theme'?"),
        (["theme", "workbench-ligth"], "Did you mean 'workbench-light'?"),
        (["analyst", " "], "Write a text in quotes"),
        (["analyst"], "give a value, or --unset"),
        (["analyst", "x", "--unset"], "give a value, or --unset"),
    ],
)
def test_what_is_no_setting_is_refused(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not config_file().exists()


def test_settings_with_mistakes_are_refused_with_all_of_them_and_left_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('analist = "ana"\ntheme = 3\n', encoding="utf-8")
    before = config_file().read_bytes()
    assert run(["config", "analyst", "ana"]) == 2
    said = capsys.readouterr().err
    assert "there is no setting 'analist'" in said
    assert "theme: found 3" in said
    assert config_file().read_bytes() == before
    assert own_theme() == THEMES[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("workbench sco", ["score"]), ("workbench score us", ["us-mexico-2011"]), ("workbench report --fo", ["--for"])],
)
def test_bash_completes_commands_studies_and_options(line: str, expected: list[str], tmp_path: Path) -> None:
    require(present=shutil.which("bash") is not None, what="bash")
    program = tmp_path / "workbench"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workbench "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    words = line.split()
    script = (
        f'eval "$(workbench completion bash)"\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words) - 1}\n'
        'compopt() { :; }\n_workbench_completion workbench\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script], env={"PATH": f"{tmp_path}:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": "."},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == expected, done.stderr
