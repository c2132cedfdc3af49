"""`report` in every form and for every audience, and XMCDA from the shell: files, words and exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.cli.command_line import run
from workbench.errors import UsageError
from workbench.model.reading import Reading
from workbench.usecases.load import load
from workbench.usecases.pages.minister_page import verdict
from workbench.usecases.pages.publication import publication
from workbench.usecases.score import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = """format = "policy-source/1"
id = "one"
title = "One question"
as_of = "2026-11"
options = [{ id = "a", label = "Alpha" }, { id = "b", label = "Beta" }]
analysts = [{ id = "x", label = "Xaver" }]
scores = [SCORES]
[[criteria]]
id = "cost"
label = "Cost"
direction = "minimize"
scale = { kind = "measured", unit = "M", worst = 40, best = 0 }
"""


def scored(**values: float | None) -> str:
    judged = {name: 'missing = "not-known"' if each is None else f"value = {each}" for name, each in values.items()}
    rows = [f'{{ option = "{name}", criterion = "cost", analyst = "x", {each} }}' for name, each in judged.items()]
    return ONE.replace("SCORES", ", ".join(rows))


@pytest.mark.parametrize("suffix", ["html", "md", "csv", "json"])
@pytest.mark.parametrize("audience", ["minister", "annex", "public"])
def test_a_report_is_written_twice_with_the_same_bytes(
    source: Callable[[str], Path], tmp_path: Path, suffix: str, audience: str
) -> None:
    study = source(scored(a=10, b=None))
    texts = []
    for name in ("first", "second"):
        target = tmp_path / f"{name}.{suffix}"
        assert run(["report", str(study), "-o", str(target), "--for", audience]) == 0
        texts.append(target.read_bytes())
    assert texts[0] == texts[1]
    assert b"Alpha" in texts[0]
    assert (b"Xaver" in texts[0]) == (audience != "public")


def test_an_unknown_form_and_a_workbook_for_the_public_are_refused_in_words(
    source: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = str(source(scored(a=10, b=20)))
    assert run(["report", study, "-o", str(tmp_path / "r.docx")]) == 2
    assert ".html, .md, .csv, .json" in capsys.readouterr().err
    assert run(["report", study, "-o", str(tmp_path / "r.xlsx"), "--for", "public"]) == 2
    assert "holds everything" in capsys.readouterr().err
    assert not list(tmp_path.glob("r.*"))


def test_an_audience_that_nobody_is_comes_with_the_known_ones(source: Callable[[str], Path]) -> None:
    with pytest.raises(UsageError, match="annex, minister, public"):
        publication(load(source(scored(a=10, b=20))), Reading(), changed="", audience="ministers")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"a": 10, "b": 30}, "Alpha comes first with 75.0 of 100 points, Beta second with 25.0."),
        ({"a": 10, "b": 10}, "Alpha and Beta share the first place with 75.0 of 100 points."),
        ({"a": 10, "b": 12}, "The difference to Beta is too small to tell them apart."),
        ({"a": 10, "b": None}, "There is no sure first place yet: 1 judgement is missing, on Beta."),
        ({"a": 0, "b": None}, "Alpha comes first, whatever is still to come: 1 judgement is missing."),
        ({"a": None, "b": None}, "2 judgements are missing"),
    ],
)
def test_the_verdict_in_plain_words(source: Callable[[str], Path], values: dict[str, float | None], said: str) -> None:
    assert said in verdict(score(source(scored(**values))))


def test_xmcda_from_the_shell_and_back_into_a_folder(
    source: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, file, folder = source(scored(a=10, b=30)), tmp_path / "other.xml", tmp_path / "folder"
    assert run(["export", str(study), "--to", str(file)]) == 0
    assert "stay behind" in capsys.readouterr().err
    assert run(["new", str(folder), "--from", str(file)]) == 0
    assert [each.total for each in score(folder, view="x").results] == [75.0, 25.0]


def test_a_broken_xmcda_ends_with_its_mistakes_and_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "bad.xml", tmp_path / "folder"
    file.write_text("<!DOCTYPE a><a/>", encoding="utf-8")
    assert run(["new", str(folder), "--from", str(file)]) == 2
    assert "document type" in capsys.readouterr().err
    assert not folder.exists()
