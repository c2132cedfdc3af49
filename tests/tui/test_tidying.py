"""Garbage is collected in pauses, and while somebody types only when there is very much of it."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from workbench.tui.tidying import AT_LAST, WORTH_IT, tidy_in_pauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("keys", "searches", "collected"),
    [(0, WORTH_IT, True), (0, WORTH_IT - 1, False), (1, WORTH_IT, False), (1, AT_LAST, True)],
)
def test_when_garbage_is_collected(
    monkeypatch: pytest.MonkeyPatch, keys: int, searches: int, *, collected: bool
) -> None:
    looks: list[Callable[[], None]] = []
    app: Any = SimpleNamespace(is_headless=False, keys_taken=7, set_interval=lambda _, look: looks.append(look))
    done: list[bool] = []
    tidy_in_pauses(app)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, searches))
    monkeypatch.setattr(gc, "collect", lambda: done.append(True))
    app.keys_taken += keys

    looks[0]()

    assert bool(done) is collected


def test_python_does_not_search_through_all_by_itself_meanwhile() -> None:
    app: Any = SimpleNamespace(is_headless=False, keys_taken=0, set_interval=lambda *_: None)
    tidy_in_pauses(app)
    gc.collect()
    for _ in range(100_000):
        pair: list[Any] = [[]]
        pair[0].append(pair)
    assert gc.get_count()[2] > WORTH_IT
