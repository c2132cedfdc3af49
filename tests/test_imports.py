"""What a command loads, and what it does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.usecases.verb import verbs


def loaded_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after some code."""
    script = f"{code}\nimport sys\nprint('MODULES', *sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.rpartition("MODULES")[2].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"numpy", "pydantic", "pandas", "textual", "rich", "click", "openpyxl"}
    assert not heavy & loaded_after("import workbench")


def test_the_help_loads_neither_numpy_nor_pydantic_nor_a_screen() -> None:
    code = "from workbench.cli.command_line import run\nrun(['--help'])"
    assert not {"numpy", "pydantic", "pandas", "textual"} & loaded_after(code)


def test_the_help_says_what_every_verb_does_and_loads_none() -> None:
    modules = [f"workbench.usecases.{name}" for name in ("score", "report", "diff", "weigh")]
    code = "from workbench.cli.command_line import run\nrun(['--help'])\nimport sys\n"
    script = f"{code}print('LOADED', sorted(set(sys.modules) & {set(modules)}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert "LOADED []" in done.stdout
    found = verbs()
    assert {name: each.title for name, each in found.items()} == found.titles
    assert {name: each.name for name, each in found.items()} == {name: name for name in found}
    shown = " ".join(done.stdout.split())
    assert [name for name, title in found.titles.items() if f"{name} {title}" not in shown] == []


def test_the_grid_can_be_painted_before_what_calculates_is_loaded() -> None:
    code = "from workbench.tui.app import WorkbenchApp\nfrom workbench.usecases.session import Session\n"
    assert not {"numpy", "scipy", "pandas", "click", "openpyxl"} & loaded_after(code)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_scoring_from_the_shell_loads_neither_textual_nor_pandas(form: str) -> None:
    code = f"from workbench.cli.command_line import run\nrun(['score', 'us-mexico-2011', '--format', '{form}'])"
    assert not {"textual", "pandas", "openpyxl"} & loaded_after(code)


def test_evaluating_a_table_loads_no_pydantic() -> None:
    assert not {"pydantic", "pandas", "textual"} & loaded_after("import workbench\nworkbench.evaluate([[1]], [1], [1])")


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    import workbench

    with pytest.raises(AttributeError, match="no attribute 'scor'"):
        _ = workbench.scor
    assert "evaluate" in dir(workbench)
