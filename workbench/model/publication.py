"""A publication: the pages of one study for one audience, before they have a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from workbench.model.evaluation import Run, StudyFacts
    from workbench.model.picture import Picture
    from workbench.model.report import Report

Audience: TypeAlias = Literal["minister", "annex", "public"]
"""Who reads it: one page for who decides, everything for who checks, a summary without the scorers for the public."""

AUDIENCES: dict[Audience, str] = {
    "minister": "one page for who decides",
    "annex": "everything, for who checks it",
    "public": "a summary for the public, without scorers' names",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a report, and pictures that say the same as some of its tables."""

    report: Report
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """The pages of a study with all that no copy may lose."""

    facts: StudyFacts
    run: Run
    audience: Audience
    about: tuple[tuple[str, str], ...]
    """What identifies the result, in words: label and text."""
    pages: tuple[Page, ...]
