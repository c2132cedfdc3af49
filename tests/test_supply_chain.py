"""Locked development dependencies, and a product that asks the network for nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
LOCK = CHECKOUT / "requirements-dev.lock"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    return {plain(name): version for name, version in _LOCKED.findall(LOCK.read_text(encoding="utf-8"))}


def wanted() -> list[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *extras["dev"], *extras["serve"]]


def test_the_lock_covers_what_the_project_asks_for() -> None:
    from packaging.requirements import Requirement

    versions = locked()
    for text in wanted():
        requirement = Requirement(text)
        assert plain(requirement.name) in versions, text
        assert requirement.specifier.contains(versions[plain(requirement.name)]), text


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9._-]+==)", text)[1:]
    assert len(blocks) == len(locked())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


NO_NETWORK = """
import socket, sys
def refuse(*given, **named):
    raise AssertionError("the network was asked for")
class Refusing(socket.socket):
    def __init__(self, family=-1, *rest, **named):
        if family != socket.AF_UNIX:
            refuse()
        super().__init__(family, *rest, **named)
socket.socket = Refusing
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
from workbench.cli.command_line import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "line",
    [
        "score us-mexico-2011", "report us-mexico-2011 -o OUT/report.xlsx", "check river-basin", "new OUT/study",
        "export us-mexico-2011 --to OUT/study.toml", "schema", "bilateral river-basin",
    ],
)  # fmt: skip
def test_no_verb_but_serve_and_a_cluster_asks_the_network(tmp_path: Path, line: str) -> None:
    words = line.replace("OUT", str(tmp_path)).split()
    done = subprocess.run([sys.executable, "-c", NO_NETWORK, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_guard_of_the_test_above_holds(tmp_path: Path) -> None:
    words = ["serve", str(tmp_path / "study"), "--port", "0"]
    from workbench.usecases.new import new

    new(tmp_path / "study")
    done = subprocess.run([sys.executable, "-c", NO_NETWORK, *words], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "the network was asked for" in done.stderr


def test_no_module_but_the_server_and_the_cluster_loads_a_library_that_talks_to_others() -> None:
    talking = re.compile(
        r"^\s*(?:from|import) (?:socket|ssl|http|urllib\.request|ftplib|smtplib|requests|aiohttp|httpx|websockets)\b",
        re.MULTILINE,
    )
    allowed = {"web", "batch"}
    found = [
        str(path.relative_to(CHECKOUT))
        for path in (CHECKOUT / "workbench").rglob("*.py")
        if talking.search(path.read_text(encoding="utf-8"))
        and path.relative_to(CHECKOUT / "workbench").parts[0] not in allowed
    ]
    assert found == []
