"""Assignments: which analyst is to score which options on which criteria."""

from __future__ import annotations

from workbench.model.record import Id, Record, Text


class Assignment(Record):
    """A part of the cells that one analyst is to score."""

    id: Id
    analyst: Id
    options: tuple[Id, ...] = ()
    """Without one, every option."""
    criteria: tuple[Id, ...] = ()
    """Leaves, or groups for all below them; without one, every leaf."""
    note: Text = ""
