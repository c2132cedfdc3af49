"""Packs: what comes out is what went in, and whatever is not exactly a pack is refused before anything is written."""

from __future__ import annotations

import io
import json
import stat
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.soak import note_figures
from tests.store.writing import FailingDisk, note, small, titled, written
from workbench.errors import StoreError
from workbench.store import pack_check
from workbench.store.folder import read
from workbench.store.pack import packed, unpack
from workbench.store.snapshot import state_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = small(tmp_path / "study")
    written(path, "ana", note(1), titled("A new title"))
    written(path, "bo", note(2))
    return path


@pytest.fixture
def pack(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "study.zip"
    file.write_bytes(packed(folder)[0])
    return file


def files_of(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def remade(pack: Path, change: Callable[[list[tuple[ZipInfo, bytes]]], Any]) -> Path:
    """Write a pack again with its members changed; the list in it stays unless the change mends it."""
    with ZipFile(pack) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    change(members)
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for entry, data in members:
            archive.writestr(entry, data)
    pack.write_bytes(stream.getvalue())
    return pack


def listing(members: list[tuple[ZipInfo, bytes]], **also: Any) -> None:
    """Make the list in a pack fit its members, as somebody who forges one would."""
    manifest = json.loads(members[0][1])
    manifest["files"] = [
        {"name": entry.filename, "size": len(data), "sha256": sha256(data).hexdigest()} for entry, data in members[1:]
    ]
    members[0] = (members[0][0], json.dumps(manifest | also).encode())


def refused(pack: Path, to: Path) -> str:
    with pytest.raises(StoreError) as caught:
        unpack(pack, to)
    assert not to.exists()
    assert not [each for each in to.parent.iterdir() if each.name.startswith(".")]
    return str(caught.value)


def test_what_comes_out_is_what_went_in_to_the_byte(folder: Path, pack: Path, tmp_path: Path) -> None:
    made = unpack(pack, tmp_path / "there")
    assert files_of(tmp_path / "there") == files_of(folder)
    assert made.contents.state == read(folder).state
    assert made.contents.warnings == read(folder).warnings == ()


def test_the_same_study_is_the_same_file_wherever_it_lies(folder: Path, pack: Path, tmp_path: Path) -> None:
    assert packed(folder)[0] == pack.read_bytes()
    unpack(pack, tmp_path / "elsewhere")
    assert packed(tmp_path / "elsewhere")[0] == pack.read_bytes()


def test_a_study_is_packed_while_somebody_writes_and_every_line_is_whole(folder: Path, tmp_path: Path) -> None:
    (log, *_) = sorted((folder / "log").glob("*-bo-*"))
    log.write_bytes(log.read_bytes()[:-40])  # its writer has just begun another line
    file = tmp_path / "study.zip"
    file.write_bytes(packed(folder)[0])
    made = unpack(file, tmp_path / "there")
    assert made.contents.state == read(folder).state
    assert any("cut off" in each or "not closed" in each for each in made.faults())


def test_what_belongs_to_no_study_is_left_behind(folder: Path) -> None:
    (folder / ".secret").write_text("x")
    (folder / "notes.txt").write_text("x")
    (folder / "log" / ".part").write_text("x")
    data, _ = packed(folder)
    with ZipFile(io.BytesIO(data)) as archive:
        assert not {".secret", "notes.txt", "log/.part"} & set(archive.namelist())


def test_a_file_that_packs_very_densely_is_packed_all_the_same(folder: Path, tmp_path: Path) -> None:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "blank.txt").write_bytes(b" " * 1_000_000)
    file = tmp_path / "study.zip"
    file.write_bytes(packed(folder)[0])
    unpack(file, tmp_path / "there")
    assert files_of(tmp_path / "there") == files_of(folder)


HOSTILE = [
    "../outside.jsonl", "log/../../outside.jsonl", "/etc/passwd", "C:\\log\\a.jsonl", "log\\a.jsonl", "log/a/b.jsonl",
    "log/.hidden.jsonl", "log/con.jsonl", "log/a.exe", "log/", "log/a\n.jsonl", "log/\x1b]52;c;.jsonl", "other/a.jsonl",
    "evidence/..", "evidence/a:stream", "evidence/nul.txt", "evidence/name.", "evidence/" + "n" * 300, "autorun.inf",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_no_file_of_a_study_has_is_refused(pack: Path, tmp_path: Path, name: str) -> None:
    def add(members: list[tuple[ZipInfo, bytes]]) -> None:
        members.append((ZipInfo(name), b""))
        listing(members)

    assert "no name that a study's file has" in refused(remade(pack, add), tmp_path / "there")
    assert not (tmp_path / "outside.jsonl").exists()


def test_a_link_in_a_pack_is_refused(pack: Path, tmp_path: Path) -> None:
    def add(members: list[tuple[ZipInfo, bytes]]) -> None:
        link = ZipInfo("evidence/passwords")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        members.append((link, b"/etc/passwd"))
        listing(members)

    assert "no plain file" in refused(remade(pack, add), tmp_path / "there")


@pytest.mark.parametrize(("first", "second"), [("a.txt", "A.TXT"), ("\u00e9", "e\u0301"), ("a.txt", "a.txt")])
def test_two_files_that_one_system_takes_for_one_are_refused(
    pack: Path, tmp_path: Path, first: str, second: str
) -> None:
    def add(members: list[tuple[ZipInfo, bytes]]) -> None:
        members.extend((ZipInfo(f"evidence/{name}"), b"x") for name in (first, second))
        listing(members)

    if first == second:
        with pytest.warns(UserWarning, match="Duplicate name"):
            remade(pack, add)
    else:
        remade(pack, add)
    assert "alike" in refused(pack, tmp_path / "there")


def test_a_bomb_is_refused_before_it_is_unpacked(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(members: list[tuple[ZipInfo, bytes]]) -> None:
        bomb = ZipInfo("evidence/bomb")
        bomb.compress_type = ZIP_DEFLATED
        members.append((bomb, bytes(5_000_000)))
        listing(members)

    monkeypatch.setattr(pack_check, "_content", lambda *_: pytest.fail("it was unpacked"))
    assert "times its size" in refused(remade(pack, add), tmp_path / "there")
    monkeypatch.setattr(pack_check, "LIMITS", pack_check.Limits(unpacked=1_000_000))
    assert "at most 1,000,000" in refused(pack, tmp_path / "there")


def test_a_file_longer_than_the_list_says_is_not_read_to_its_end(pack: Path, tmp_path: Path) -> None:
    def lengthen(members: list[tuple[ZipInfo, bytes]]) -> None:
        members[-1] = (members[-1][0], members[-1][1] + b"x" * 100)

    assert "longer than it should be" in refused(remade(pack, lengthen), tmp_path / "there")


def test_a_changed_file_is_named(pack: Path, tmp_path: Path) -> None:
    def change(members: list[tuple[ZipInfo, bytes]]) -> None:
        entry, data = members[1]
        members[1] = (entry, data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])

    found = refused(remade(pack, change), tmp_path / "there")
    assert "log/" in found
    assert "digest differs" in found


def test_a_log_left_out_with_the_list_made_to_fit_replays_to_another_study(pack: Path, tmp_path: Path) -> None:
    def leave_out(members: list[tuple[ZipInfo, bytes]]) -> None:
        members[:] = [each for each in members if "-bo-" not in each[0].filename]
        listing(members)

    assert "another study" in refused(remade(pack, leave_out), tmp_path / "there")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "no packed study of this program"),
        ({"version": 99}, "a newer workbench"),
        ({"files": None}, "cannot be read"),
        ({"files": [{"name": []}]}, "cannot be read"),
        ({"state": "no digest"}, "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(pack: Path, tmp_path: Path, change: dict[str, Any], words: str) -> None:
    def put(members: list[tuple[ZipInfo, bytes]]) -> None:
        members[0] = (members[0][0], json.dumps(json.loads(members[0][1]) | change).encode())

    assert words in refused(remade(pack, put), tmp_path / "there")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"not a zip" * 100])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "study.zip"
    file.write_bytes(data)
    assert "is not unpacked" in refused(file, tmp_path / "there")


