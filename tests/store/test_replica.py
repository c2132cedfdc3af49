"""What is current, what is in dispute, and that the order of arrival makes no difference."""

from __future__ import annotations

import json
import shutil
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.soak import note_figures
from tests.store.writing import UnsyncedDisk, note, small, titled, written
from workbench.errors import UsageError, WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.store.author import Author
from workbench.store.folder import Folder, read
from workbench.store.merge import merge
from workbench.store.orders import joined
from workbench.store.replica import Replica

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEYS = ("study", "option/ferry", "setting/view", "order/option")
WHO = ("ana", "bo", "cy")
QUICK = UnsyncedDisk()


@pytest.fixture
def parted(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one study."""
    here = small(tmp_path / "here")
    there = tmp_path / "there"
    shutil.copytree(here, there)
    return here, there


def test_two_values_of_one_key_are_a_dispute_whoever_looks(parted: tuple[Path, Path]) -> None:
    here, there = parted
    (bos,) = written(here, "bo", titled("By Bo"))
    (anas,) = written(there, "ana", titled("By Ana"))
    for into, other in ((here, there), (there, here)):
        folder, _ = merge(into, other)
        (dispute,) = folder.replica.disputes
        assert dispute.key == "study"
        said = [(claim.actor, claim.value["title"], claim.why, claim.entry) for claim in dispute.claims]
        assert said == [("ana", "By Ana", "better: By Ana", anas.id), ("bo", "By Bo", "better: By Bo", bos.id)]
        # Meanwhile the first analyst's value stands, on both sides the same, and a warning says so.
        assert folder.contents.study().title == "By Ana"
        assert "study is in dispute: 2 values by ana and bo; the one by ana" in " ".join(folder.contents.warnings)


def test_two_who_say_the_same_are_in_no_dispute(parted: tuple[Path, Path]) -> None:
    here, there = parted
    written(here, "bo", titled("Same"))
    written(there, "ana", titled("Same"))
    folder, _ = merge(here, there)
    assert folder.replica.disputes == ()
    written(here, "cy", titled("Next"))
    assert read(here).study().title == "Next"
    assert read(here).disputes == ()


def test_one_who_removes_what_another_changes_is_in_dispute_with_them(parted: tuple[Path, Path]) -> None:
    here, there = parted
    written(here, "bo", ChangeSet((Change("option/ferry", {}, None),), "gone"))
    written(there, "cy", ChangeSet((Change("option/ferry", {}, {"label": "New ferry"}),)))
    (dispute,) = merge(here, there)[0].replica.disputes
    assert [claim.value for claim in dispute.claims] == [None, {"label": "New ferry"}]


def test_in_a_dispute_an_ordinary_change_replaces_only_what_is_ones_own(parted: tuple[Path, Path]) -> None:
    here, there = parted
    written(here, "bo", titled("By Bo"))
    written(there, "ana", titled("By Ana"))
    merge(here, there)
    written(here, "bo", titled("By Bo again"))
    (dispute,) = read(here).disputes
    assert [claim.value["title"] for claim in dispute.claims] == ["By Ana", "By Bo again"]


def test_only_a_dispute_can_be_settled(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="setting/view is in no dispute"):
        Folder(small(tmp_path / "study")).replica.heads_in_dispute("setting/view")


def test_two_who_add_to_a_list_are_in_no_dispute(parted: tuple[Path, Path]) -> None:
    here, there = parted
    for path, who, name in ((here, "bo", "tunnel"), (there, "ana", "rail")):
        new = ChangeSet(
            (
                Change(f"option/{name}", None, {"label": name}),
                Change("order/option", ["ferry", "bridge"], ["ferry", "bridge", name]),
            )
        )
        written(path, who, new)
    for into, other in ((here, there), (there, here)):
        folder, _ = merge(into, other)
        assert folder.replica.disputes == ()
        assert [option.id for option in folder.contents.study().options] == ["ferry", "bridge", "rail", "tunnel"]


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ((["a", "b"], ["a", "b", "c"], ["a", "x", "b"]), ["a", "x", "b", "c"]),
        ((["a", "b"], ["b", "a"]), None),
        ((["a"], ["b"]), ["a", "b"]),
        ((["a", "b", "c"], ["c", "d"]), ["a", "b", "c", "d"]),
        ((["a", "b"], ["z", "a"]), ["z", "a", "b"]),
        (([], ["a"]), ["a"]),
    ],
)
def test_orders_are_joined_or_contradict_each_other(orders: tuple[list[str], ...], expected: list[str] | None) -> None:
    assert joined(orders) == expected


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=4))
def test_a_joined_order_keeps_every_order_in_it(orders: list[list[str]]) -> None:
    result = joined(orders)
    if result is not None:
        assert sorted(result) == sorted({name for order in orders for name in order})
        for order in orders:
            assert [name for name in result if name in order] == order


def test_whatever_the_order_of_arrival_the_state_is_the_same(parted: tuple[Path, Path]) -> None:
    here, there = parted
    written(here, "bo", titled("1"), titled("2"))
    written(there, "ana", titled("3"), note(1))
    merge(here, there)
    written(here, "cy", note(1, {"label": "Option 1"}), titled("4"))
    entries = Folder(here).entries
    states = set()
    for order in permutations(entries):
        replica = Replica()
        for entry in order:
            replica.add((entry,), lambda _: False)
        assert not replica.waiting
        states.add(json.dumps([replica.state, [str(each) for each in replica.disputes]], sort_keys=True))
    assert len(states) == 1


steps = st.lists(
    st.tuples(st.sampled_from(["put", "remove", "undo", "redo", "merge", "settle"]), st.integers(0, 2),
              st.integers(0, 3), st.integers(0, 5)),
    min_size=2,
    max_size=14,
)  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_three_copies_edited_undone_and_merged_in_any_order_converge(
    steps: list[tuple[str, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _converge(steps, tmp_path_factory.mktemp("copies"))


@pytest.mark.soak
def test_a_thousand_times_three_copies_converge(
    tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    tried: list[int] = []

    @settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=steps)
    def converge(steps: list[tuple[str, int, int, int]]) -> None:
        tried.append(_converge(steps, tmp_path_factory.mktemp("copies")))

    converge()
    note_figures(record_property, "three replicas", tried=len(tried), acknowledged=sum(tried))


def _converge(steps: list[tuple[str, int, int, int]], base: Path) -> int:
    """Take steps on three copies and bring them together; return how many changes were made."""
    copies = [small(base / "0", disk=QUICK)]
    copies += [base / "1", base / "2"]
    for copy in copies[1:]:
        shutil.copytree(copies[0], copy)
    made: set[str] = set()
    for action, place, key, value in steps:
        made |= _take(copies, action, place, KEYS[key], value)
    for into in copies:
        for other in copies:
            if into != other:
                merge(into, other, disk=QUICK)
    for other in copies[1:]:
        merge(copies[0], other, disk=QUICK)
    results = [read(copy) for copy in copies]
    for contents in results:
        assert made <= {entry.id for entry in contents.entries}
        assert contents.waiting == ()
        assert contents.state == results[0].state
        assert contents.disputes == results[0].disputes
    shutil.rmtree(base)
    return len(made)


def _take(copies: list[Path], action: str, place: int, key: str, value: int) -> set[str]:
    """Do one thing on one of the copies, and return the ids of the changes that this has made."""
    path = copies[place]
    if action == "merge":
        merge(path, copies[value % 3], disk=QUICK)
        return set()
    folder = Folder(path, disk=QUICK)
    author = Author(folder, WHO[place])
    known = set(folder.replica.entries)
    old = folder.replica.state.get(key)
    try:
        if action in {"undo", "redo"}:
            author.undo() if action == "undo" else author.redo()
        elif action == "settle":
            for dispute in folder.replica.disputes[:1]:
                settled = ChangeSet((Change(dispute.key, old, dispute.claims[-1].value),), "settled")
                author.append(settled, seen={dispute.key: folder.replica.heads(dispute.key)})
        elif action == "put" or key != "study":
            author.append(ChangeSet((Change(key, old, None if action == "remove" else _value(key, value)),)))
    except WorkbenchError as refusal:
        assert "cannot be taken back" in refusal.message  # noqa: PT017 - a refusal is one of the ways it may go
    finally:
        author.close()
    return set(folder.replica.entries) - known


def _value(key: str, value: int) -> Any:
    if key == "study":
        return {"id": "small", "title": f"Title {value}"}
    if key == "order/option":
        return [["ferry", "bridge"], ["bridge", "ferry"], ["ferry", "bridge", f"new-{value}"]][value % 3]
    return {"label": f"Ferry {value}"} if key.startswith("option") else f"analyst-{value}"
