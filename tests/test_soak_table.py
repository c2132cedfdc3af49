"""The table of the long runs: every test that ran stands in it, also one that failed or took its process with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.soak import START, page_with

ROOT = Path(__file__).parent.parent
HARNESSES = """
import os
import pytest
from tests.soak import counted, note_figures

pytestmark = pytest.mark.soak

@pytest.mark.parametrize("part", range(2))
def test_ends_well(record_property, part):
    note_figures(record_property, "cut logs", tried=600, refused=7)

def test_loses_something(record_property):
    found = counted(record_property, "kills")
    found["tried"] = 5
    found["lost"] += 1
    assert not found["lost"]

def test_fails_before_it_has_counted(record_property):
    counted(record_property, "crowds")
    assert False

def test_notes_nothing(): pass

def test_takes_its_process_with_it(): os._exit(9)
"""
CONFTEST = """
from tests.soak import watch

def pytest_configure(config):
    watch(config)
"""
PAGE = f"""# Figures

{START} tried | acknowledged | lost | wrong | refused clearly | commit |
| --- | --: | --: | --: | --: | --: | --- |
| kills | 1 | 2 | 3 | 4 | 5 | old |
| other | 1,000 | 2 | 0 | 0 | 5 | old |

Said below.
"""


def test_a_harness_that_crashes_stands_in_the_table_and_takes_no_other_line_with_it(tmp_path: Path) -> None:
    (tmp_path / "test_harnesses.py").write_text(HARNESSES, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = soak\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "SOAK_TABLE": str(page), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "pytest", "-m", "soak", "-p", "xdist", "-n", "1", "-q"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    table = done.stdout[done.stdout.index("kind of fault") :].splitlines()[:6]
    assert sorted(" ".join(line.replace(",", "").split()) for line in table) == [
        "crowds 0 0 0 1 0",
        "cut logs 1200 0 0 0 14",
        "kills 5 0 1 0 0",
        "kind of fault tried acknowledged lost wrong refused clearly",
        "notes nothing 1 0 0 0 0",
        "takes its process with it 1 0 0 1 0",
    ]
    written = page.read_text(encoding="utf-8").splitlines()
    assert written[:4] == PAGE.splitlines()[:4]
    assert written[4] == "| kills | 5 | 0 | 1 | 0 | 0 | not in git |"
    assert written[5] == "| other | 1,000 | 2 | 0 | 0 | 5 | old |"
    assert "| cut logs | 1,200 | 0 | 0 | 0 | 14 | not in git |" in written
    assert written[-2:] == ["", "Said below."]


def test_a_page_without_a_table_gets_one() -> None:
    made = page_with(["Heading"], ["| kills | 1 | 0 | 0 | 0 | 0 | a |"])
    assert made[:2] == ["Heading", ""]
    assert made[-1] == "| kills | 1 | 0 | 0 | 0 | 0 | a |"
    assert page_with(made, ["| kills | 2 | 0 | 0 | 0 | 0 | b |"])[-1].endswith("| b |")
