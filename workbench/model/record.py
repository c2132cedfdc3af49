"""The base of every record of a study, and the kinds of text and number that records are made of."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

LONGEST_TEXT = 10_000
"""UTF-16 units in one text: a third of what an Excel cell holds."""


def clean_text(text: str) -> str:
    """Return text in one normal form (NFC, line feeds), or refuse what no screen or sheet can show."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for character in "" if text.isprintable() else text:
        if (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t") or character in "\ufffe\uffff":
            message = f"contains the character U+{ord(character):04X}, which cannot be shown; remove it"
            raise ValueError(message)
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        message = f"is longer than {LONGEST_TEXT:,} characters; shorten it"
        raise ValueError(message)
    return text


Text = Annotated[str, AfterValidator(clean_text)]
"""Any text a person wrote."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""Lower-case letters, digits and single hyphens, at most 64: safe as a key, a file name and a cell."""

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
"""A finite number; text and true/false are refused."""

Flag = Annotated[bool, Strict()]


class Record(BaseModel):
    """A frozen record; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Record):
    """Where a definition comes from: a place in a document of the study, or a source in words alone."""

    document: Id | None = None
    location: Text


def _as_sources(value: object) -> object:
    """Accept one source or plain words where a list of sources is meant."""
    if isinstance(value, str | dict):
        value = [value]
    if isinstance(value, list):
        return tuple({"location": each} if isinstance(each, str) else each for each in value)
    return value


Sources = Annotated[tuple[Source, ...], BeforeValidator(_as_sources)]
