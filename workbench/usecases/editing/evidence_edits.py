"""The change sets by which somebody adds a source and a quotation of their own, and links it to their scores."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from workbench.errors import UsageError, nearest
from workbench.model.change import Change, ChangeSet
from workbench.model.evidence import Document, Evidence, Relation
from workbench.model.state import score_key, score_value
from workbench.usecases.editing.edits import joining, rescored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.study import Study

MOST_WORDS = 15
"""Words of a quotation: enough to find the passage, and no more than may be quoted anywhere."""

ELISION = "[...]"


def quoted(
    study: Study, *, document: str, location: str, quotation: str, citation: str = "", name: str = "", note: str = ""
) -> tuple[ChangeSet, str]:
    """Return the change set that adds a quotation, with its document where that is new, and the quotation's id.

    Parameters
    ----------
    document
        The id of the document; a new one needs its citation.
    location
        Where in the document: a page, a section, a note.
    name
        The quotation's id; by default made from its first words.

    Raises
    ------
    UsageError
        When the quotation is longer than 15 words, has no place, or names a document that is not there.
    """
    words = quotation.replace(ELISION, " ").split()
    if not words or len(words) > MOST_WORDS:
        message = f"The quotation has {len(words)} words; it may have 1 to {MOST_WORDS}."
        raise UsageError(message, hint=f"Quote the words that carry the point; {ELISION} marks what is left out.")
    if not location.strip():
        message = "A quotation needs its place in the document."
        raise UsageError(message, hint="Give a page, a section or a note.")
    known = {each.id for each in study.documents}
    if document not in known and not citation.strip():
        message = f"The study has no document {document!r}."
        raise UsageError(message, hint=f"{nearest(document, known)} A new one needs its citation.")
    taken = {each.id for each in study.evidence}
    if name in taken:
        message = f"The study has evidence {name!r} already."
        raise UsageError(message, hint="Choose another id, or link to that one.")
    name = name or _free(_slug(words), taken)
    try:
        made = Evidence(
            id=name, document=document, location=location, quotation=quotation, elided=ELISION in quotation, note=note
        )
        new = [] if document in known else _added(study, "document", Document(id=document, citation=citation))
    except ValueError as error:
        message = f"{name!r} or {document!r} is no id."
        raise UsageError(message, hint="An id has lower-case letters, digits and single hyphens.") from error
    return ChangeSet((*new, *_added(study, "evidence", made)), f"quoted: {name}"), name


def _added(study: Study, kind: str, record: Document | Evidence) -> list[Change]:
    present = [each.id for each in (study.documents if kind == "document" else study.evidence)]
    value = record.model_dump(mode="json", exclude_defaults=True, exclude={"id"})
    return [
        Change(f"{kind}/{record.id}", None, value),
        Change(f"order/{kind}", present or None, [*present, record.id]),
    ]


def _slug(words: list[str]) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(words[:4])).encode("ascii", "ignore").decode().lower()
    return f"e-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:50].strip('-')}".rstrip("-")


def _free(name: str, taken: set[str]) -> str:
    return next(each for place in range(len(taken) + 2) if (each := f"{name}-{place}" if place else name) not in taken)


def linked(
    study: Study, analyst: tuple[str, str], name: str, cells: Mapping[tuple[str, str], str], why: str = ""
) -> ChangeSet:
    """Return the change set that links a piece of evidence to an analyst's own scores.

    A score that the analyst has only taken over becomes their own, with its number and its links; its reason does not,
    since somebody else wrote it.

    Parameters
    ----------
    analyst
        Id and label; who is not in the study yet joins it.
    name
        The evidence's id.
    cells
        By option and criterion, how it bears on the score: supports, contradicts, defines or context.
    why
        A reason that is written for each of these scores.

    Raises
    ------
    UsageError
        When a cell is not there, or the relation is none.
    """
    who, label = analyst
    changes = [] if who in study.analyst else list(joining(study, who, label).changes)
    base = who if who in study.analyst else study.starting_point
    for (option, criterion), relation in cells.items():
        _check(study, option, criterion, relation)
        own = study.score.get((option, criterion, who))
        standing = study.judgement(option, criterion, base)
        links = [{"id": each.id, "relation": str(each.relation)} for each in (standing.evidence if standing else ())]
        link = {"id": name, "relation": relation}
        fields: dict[str, object] = {"evidence": [*(each for each in links if each != link), link]}
        if why.strip():
            fields["rationale"] = why
        cell = {"option": option, "criterion": criterion, "analyst": who}
        old = score_value(own) if own else None
        changes.append(Change(score_key(option, criterion, who), old, rescored(own, standing, cell, fields)))
    return ChangeSet(tuple(changes), why or f"linked: {name}")


def _check(study: Study, option: str, criterion: str, relation: str) -> None:
    for name, known, kind in (
        (option, {each.id for each in study.options}, "option"),
        (criterion, {each.id for each in study.leaves}, "criterion to score on"),
    ):
        if name not in known:
            message = f"The study has no {kind} {name!r}."
            raise UsageError(message, hint=nearest(name, known))
    if relation not in list(Relation):
        message = f"{relation!r} is no way in which evidence bears on a score."
        raise UsageError(message, hint=nearest(relation, [str(each) for each in Relation]))
