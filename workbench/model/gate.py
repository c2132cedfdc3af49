"""Gates: what an option must reach before it is compared with others."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from workbench.model.record import Id, Number, Record, Text


class Gate(Record):
    """A must-have on one criterion, applied before scoring; no gain elsewhere makes up for it."""

    id: Id
    criterion: Id
    """A leaf; the bound is in the unit of its scale, a computed leaf's from 0 to 100."""
    at_least: Number | None = None
    at_most: Number | None = None
    why: Text
    """The reason, printed beside every option that fails."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.at_least is None and self.at_most is None:
            message = "give at_least or at_most, in the unit of the criterion's scale"
            raise ValueError(message)
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            message = f"at_least {self.at_least:g} is above at_most {self.at_most:g}: nothing could pass"
            raise ValueError(message)
        if not self.why.strip():
            message = "the reason is empty; say why an option must have this"
            raise ValueError(message)
        return self
