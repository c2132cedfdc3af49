"""Nothing that stands in a file, a name or a log is ever obeyed by a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.soak import sizes
from tests.store.writing import small, written
from workbench.model.change import Change, ChangeSet
from workbench.model.printable import printable
from workbench.usecases.export import export
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e\x08[red]x[/red]"
OBEYED = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u202a\u202b\u202c\u202d\u202e"} - {"\n", "\t"}


def in_terminal(place: Path, *words: str, program: Sequence[str] = ("-m", "workbench")) -> str:
    """Run a command in a terminal without colours and return what it was sent."""
    ours, theirs = os.openpty()
    quiet = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200"}
    command = [sys.executable, *program, *words]
    process = subprocess.Popen(command, cwd=place, env=os.environ | quiet, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    sent = b""
    try:
        while block := os.read(ours, 65536):
            sent += block
    except OSError:
        pass  # This is how a terminal ends on Linux.
    os.close(ours)
    process.wait(timeout=300)
    return sent.decode(errors="surrogateescape").replace("\r\n", "\n")


@pytest.mark.parametrize("kind", ["table", "file name", "study", "command", "log"])
def test_hostile_text_is_spelled_out(kind: str, tmp_path: Path) -> None:
    name = HOSTILE.replace("/", "")
    (tmp_path / "t.csv").write_text(f"o,{HOSTILE},b\n{HOSTILE},1,2\nc,2,1\ndirection,min,max\nweight,1,1\n", "utf-8")
    (tmp_path / f"{name}.toml").write_text("x = 3\n", encoding="utf-8")
    written(small(tmp_path / "study"), "ana", ChangeSet((Change(f"option/{HOSTILE}", None, {}),), HOSTILE))
    words = {
        "table": ("rank", "t.csv", "--method", "weighted_sum", "--normalization", "minmax"),
        "file name": ("check", f"{name}.toml"),
        "study": ("score", HOSTILE),
        "command": (HOSTILE,),
        "log": ("history", "study"),
    }[kind]
    shown = in_terminal(tmp_path, *words)
    assert "x1b" in shown
    assert not OBEYED.intersection(shown)


def test_ordinary_text_stays_what_it_is() -> None:
    text = "Ferry – „Fähre“, 渡船, مرحبا 🙂\n\ttab"
    assert printable(text) == text
    assert printable("a\x1b[31m\x9b\u202e\ud800") == r"a\x1b[31m\x9b\u202e\ud800"


# Texts within a study: what the model lets in

MARKED = "\u202e[bold red]x[/bold red][link=http://x]y[/link]<script>alert(1)</script>|`&amp;![x](http://x)"
TEXTS = {
    "title", "label", "short", "rationale", "definition", "question", "description", "why", "text", "descriptor",
    "unit", "caveat", "disclaimer", "note", "origin",
}  # fmt: skip
"""Keys of a study's text that people write freely."""

VERBS = (
    "score h.json", "score h --explain", "score h --format csv", "score h --format json", "score h --format jsonl",
    "score h --method topsis", "summary h", "robustness h --samples 200", "explain h {0} {1}", "bilateral h", "panel h",
    "panel h --anonymous", "rounds h", "assign h upstream", "agree h {0} {2} not-known --why {3}", "evidence h",
    "check h", "check h --process", "history h", "undo h", "redo h", "diff h h.json", "diff h river-basin",
    "disputes h", "weigh points {3}=1 b=2", "export h", "export h --format json", "template h -o {3}.xlsx",
    "import {3}.xlsx --into h", "rank t.csv --directions max --weights equal",
    "rank t.csv --directions max --weights equal --format json",
    "rank t.csv --directions {3} --weights equal", "ahp t.csv", "batch s.csv --model h --out out", "methods {3}",
    "pack h -o p", "unpack p again", "merge h again", "new other --from h.json", "report h -o r.html",
    "report h -o r.md", "report h -o r.csv", "report h -o r.json", "report h -o p.html --for public", "rounds h open",
    "score {3}", "score h --weights {3}", "score h --view {3}", "score h --method {3}", "score h --profile {3}",
    "score h --aggregator {3}=minimum", "explain h {3} {0}", "agree h {3} {2} 1 --why x", "rounds h {3}",
    "import {3} --into h", "serve {3}", "config {3}", "unpack {3} {3}",
    "merge h {3}", "diff h {3}", "batch {3} --model h --out out", "{3}",
)  # fmt: skip
"""Every verb, with hostile texts in the study and in its words."""

EVERY = """
import json, sys
from workbench.cli.command_line import run
from workbench.usecases.verb import verbs
tried = set()
for words in json.load(open("words.json")):
    print("$", ascii(words[0]), flush=True)
    code = run(words)
    print("=", code, flush=True)
    tried.add(words[0])
print("missing:", sorted(set(verbs()) - tried - {"open", "schema", "completion"}), flush=True)
"""


def marked(value: object, key: str = "") -> object:
    """Return a study's text with something hostile behind every text that people write freely."""
    if isinstance(value, dict):
        return {name: marked(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each, key) for each in value]
    return f"{value}{MARKED}" if isinstance(value, str) and key in TEXTS else value


@sizes("step", 4, 1)
def test_no_verb_and_no_page_obeys_a_text(step: int, tmp_path: Path) -> None:
    data = marked(json.loads(export("river-basin", format="json")))
    (tmp_path / "h.json").write_text(json.dumps(data), encoding="utf-8")
    study = load(tmp_path / "h.json")
    (tmp_path / "t.csv").write_text(f"o,{MARKED}\n{MARKED},1\nc,2\n", encoding="utf-8")
    cell = f"{study.options[0].id}/{study.leaves[0].id}"
    (tmp_path / "s.csv").write_text(f"scenario,{cell}\n{MARKED},{MARKED}\nb,{MARKED}\n", encoding="utf-8")
    names = study.options[0].id, study.options[1].id, study.leaves[0].id, MARKED.replace("/", "")
    words = [[each.format(*names) for each in line.split()] for line in ("new h --from h.json", *VERBS[::step])]
    (tmp_path / "words.json").write_text(json.dumps(words), encoding="utf-8")
    shown = in_terminal(tmp_path, program=("-c", EVERY))
    assert "missing: [" in shown, shown[-2000:]
    assert step > 1 or "missing: []" in shown, shown[-200:]
    assert "Traceback" not in shown
    assert "fault of the program" not in shown
    found = OBEYED.intersection(shown)
    assert not found, [line for line in shown.splitlines() if found.intersection(line)][:5]
    assert shown.count("[bold red]x") > 20
    for name in sorted({"r.html", "p.html", "r.md"} & {each.name for each in tmp_path.iterdir()}):
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert "<script>alert" not in page, name
        assert "bold red" in page
        assert not re.search(r"(?<!\\)!\[x\]\(http", page) or name.endswith("html"), name
