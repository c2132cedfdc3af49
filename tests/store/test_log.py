"""The lines of logs: what each says of itself and of others, and what is noticed when one is not as it was."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from tests.store.writing import log_of, note, small, titled, written
from workbench.model.change import ChangeSet
from workbench.store.author import Author
from workbench.store.folder import Folder, read

if TYPE_CHECKING:
    from pathlib import Path


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def warnings(path: Path) -> str:
    return "\n".join(read(path).warnings)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small(tmp_path / "study")


def test_a_line_carries_its_place_its_chain_and_what_it_has_seen(study: Path) -> None:
    (first,) = written(study, "ana", titled("One"))
    (second,) = written(study, "bo", titled("Two"))
    line = lines_of(log_of(study, second))[0]
    checksum, _, text = line.rstrip(b"\n").partition(b" ")
    body = json.loads(text)
    assert int(checksum, 16) == crc32(text)
    assert (body["id"], body["who"], body["why"]) == (second.id, "bo", "better: Two")
    assert body["changes"][0]["seen"] == [first.id]
    assert body["lam"] > first.lamport
    assert list(body["others"]) == [log_of(study, first).stem]
    assert [json.loads(each[9:])["end"] for each in lines_of(log_of(study, first))[1:]] == [1]


def test_several_values_changed_together_stand_in_one_line(study: Path) -> None:
    together = ChangeSet((*note(1).changes, *note(2).changes, *note(3).changes), "pasted")
    (entry,) = written(study, "ana", together)
    assert len(lines_of(log_of(study, entry))) == 2
    assert {"option/o1", "option/o2", "option/o3"} <= set(read(study).state)


def test_a_line_cut_off_while_it_was_written_is_left_out_and_reported(study: Path) -> None:
    author = Author(Folder(study), "ana")
    author.append(note(1))
    entry = author.append(note(2))
    log = log_of(study, entry)
    log.write_bytes(log.read_bytes()[:-20])
    assert "option/o1" in read(study).state
    assert "option/o2" not in read(study).state
    assert "the last line was cut off while it was written; it was never acknowledged" in warnings(study)


def test_a_log_without_its_closing_record_is_reported(study: Path) -> None:
    entry = written(study, "ana", note(1), note(2))[-1]
    log = log_of(study, entry)
    assert warnings(study) == ""
    log.write_bytes(b"".join(lines_of(log)[:-1]))
    assert f"{log.stem} is not closed" in warnings(study)
    assert "2 lines were read" in warnings(study)


def test_a_cut_tail_that_another_log_has_seen_is_reported_with_both_numbers(study: Path) -> None:
    entry = written(study, "ana", note(1), note(2), note(3))[-1]
    written(study, "bo", note(4))
    log = log_of(study, entry)
    log.write_bytes(lines_of(log)[0])
    assert f"log/{log.stem} ends at line 1" in warnings(study)
    assert "mentions line 4" in warnings(study)
    log.unlink()
    assert f"log/{log.stem} is missing" in warnings(study)
    assert {"option/o4"} <= set(read(study).state)


def test_a_log_whose_writer_is_gone_is_reported_until_somebody_has_gone_on_from_there(study: Path) -> None:
    process = os.fork()
    if process == 0:
        Author(Folder(study), "ana").append(note(1))
        os._exit(0)
    os.waitpid(process, 0)
    assert "is not closed" in warnings(study)
    assert "is not closed" in warnings(study)
    written(study, "bo", note(2))
    assert warnings(study) == ""
    (log,) = study.glob("log/*-ana-*")
    log.write_bytes(b"")
    assert "ends at line 0" in warnings(study)


@pytest.mark.parametrize(
    ("change", "said", "kept"),
    [
        (lambda lines: [lines[0], lines[1].replace(b"Option 2", b"Option X"), *lines[2:]], "line 2 is damaged", {1, 3}),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "out of order", {1, 2, 3}),
        (lambda lines: [lines[0], lines[1], lines[1], *lines[2:]], "line 3 stands there a second time", {1, 2, 3}),
        (lambda lines: [lines[0], *lines[2:]], "line 2 is missing, 1 of 4", {1, 3}),
        (lambda lines: [lines[0], b"\n", *lines[1:]], "line 2 is damaged", {1, 2, 3}),
        (lambda lines: [*lines[:2], b"\0" * 50, *lines[2:]], "line 3 is damaged", {1, 2}),
    ],
    ids=["flipped", "swapped", "repeated", "removed", "inserted", "zeros"],
)
def test_damage_is_named_and_every_sound_line_is_read(study: Path, change: object, said: str, kept: set[int]) -> None:
    log = log_of(study, written(study, "ana", note(1), note(2), note(3))[-1])
    data = b"".join(change(lines_of(log)))  # type: ignore[operator]
    log.write_bytes(data)
    state = read(study).state
    assert {number for number in (1, 2, 3) if f"option/o{number}" in state} == kept
    assert said in warnings(study)
    assert log.read_bytes() == data


def test_a_line_of_another_log_is_not_taken_for_one_of_this(study: Path) -> None:
    (alien,) = written(study, "bo", note(9))
    log = log_of(study, written(study, "ana", note(1))[-1])
    foreign = lines_of(log_of(study, alien))[0]
    log_of(study, alien).unlink()
    log.write_bytes(b"".join([*lines_of(log), foreign]))
    assert "option/o9" not in read(study).state
    assert f"belongs to the log {alien.log}" in warnings(study)


def test_another_line_under_a_number_that_is_taken_is_refused_and_reported(study: Path) -> None:
    log = log_of(study, written(study, "ana", note(1))[-1])
    text = lines_of(log)[0][9:-1].replace(b"Option 1", b"Option 7")
    log.write_bytes(b"".join([*lines_of(log), b"%08x %b\n" % (crc32(text), text)]))
    assert read(study).state["option/o1"] == {"label": "Option 1"}
    assert "another line with the number 1" in warnings(study)


def test_a_line_that_was_rewritten_with_a_right_checksum_breaks_the_chain(study: Path) -> None:
    log = log_of(study, written(study, "ana", note(1), note(2))[-1])
    first, *rest = lines_of(log)
    text = first[9:-1].replace(b"Option 1", b"Option 7")
    log.write_bytes(b"".join([b"%08x %b\n" % (crc32(text), text), *rest]))
    assert "line 2 does not follow the line before it" in warnings(study)


def test_a_sound_line_that_holds_no_entry_is_damaged(study: Path) -> None:
    log = log_of(study, written(study, "ana", note(1))[-1])
    for text in (b"[1]", b"7", b"{}", b'{"id":"x"}', b"[" * 5000, b"nonsense", b'{"id":3,"lam":1}'):
        with log.open("ab") as file:
            file.write(b"%08x %b\n" % (crc32(text), text))
    assert "option/o1" in read(study).state
    assert warnings(study).count("is damaged") == 7


def test_a_copy_that_a_sync_client_renamed_belongs_to_the_same_log(study: Path) -> None:
    log = log_of(study, written(study, "ana", note(1), note(2))[-1])
    data = log.read_bytes()
    log.with_name(f"{log.stem} (Ana's conflicted copy).jsonl").write_bytes(data)
    log.write_bytes(lines_of(log)[0])
    assert {"option/o1", "option/o2"} <= set(read(study).state)
    assert warnings(study) == ""


def test_a_change_waits_for_the_changes_it_rests_on_and_is_reported(study: Path) -> None:
    (first,) = written(study, "ana", titled("One"))
    (second,) = written(study, "bo", titled("Two"))
    late = log_of(study, first)
    data = late.read_bytes()
    late.unlink()
    folder = Folder(study)
    contents = folder.contents
    assert [entry.id for entry in contents.waiting] == [second.id]
    assert contents.study().title == "A small study"
    assert any(f"A change by bo of {second.at}" in each and "waits for line 1" in each for each in contents.warnings)
    late.write_bytes(data)
    assert folder.refresh() == {"study": contents.state["study"]}
    assert folder.contents.study().title == "Two"
    assert folder.contents.warnings == ()


def test_nobody_waits_for_a_line_that_is_damaged_and_what_it_replaced_is_asked_for(study: Path) -> None:
    first = written(study, "ana", titled("One"), note(1))[0]
    written(study, "bo", titled("Two"))
    log = log_of(study, first)
    log.write_bytes(log.read_bytes().replace(b"better: One", b"better: 0ne"))
    contents = read(study)
    assert contents.waiting == ()
    # What the damaged line replaced cannot be known any more: nobody decides that silently.
    (dispute,) = contents.disputes
    assert {claim.value["title"] for claim in dispute.claims} == {"Two", "A small study"}


def test_only_what_is_new_is_read_again(study: Path) -> None:
    folder = Folder(study)
    author = Author(Folder(study), "bo")
    author.append(note(1))
    assert set(folder.refresh()) == {"option/o1"}
    assert folder.refresh() == {}
    author.append(note(2))
    (log,) = study.glob("log/*-bo-*")
    asked: list[int] = []
    reading = folder.disk.read

    def counted(path: Path, start: int = 0) -> bytes:
        asked.append(start)
        return reading(path, start)

    folder.disk.read = counted  # type: ignore[method-assign]
    assert set(folder.refresh()) == {"option/o2"}
    assert asked == [len(lines_of(log)[0])]
    author.close()
