"""Names that mean no good, or that two systems take for different things: of files, folders, options and analysts."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.tables import SCENARIOS, TABLE
from tests.fuzz.test_terminal import OBEYED
from tests.store.writing import note, small, titled, written
from workbench.cli.command_line import run
from workbench.errors import DefinitionError, StoreError, WorkbenchError
from workbench.formats.table.mapping import same
from workbench.store.folder import read
from workbench.store.merge import copy, merge
from workbench.store.pack import packed, unpack
from workbench.usecases.load import load
from workbench.usecases.locations import identity, last_study, remember_study
from workbench.usecases.rank import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = (
    b"new\nline", b"esc\x1b[2J", b"\x9b31m", b"-dash", b"--help", b"..x", b"...", b"a b", b"'quoted'", b'"x"', b"$(x)",
    b"n" * 200, b"latin\xe9", b"\xff\xfe", "cafe\u0301".encode(), "caf\u00e9".encode(), b"%s%n", b"[red]x",
    "\u202egnp.exe".encode(), b"con", b"NUL", b"a:b", b"trailing.", b"trailing ", b"=1+1", b"*", b"~$sheet", b"tab\t",
)  # fmt: skip

EACH = [
    pytest.param(name, id=repr(name), marks=[] if place % 3 == 0 else pytest.mark.soak)
    for place, name in enumerate(NAMES)
]
"""Every third in the short form."""


def told(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a command and return its exit code and its words, which no terminal may obey."""
    code = run(list(words))
    shown = capsys.readouterr().err
    assert not OBEYED.intersection(shown)
    return code, shown


