"""What the tests of the store share: a disk of which any call can be made to fail."""

from __future__ import annotations

import pytest

from tests.store.writing import Trouble


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """Every disk of this process, none of whose calls fails yet."""
    return Trouble(monkeypatch)
