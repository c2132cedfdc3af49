"""Garbage is collected in pauses, and while somebody types only when there is very much of it."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from workbench.tui.running.tidying import AT_LAST, WORTH_IT, tidy_in_pauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("keys", "new", "collected"), [(0, WORTH_IT, True), (0, WORTH_IT - 1, False), (1, AT_LAST, False)]
)
def test_when_garbage_is_collected(monkeypatch: pytest.MonkeyPatch, keys: int, new: int, *, collected: bool) -> None:
    looks: list[Callable[[], None]] = []
    app: Any = SimpleNamespace(is_headless=False, keys_taken=7, set_interval=lambda _, look: looks.append(look))
    done: list[bool] = []
    tidy_in_pauses(app)
    monkeypatch.setattr(gc, "get_count", lambda: (new, 0, 0))
    monkeypatch.setattr(gc, "collect", lambda: done.append(True))
    app.keys_taken += keys

    looks[0]()

    assert bool(done) is collected


def test_the_objects_of_a_few_keys_are_not_searched_by_python_itself() -> None:
    app: Any = SimpleNamespace(is_headless=False, keys_taken=0, set_interval=lambda *_: None)
    tidy_in_pauses(app)
    gc.collect()
    searches: list[str] = []
    gc.callbacks.append(lambda phase, _: searches.append(phase))
    try:
        kept = [[number] for number in range(20_000)]
    finally:
        gc.callbacks.pop()
    assert len(kept) == 20_000
    assert searches == []