@pytest.mark.parametrize("name", EACH)
def test_a_file_of_any_name_is_read_or_refused_in_words(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    stem = os.fsdecode(name)
    for suffix, content in ((".csv", TABLE), (".toml", "x = 3\n"), (".xml", "<x/>"), (".jsonl", SCENARIOS)):
        Path(f"{stem}{suffix}").write_text(content, encoding="utf-8")
    assert told(["rank", "--format", "csv", "-o", f"./out{stem}.csv", "--", f"{stem}.csv"], capsys)[0] == 0
    assert Path(f"out{stem}.csv").read_bytes().decode().startswith("table,")
    assert told(["rank", "--format", "json", "--", f"{stem}.csv"], capsys)[0] == 0
    assert told(["check", "--", f"{stem}.toml"], capsys)[0] == 2
    assert told(["check", "--", f"{stem}.xml"], capsys)[0] == 2
    assert told(["batch", "--model", "river-basin", "--out", "out", "--", f"{stem}.jsonl"], capsys)[0] in {1, 2}


@pytest.mark.parametrize("name", EACH)
def test_a_study_folder_of_any_name_works_whole_or_is_refused(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    stem = os.fsdecode(name)
    code, shown = told(["new", "--from", "blank", "--", stem], capsys)
    if code:
        assert code == 4
        assert "Choose another name" in shown
        assert not list(tmp_path.iterdir())
        return
    assert [each.name for each in tmp_path.iterdir()] == [stem]
    written(Path(stem), "bo", note(1))
    assert told(["history", "--", stem], capsys)[0] == 0
    assert told(["pack", "-o", "packed", "--", stem], capsys)[0] == 0
    assert told(["unpack", "packed", f"again{stem}"], capsys)[0] == 0
    assert told(["merge", "--", stem, f"again{stem}"], capsys)[0] == 0
    assert read(Path(f"again{stem}")).state == read(Path(stem)).state


def test_a_reason_of_bytes_that_are_no_text_is_refused_and_nothing_is_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small(tmp_path / "study")
    before = len(read(path).entries)
    code, shown = told(["assign", str(path), "founder", "--why", "caf\udce9"], capsys)
    assert code == 2
    assert shown
    assert len(read(path).entries) == before


def test_a_note_of_the_last_study_holds_any_path(tmp_path: Path) -> None:
    path = small(tmp_path / "study").rename(tmp_path / os.fsdecode(b"caf\xe9 new\nline "))
    remember_study(path)
    assert last_study() == path


# Paths that lead elsewhere

USED = '[[criteria]]\nid = "secret"\nlabel = "Secret"\n'


@pytest.mark.parametrize(
    "used", ["../outside.toml", "{place}/outside.toml", "link.toml", "/etc/passwd", "/dev/zero", ".", ""]
)
def test_a_definition_file_is_used_from_its_own_folders_only(used: str, tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text(USED, encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.toml").symlink_to(tmp_path / "outside.toml")
    path = inside / "study.toml"
    path.write_text(f'id = "a"\ntitle = "A"\nuse = ["{used.format(place=tmp_path)}"]\n', encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(path)
    assert "Secret" not in str(caught.value)
    assert "use[1]" in str(caught.value)


def test_definition_files_that_use_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('id = "a"\ntitle = "A"\nuse = ["b.toml"]\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('use = ["a.toml", "b.toml"]\n', encoding="utf-8")
    assert load(tmp_path / "a.toml").title == "A"


def test_a_pack_is_not_unpacked_through_a_link(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    (tmp_path / "pack").write_bytes(packed(path)[0])
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_text("x", encoding="utf-8")
    (tmp_path / "there").symlink_to("elsewhere")
    with pytest.raises(StoreError, match="exists already"):
        unpack(tmp_path / "pack", tmp_path / "there")
    assert [each.name for each in (tmp_path / "elsewhere").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("kind", ["log", "evidence"])
def test_a_link_in_a_folder_is_not_packed_as_what_it_leads_to(kind: str, tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (path / kind).mkdir(exist_ok=True)
    (path / kind / f"x{'.jsonl' if kind == 'log' else '.txt'}").symlink_to(tmp_path / "secret")
    try:
        data = packed(path)[0]
    except WorkbenchError:
        return
    assert b"secret" not in data


# Names that two systems take for one


def test_ids_are_plain_letters_so_no_two_spellings_are_one(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    for spelled in ("caf\u00e9", "cafe\u0301", "Ferry", "FERRY", "a b", "a/b", "a\\b", "..", "-a", "con."):
        path.write_text(f"id = 'a'\ntitle = 'A'\n[[options]]\nid = '{spelled}'\nlabel = 'x'\n", encoding="utf-8")
        with pytest.raises(DefinitionError, match="options"):
            load(path)


@pytest.mark.parametrize("label", ["caf\u00e9", "cafe\u0301"])
def test_a_name_that_a_mac_decomposed_is_the_same_analyst(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ANALYST", label)
    assert identity()[0] == "cafe"


def test_a_table_finds_labels_however_their_letters_are_composed(tmp_path: Path) -> None:
    assert same("cafe\u0301", {"a": "Caf\u00e9"}) == same("caf\u00e9", {"a": "Cafe\u0301"}) == "a"
    path = tmp_path / "t.csv"
    path.write_text(TABLE.replace("Bus", "Cafe\u0301").replace("cost", "cou\u0302t"), encoding="utf-8")
    for spelled in ("co\u00fbt", "cou\u0302t"):
        ranked = rank(path, weights={spelled: 1, "speed": 1})
        assert (ranked.options[0], ranked.criteria[0]) == ("Caf\u00e9", "co\u00fbt")
    path.write_text("option,cost\ncaf\u00e9,1\ncafe\u0301,2\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="stands twice"):
        rank(path, directions="max", weights={"cost": 1})


def test_logs_whose_names_differ_by_case_only_are_two_and_stay_two(tmp_path: Path) -> None:
    """On a system where such names are one, the second could never have been written beside the first."""
    path = small(tmp_path / "study")
    written(path, "ana", note(1))
    (log,) = (path / "log").glob("*-ana-*")
    other = copytree(path, tmp_path / "other")
    written(other, "ana", titled("Another"))
    names = {each.name.casefold() for each in [*(path / "log").iterdir(), *(other / "log").iterdir()]}
    assert len(names) == 3
    merge(path, other)
    assert read(path).study().title == "Another"
    log.rename(log.with_name(log.name.upper().replace(".JSONL", ".jsonl")))
    assert any("-ANA-" in each for each in read(path).warnings)


def test_a_copy_that_a_file_system_renamed_is_read_as_one(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    (entry,) = written(path, "ana", note(1))
    (log,) = (path / "log").glob(f"*-{entry.log}.jsonl")
    (path / "log" / f"{log.stem} (conflicted copy).jsonl").write_bytes(log.read_bytes())
    copied = tmp_path / "copied"
    copy(path, copied)
    assert read(copied).state == read(path).state
    assert len(read(copied).entries) == 2
