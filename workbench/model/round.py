"""Rounds: the analysts score apart, then see each other's scores, discuss, and score again."""

from __future__ import annotations

from typing import Literal

from workbench.model.record import Id, Record, Text
from workbench.model.score import Score


class Round(Record):
    """One round of scoring; its id is its number.

    What the analysts scored apart is kept in the round itself when it is revealed, so that it survives every later
    change of the scores, a merge, and the way through a source text.
    """

    id: Id
    state: Literal["open", "revealed", "closed"] = "open"
    """Scoring apart; everybody sees everything and the widest cells are discussed; over."""
    analysts: tuple[Id, ...] = ()
    """Who takes part."""
    facilitator: Id | None = None
    """Who opened it; while it is open they see all scores, unless they take part."""
    note: Text = ""
    scores: tuple[Score, ...] = ()
    """The participants' own scores as they were when the round was revealed."""
    shown_to: Id | None = None
    """In a copy that was read while the round was open: for whom; the other participants' scores are not in it."""
