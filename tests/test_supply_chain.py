"""Locked development dependencies, and a product that asks the network for nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.panels import panel_study
from tests.studies import Side, leaf
from workbench.store.folder import create

if TYPE_CHECKING:
    from collections.abc import Sequence

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


GUARD = """
import os, socket, sys
INTERNET = {socket.AF_INET, socket.AF_INET6}
NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
def watch(event, given):
    if event in NAMES or (event == "socket.__new__" and given[1] in INTERNET):
        with open(os.environ["ASKED_THE_NETWORK"], "a") as file:
            file.write(f"{event} {given[1:]}\\n")
        raise PermissionError("the network was asked for")
sys.addaudithook(watch)
"""
"""A sitecustomize for a process and all that it starts: whoever asks for the network is stopped and written down."""

EVERY_VERB = """
import asyncio, json, sys
from workbench.cli.command_line import run
for words in json.load(sys.stdin):
    print(words[0], run(words), file=sys.stderr)
from workbench.tui.app import WorkbenchApp
from workbench.usecases.session import Session
async def look(study):
    session = Session(study, ("ana", "Ana"))
    app = WorkbenchApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("5", "f3", "f4", "f5", "f6", "f9", "f1"):
            await pilot.press(key)
            await app.workers.wait_for_complete()
    session.close()
if sys.argv[1:]:
    from pathlib import Path
    asyncio.run(look(Path(sys.argv[1])))
    print("open 0", file=sys.stderr)
"""

LINES = (
    "new OUT/blank --from blank", "score STUDY", "summary STUDY", "robustness STUDY --samples 100",
    "explain STUDY x y", "bilateral river-basin", "panel STUDY", "rounds STUDY", "agree STUDY x a 75 --why settled",
    "assign STUDY ana", "evidence STUDY", "report STUDY -o OUT/report.xlsx", "report STUDY -o OUT/report.html",
    "template STUDY -o OUT/sheet.xlsx --analyst ana", "import OUT/sheet.xlsx --into STUDY", "check STUDY --process",
    "export STUDY --to OUT/study.toml", "batch OUT/scenarios.csv --model STUDY --out OUT/batch --jobs 2 --format csv",
    "rank OUT/table.csv --method weighted_sum", "ahp OUT/pairs.csv", "methods topsis", "weigh points a=2 b=1",
    "history STUDY", "undo STUDY", "redo STUDY", "diff STUDY river-basin", "pack STUDY -o OUT/packed.zip",
    "unpack OUT/packed.zip OUT/unpacked", "merge STUDY OUT/unpacked", "disputes STUDY", "schema",
    "config", "completion fish",
)  # fmt: skip
"""Each verb but `serve`, and but `open`, which is tried as the screen."""


def guarded(folder: Path, lines: Sequence[Sequence[str]], *study: str) -> tuple[dict[str, int], str, bool]:
    """Run lines without a network; return the verbs' exit codes, all words, and whether one asked for it."""
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    asked = folder / "asked"
    done = subprocess.run(
        [sys.executable, "-c", EVERY_VERB, *study],
        input=json.dumps(lines), capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder / "guard"), str(CHECKOUT)]),
                          "ASKED_THE_NETWORK": str(asked)},
    )  # fmt: skip
    codes = {verb: int(code) for verb, code in re.findall(r"^([a-z]+) (\d+)$", done.stderr, re.MULTILINE)}
    return codes, done.stderr, asked.exists()


def test_no_verb_but_serve_asks_the_network_nor_does_the_screen(tmp_path: Path) -> None:
    from workbench.usecases.verb import verbs

    rows: dict[str, Any] = {name: (side, {"x": {"a": 50, "b": 25}, "y": {"a": 25, "b": 75}}) for name, side in
            (("ana", "north"), ("bo", "south"))}  # fmt: skip
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    create(tmp_path / "study", panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 2, "b": 1}}, sides), "ana",
           why="test")  # fmt: skip
    (tmp_path / "scenarios.csv").write_text("scenario,x/a\nlow,0\nhigh,75\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text("option,a,b\nx,1,2\ny,2,1\ndirection,max,min\nweight,1,1\n", encoding="utf-8")
    pairs = "group,above,below,judgement\ncriteria,a,b,3\na,x,y,2\nb,x,y,0.5\n"
    (tmp_path / "pairs.csv").write_text(pairs, encoding="utf-8")
    study = str(tmp_path / "study")
    lines = [line.replace("OUT", str(tmp_path)).replace("STUDY", study).split() for line in LINES]
    codes, words, asked = guarded(tmp_path, lines, study)
    assert not asked, (tmp_path / "asked").read_text(encoding="utf-8")
    assert set(codes) == set(verbs()) - {"serve"}, words
    assert not {verb: code for verb, code in codes.items() if code not in {0, 3}}, words


def test_the_guard_of_the_test_above_holds(tmp_path: Path) -> None:
    create(tmp_path / "study", panel_study((leaf("a"),), {"ana": (None, {"x": {"a": 50}})}), "ana", why="test")
    _, words, asked = guarded(tmp_path, [["serve", str(tmp_path / "study"), "--port", "0"]])
    assert asked
    assert "the network was asked for" in words


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
