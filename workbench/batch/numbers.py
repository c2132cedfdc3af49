"""Columns of numbers, however they were written, and which of their rows hold none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix

NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
"""A number as it can be written; with a decimal point."""
WHOLE = 1e15
"""Below this, every whole number is told from its neighbors by a float."""

WITH_COMMA = re.compile(r"[+-]?[0-9.]*(,[0-9.]+)+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of shape (n_rows,)."""

    numbers: Matrix
    """NaN where there is none."""
    empty: Mask | None
    """Where nothing stands; None: nowhere."""
    wrong: Mask | None
    """Where something stands that is no finite number; None: nowhere."""
    ends: tuple[float, float] | None = None
    """The lowest and the highest, where every row holds a finite number."""

    def text(self, column: Any, row: int) -> str:  # noqa: ANN401 - an Arrow column
        """Return what stands in a row, as text."""
        return written(column[row].as_py())


def written(value: Any) -> str:  # noqa: ANN401 - what a cell holds
    """Return a cell as text; a whole number as people write it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE:
        return str(int(value))
    return "" if value is None else str(value)


def no_number(text: str) -> str:
    """Return what is wrong with a cell that holds no finite number."""
    if WITH_COMMA.fullmatch(text.strip()):
        return "this is no finite number: commas are not read; write a decimal point and no separators of thousands"
    return "this is no finite number"


def read_numbers(column: Any) -> Numbers:  # noqa: ANN401 - an Arrow column
    """Return an Arrow column of numbers or of texts as floats."""
    arrow = need_arrow()
    types = arrow.types
    kind = column.type
    if types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if types.is_string(kind) or types.is_large_string(kind):
        return _read_texts(column)
    if types.is_null(kind):
        nothing = np.ones(len(column), dtype=bool)
        return Numbers(np.full(len(column), np.nan), nothing, ~nothing)
    if not (types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind)):
        empty = _mask(column.is_null())
        return Numbers(np.full(len(column), np.nan), empty, ~empty)
    floats = column if kind == arrow.float64() else column.cast(arrow.float64())
    if not floats.null_count:
        numbers = _floats(floats)
        # Both ends pass NaN on: where they are finite, all between them is.
        ends = (float(numbers.min()), float(numbers.max())) if len(numbers) else (0.0, 0.0)
        if isfinite(ends[0]) and isfinite(ends[1]):
            return Numbers(numbers, None, None, ends)
        finite = np.isfinite(numbers)
        return Numbers(np.where(finite, numbers, np.nan), None, None if finite.all() else ~finite)
    empty = _mask(floats.is_null())
    numbers = _floats(floats.fill_null(0.0))
    finite = np.isfinite(numbers)
    return Numbers(np.where(finite & ~empty, numbers, np.nan), empty, ~finite)


def _read_texts(column: Any) -> Numbers:  # noqa: ANN401 - an Arrow column
    import pyarrow as pa
    from pyarrow import compute

    trimmed = compute.utf8_trim_whitespace(column)
    empty = _mask(compute.fill_null(compute.equal(trimmed, ""), True))  # noqa: FBT003 - Arrow's own shape
    written = _mask(compute.fill_null(compute.match_substring_regex(trimmed, NUMBER), False))  # noqa: FBT003
    texts = compute.if_else(pa.array(written), trimmed, "nan")
    # Arrow reads no plus sign in front of a number.
    numbers = _floats(compute.replace_substring_regex(texts, r"^\+", "").cast(pa.float64()))
    finite = np.isfinite(numbers)
    return Numbers(np.where(finite, numbers, np.nan), empty, ~empty & ~finite)


def _floats(column: Any) -> Matrix:  # noqa: ANN401 - an Arrow column without gaps
    chunks = getattr(column, "chunks", None)
    if chunks is not None:
        column = chunks[0] if len(chunks) == 1 else column.combine_chunks()
    floats: Matrix = column.to_numpy(zero_copy_only=False)
    return floats


def _mask(column: Any) -> Mask:  # noqa: ANN401 - an Arrow column of truths
    chunks = getattr(column, "chunks", None)
    mask: Mask = (column.combine_chunks() if chunks is not None else column).to_numpy(zero_copy_only=False)
    return mask.astype(bool)
