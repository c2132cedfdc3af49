"""Results that stand in a folder already: whose they are, and that no other input's batch replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.batch.write import read_facts
from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MANIFEST = "manifest.json"
MOST_NAMES = 3


def check_standing(out: Path, names: Sequence[str], study: str | None = None) -> None:
    """Refuse a folder with the finished results of another input; the same one, changed or not, goes on.

    Parameters
    ----------
    names
        The input's files, or the studies that are scored.
    study
        The study whose scenarios the files hold; None where studies are scored.

    Raises
    ------
    UsageError
        When no file or study is one that the results there come from, or they are of another study.
    """
    facts = read_facts(out / MANIFEST)
    if facts is None:
        return
    theirs, of = _names_in(facts), _study_in(facts)
    if of == study and (not theirs or set(theirs) & set(names)):
        return
    message = f"{out} holds the finished results of {_said(theirs, of)}, and this is {_said(names, study)}."
    raise UsageError(message, hint="Name another folder with --out, or take that one away first.")


def _names_in(facts: Mapping[str, Any]) -> list[str]:
    given = facts.get("input", facts.get("studies"))
    every = given if isinstance(given, list) else []
    return [str(each.get("file", "") if isinstance(each, dict) else each) for each in every]


def _study_in(facts: Mapping[str, Any]) -> str | None:
    study = facts.get("study")
    return str(study.get("id", "")) if isinstance(study, dict) else None


def _said(names: Sequence[str], study: str | None) -> str:
    listed = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    return listed if study is None else f"{listed} for the study {study}"
