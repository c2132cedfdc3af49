"""Result records become plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from math import inf, nan

import numpy as np
import pytest

from workbench.formats.record_json import plain


class Color(Enum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    number: float
    hidden: object = field(default=None, repr=False)


def test_records_arrays_and_pairs_of_ids_become_plain_data() -> None:
    thing = {"a": Inner(1.5), ("x", "y"): np.array([[1.0, nan], [inf, 2.0]]), "c": (Color.RED, None, True, 3)}
    assert plain(thing) == {
        "a": {"number": 1.5},
        "x/y": [[1.0, None], [None, 2.0]],
        "c": ["red", None, True, 3],
    }


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        plain(object())
