"""JSON read by the library that reads records, which takes two thirds of the standard module's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import from_json

if TYPE_CHECKING:
    from workbench.model.change import Json


def read_json(text: bytes) -> Json:
    """Return the value of a JSON text.

    Raises
    ------
    ValueError
        When it is none, or holds a number that is not finite.
    """
    return from_json(text, allow_inf_nan=False, cache_strings="keys")
