"""Profiles: which criteria count together."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from workbench.model.record import Id, Record, Text


class Profile(Record):
    """A choice of leaves; groups without a chosen leaf drop out, and weights are shared among those that stay."""

    id: Id
    label: Text
    leaves: Annotated[tuple[Id, ...], Field(min_length=1)]
    weight_set: Id | None = None
    """The weights this profile is read with, where they are not the study's."""
