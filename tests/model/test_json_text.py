"""JSON is read as the standard module reads it, but for what no file of ours holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.json_text import read_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_whatever_is_written_is_read_the_same_to_the_last_digit(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=True)
    assert repr(read_json(text.encode())) == repr(json.loads(text))
    if "\\ud" not in text:
        assert repr(read_json(json.dumps(value, ensure_ascii=False).encode())) == repr(value)


@pytest.mark.parametrize("text", [b"", b"NaN", b"[Infinity]", b"-Infinity", b"[1,]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_or_not_finite_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"line 1|recursion|EOF|expected"):
        read_json(text)
