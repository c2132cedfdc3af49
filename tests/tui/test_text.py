"""Fitting text into cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.model.record import clean_text
from workbench.tui.text.fitting import cleaned, crop, fit, one_line, right, stack, told_apart, wrap

TEXTS = st.text(max_size=60)


@given(TEXTS, st.integers(0, 40))
def test_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(one_line(text), width)) == width


@given(TEXTS, st.integers(1, 40))
def test_text_at_the_right_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(right(one_line(text), width)) == width


@given(TEXTS, st.integers(4, 40), st.integers(1, 4))
def test_wrapped_text_never_leaves_its_box(text: str, width: int, most: int) -> None:
    for lines in (wrap(text, width, most), stack(text, width, most)):
        assert len(lines) <= most
        assert all(cell_len(line) <= width for line in lines)


@given(TEXTS)
def test_one_line_holds_nothing_that_moves_the_cursor(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\u202e" not in line


@given(st.text(max_size=60))
def test_cleaned_text_is_taken_by_every_record(text: str) -> None:
    kept, dropped = cleaned(text)
    clean_text(kept)
    assert dropped >= 0


def test_cleaning_drops_control_characters_and_counts_them() -> None:
    assert cleaned("a\x1b[31mb\r\nc\td\x00") == ("a[31mb\nc\td", 2)


@pytest.mark.parametrize("text", ["移民政策の評価基準", "e\u0301e\u0301e\u0301e\u0301", "👩‍👩‍👧 family", "a\u0300" * 9])
def test_wide_and_combining_characters_keep_their_columns(text: str) -> None:
    for width in range(2, 12):
        assert cell_len(crop(text, width)) <= width
        assert cell_len(fit(text, width)) == width


def test_siblings_lose_what_all_of_them_begin_with() -> None:
    labels = ["Channels this gives: from here", "Channels this gives: to there"]
    assert told_apart(labels, 12) == ["from here", "to there"]


def test_siblings_that_would_be_cut_alike_are_shortened_by_words() -> None:
    labels = ["Northern government to northern public", "Northern government to southern public"]
    short = told_apart(labels, 26)
    assert short[0] != short[1]
    assert all(cell_len(label) <= 26 for label in short)


def test_labels_that_fit_stay_as_they_are() -> None:
    assert told_apart(["Cost of a thing", "Cost of a road"], 20) == ["Cost of a thing", "Cost of a road"]


def test_a_long_word_goes_on_after_its_joints() -> None:
    assert wrap("yes·depends·yes", 12, 3) == ["yes·depends·", "yes"]
    assert wrap("depends·depends", 10, 3) == ["depends·", "depends"]
    assert wrap("unbreakable", 5, 3) == ["unbre", "akabl", "e"]


def test_headings_are_broken_with_hyphens() -> None:
    assert stack("Co-development of everything", 7, 4) == ["Co-", "develo-", "pment", "of eve…"]
