"""A field is opened with what stands in it, so that Enter alone changes nothing."""

from __future__ import annotations

import pytest

from workbench.usecases.editing.study_entries import shown_value


@pytest.mark.parametrize("value", [0.0, 25.0, 33.3, 1234567.5, 98765432.0, 0.000123456789, -2.5])
def test_a_number_is_shown_with_all_its_digits(value: float) -> None:
    assert float(shown_value(value)) == value


def test_a_whole_number_has_no_point() -> None:
    assert shown_value(98765432.0) == "98765432"