def test_another_way_of_compressing_is_refused(pack: Path, tmp_path: Path) -> None:
    def change(members: list[tuple[ZipInfo, bytes]]) -> None:
        members[-1][0].compress_type = ZIP_BZIP2

    assert "compressed in a way" in refused(remade(pack, change), tmp_path / "there")


def test_something_behind_the_end_is_refused(pack: Path, tmp_path: Path) -> None:
    with ZipFile(pack, "a") as archive:
        archive.comment = b"something else"
    assert "behind its end" in refused(pack, tmp_path / "there")


def damaged(data: bytes, place: int, kind: str) -> bytes:
    place %= len(data)
    return {
        "flip": data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :],
        "cut": data[:place],
        "zeros": data[:place] + bytes(min(64, len(data) - place)) + data[place + 64 :],
        "twice": data[:place] + data[max(0, place - 64) : place] + data[place:],
    }[kind]


def tried(data: bytes, place: int, kind: str, folder: Path, to: Path) -> str:
    """Unpack a damaged pack: refused in words, or exactly the study that was packed."""
    changed = damaged(data, place, kind)
    file = to.with_suffix(".zip")
    file.write_bytes(changed)
    try:
        unpack(file, to)
    except StoreError:
        assert not to.exists()
        return "refused"
    assert files_of(to) == files_of(folder), (place, kind)
    return "whole"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    path = small(tmp_path_factory.mktemp("pack") / "study")
    written(path, "ana", note(1))
    return path, packed(path)[0]


@given(place=st.integers(0, 10**6), kind=st.sampled_from(["flip", "cut", "zeros", "twice"]))
def test_a_damaged_pack_is_refused_or_whole(
    example: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory, place: int, kind: str
) -> None:
    folder, data = example
    tried(data, place, kind, folder, tmp_path_factory.mktemp("there") / "study")


@pytest.mark.soak
def test_every_byte_of_a_pack_may_be_damaged(
    example: tuple[Path, bytes], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    folder, data = example
    ends = [
        tried(data, place, kind, folder, tmp_path / f"{kind}{place}")
        for place in range(0, len(data), 2)
        for kind in ("flip", "cut", "zeros", "twice")
    ]
    note_figures(record_property, "damaged packs", tried=len(ends), refused=ends.count("refused"))


def test_a_folder_that_cannot_be_written_to_the_end_leaves_nothing(pack: Path, tmp_path: Path) -> None:
    for call in range(1, 40):
        to = tmp_path / f"there{call}"
        disk = FailingDisk(call)
        try:
            unpack(pack, to, disk=disk)
        except StoreError:
            assert not to.exists() or state_digest(read(to).state) == state_digest(read(tmp_path / "study").state)
        else:
            break
    else:
        pytest.fail("it never succeeded")
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]
