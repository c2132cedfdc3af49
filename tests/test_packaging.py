"""The built wheel, installed away from the checkout and without a network, finds its data."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from workbench.version import VERSION

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment that holds the wheel and borrows only the libraries of this one."""
    folder = tmp_path_factory.mktemp("packaging")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=CHECKOUT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    interpreter = folder / "venv" / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", interpreter, "install", "--quiet", "--no-index", "--no-deps", wheel],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    asked = [str(interpreter), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=60).stdout.strip()
    # A path file is not followed further, so the checkout's own editable installation stays out of sight.
    Path(packages, "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return interpreter


def run(interpreter: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [interpreter, *arguments], cwd=cwd,
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_it_is_the_wheel_that_answers(installed: Path, tmp_path: Path) -> None:
    place = run(installed, "-c", "import workbench; print(workbench.__file__)", cwd=tmp_path).strip()
    assert not Path(place).is_relative_to(CHECKOUT)
    assert run(installed, "-m", "workbench", "--version", cwd=tmp_path) == f"workbench {VERSION}\n"


def test_it_scores_the_shipped_study_as_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    arguments = ("-m", "workbench", "score", "us-mexico-2011", "--format", "json")
    there = json.loads(run(installed, *arguments, cwd=tmp_path))
    here = json.loads(run(Path(sys.executable), *arguments, cwd=CHECKOUT))
    assert there == here


def test_every_definition_file_is_in_it(installed: Path, tmp_path: Path) -> None:
    listed = run(
        installed, "-c",
        "from workbench.usecases.locations import definitions_root as root\n"
        "print(*sorted(str(path.relative_to(root())) for path in root().glob('*/*.toml')))",
        cwd=tmp_path,
    )  # fmt: skip
    here = sorted(
        f"{path.parent.name}/{path.name}" for kind in ("criteria", "options") for path in (CHECKOUT / kind).glob("*")
    )
    assert listed.split() == here
