"""The two worked examples: one desk reading, and two invented panels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TESTS
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.usecases.load import load

if TYPE_CHECKING:
    from workbench.model.bilateral import Bilateral
    from workbench.model.study import Study


@pytest.fixture(scope="session")
def two_sides() -> Study:
    return load("two-sides-example")


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """What independent scripts computed from the two invented panels."""
    text = (TESTS / "golden" / "two-sides-example.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    return values


@pytest.fixture(scope="session")
def panels(two_sides: Study) -> Bilateral:
    return bilateral_study(two_sides)


@pytest.fixture(scope="session")
def desk_reading(shipped: Study) -> Bilateral:
    return bilateral_study(shipped)
