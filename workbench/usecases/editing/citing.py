"""Passages for a score: linked, unlinked, and one's own source and quotation added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.model.change import Change, ChangeSet
from workbench.usecases.editing.structure import named_id

if TYPE_CHECKING:
    from workbench.usecases.session import Session

LONGEST_WORDS = 15
"""Words of a quotation that are kept short on purpose; longer ones are taken, and said."""


def linked(session: Session, option: str, criterion: str, evidence: str, relation: str | None) -> ChangeSet:
    """Return the change set that links a passage to the analyst's score of a cell, or takes the link away.

    Raises
    ------
    ValueError
        When the relation is none of supports, contradicts, defines and context.
    """
    score = session.judgement(option, criterion)
    links: list[dict[str, Any]] = [each.model_dump(mode="json") for each in score.evidence] if score else []
    kept = [each for each in links if each["id"] != evidence]
    if relation is not None:
        kept.append({"id": evidence, "relation": relation})
    return session.rescore(option, criterion, evidence=kept)


def cited(session: Session, cell: tuple[str, str], passage: tuple[str, str, str], relation: str) -> ChangeSet:
    """Return the change set that adds a source with a quotation of one's own and links it to a cell.

    Parameters
    ----------
    passage
        The source as one cites it, the place in it, and the quotation. A source that is there already is used again.

    Raises
    ------
    ValueError
        When one of the three is empty or no valid text.
    """
    citation, location, quotation = (" ".join(text.split()) for text in passage)
    if not citation or not location or not quotation:
        message = "a source, a place in it and a quotation are needed"
        raise ValueError(message)
    study, state = session.study, session.state
    document = next((each.id for each in study.documents if each.citation == citation), None)
    changes: list[Change] = []
    if document is None:
        document = named_id(citation, (key.split("/")[1] for key in state if key.startswith("document/")))
        changes += [
            Change(f"document/{document}", None, {"citation": citation}),
            _listed(session, "document", document),
        ]
    name = named_id(f"{document} {location}", (key.split("/")[1] for key in state if key.startswith("evidence/")))
    value = {"document": document, "location": location, "quotation": quotation}
    changes += [Change(f"evidence/{name}", None, value), _listed(session, "evidence", name)]
    link = linked(session, *cell, name, relation)
    return ChangeSet((*changes, *link.changes), f"cited {citation}, {location}")


def _listed(session: Session, kind: str, name: str) -> Change:
    before = session.state.get(f"order/{kind}")
    return Change(f"order/{kind}", before, [*(before or []), name])
