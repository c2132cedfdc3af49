"""disputes: what people who had not seen each other's changes say differently, and which value shall stand."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.usecases.arguments import format_as
from workbench.usecases.courtesy import visible_disputes
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.report import Report
    from workbench.store.folder import Folder
    from workbench.store.replica import Dispute

LEFT_TO_DO = 3
"""Exit code: finished, something is left for you."""


def disputes(study: str | Path) -> tuple[Dispute, ...]:
    """Return the keys of a study folder to which people gave different values without having seen each other's.

    Raises
    ------
    UsageError, StoreError
        When it is no study folder, or cannot be read.
    """
    from workbench.usecases.history import open_folder

    return visible_disputes(open_folder(study).replica)


def settle(study: str | Path, key: str, value: Json, why: str, *, analyst: str | None = None) -> None:
    """End a dispute: give the key one value in place of all that are claimed, as a new change.

    Parameters
    ----------
    value
        As it stands in a claim, or another; None takes the key away.
    analyst
        Who settles it; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    UsageError, StoreError
        When the key is in no dispute, there is no reason, the value is none, or the folder cannot be written.
    """
    from workbench.usecases.history import open_folder

    _settle(open_folder(study), key, value, why, analyst)


def _settle(folder: Folder, key: str, value: Json, why: str, analyst: str | None) -> None:
    from workbench.model.change import Change, ChangeSet
    from workbench.store.author import Author
    from workbench.usecases.editing.edits import check_value, settling
    from workbench.usecases.locations import identity

    name, _ = identity(analyst)
    seen = settling(folder.replica, key, why)
    try:
        check_value(key, value)
    except (ValueError, TypeError) as error:
        message = f"{key} cannot be {json.dumps(value, ensure_ascii=False)}: {_first(error)}."
        raise UsageError(message, hint="Nothing was changed.") from error
    author = Author(folder, name)
    try:
        author.append(ChangeSet((Change(key, folder.replica.state.get(key), value),), why), seen=seen)
    finally:
        author.close()


def _first(error: Exception) -> str:
    """Return the first thing that is wrong, in one line."""
    if isinstance(error, TypeError):
        return "it is no record of fields"
    faults: list[dict[str, Any]] = getattr(error, "errors", list)()
    if not faults:
        return str(error).rstrip(".")
    place = ".".join(str(each) for each in faults[0]["loc"])
    return f"{place}: {faults[0]['msg']}".removeprefix(": ").rstrip(".")


def run(
    *,
    study: str,
    settle: str | None,
    claim: int | None,
    value: str | None,
    why: str | None,
    analyst: str | None,
    format: str,  # noqa: A002 - named after the option
) -> Outcome:
    """List what is in dispute, after settling one of them where that is asked for."""
    from workbench.usecases.history import open_folder

    folder = open_folder(study)
    words: list[str] = []
    if settle is not None:
        words.append(_settled(folder, settle, _chosen(folder, settle, claim, value, why or ""), why or "", analyst))
    elif claim is not None or value is not None or why is not None:
        message = "--claim, --value and --why say how a dispute is settled."
        raise UsageError(message, hint="Name it: --settle KEY.")
    left = visible_disputes(folder.replica)
    words += [fault for fault in folder.faults() if " is in dispute: " not in fault]
    code = LEFT_TO_DO if left else 0
    if format == "json":
        return Outcome(text=_json(left), words=tuple(words), exit_code=code)
    if left:
        words.append(how_to_settle(study))
    return Outcome(reports=(_report(folder, left),), words=tuple(words), exit_code=code)


def how_to_settle(study: str | Path) -> str:
    """Return the command that settles a dispute in a study folder."""
    return f"Settle one: workbench disputes {shlex.quote(str(study))} --settle KEY --claim N --why REASON"


def _settled(folder: Folder, key: str, value: Json, why: str, analyst: str | None) -> str:
    from workbench.usecases.editing.change_words import named, shown

    _settle(folder, key, value, why, analyst)
    return f"Settled: {named(key)} is {shown(value)}."


def _chosen(folder: Folder, key: str, claim: int | None, value: str | None, why: str) -> Json:
    """Return the value that a dispute is settled with: one of those claimed, or another."""
    folder.replica.heads_in_dispute(key)
    if (claim is None) == (value is None):
        message = f"{key} is settled with one of its claims, or with another value."
        raise UsageError(message, hint="Give --claim N, as listed, or --value VALUE.")
    if value is not None:
        return _read_value(key, value, why)
    claims = next(each.claims for each in folder.replica.disputes if each.key == key)
    if claim is None or not 1 <= claim <= len(claims):
        message = f"{key} has no claim {claim}."
        raise UsageError(message, hint=f"Give one from 1 to {len(claims)}.")
    return claims[claim - 1].value


def _read_value(key: str, text: str, why: str) -> Json:
    """Return a value from its JSON; a bare number is a score, given for the reason, other bare words are text."""
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {"value": float(value), "rationale": why} if is_number and key.startswith("score/") else value


def _report(folder: Folder, left: Sequence[Dispute]) -> Report:
    from workbench.model.report import Column, Report, Table
    from workbench.usecases.editing.change_words import named, shown

    rows = []
    for dispute in left:
        for number, claim in enumerate(dispute.claims, start=1):
            first = number == 1
            what = (dispute.key, named(dispute.key)) if first else ("", "")
            rows.append((*what, number, shown(claim.value), claim.actor, claim.at, claim.why))
    columns = (
        Column("Key", whole=True),
        Column("What"),
        Column("Claim", align="right"),
        Column("Value"),
        Column("By"),
        Column("When", whole=True),
        Column("Why"),
    )
    count = f"{len(left)} disputes" if len(left) != 1 else "1 dispute"
    finding = f"{count}. Claim 1 stands until it is settled." if left else "Nothing is in dispute."
    tables = (Table("In dispute", columns, tuple(rows)),) if left else ()
    return Report(str(folder.replica.state["study"]["title"]), (), finding, tables)


def _json(left: Sequence[Dispute]) -> str:
    from workbench.formats.record_json import plain

    return json.dumps(plain(left), ensure_ascii=False, indent=1) + "\n"


VERB = Verb(
    name="disputes",
    title="What people say differently without having seen it, and settle it",
    parameters=(
        Parameter("study", "A study folder.", kind="argument", metavar="STUDY"),
        Parameter("settle", "End the dispute about a key, as listed.", metavar="KEY"),
        Parameter("claim", "With the value of that claim, as numbered in the list.", type="whole", metavar="N"),
        Parameter("value", "With another value: a score's number, or JSON; null takes it away.", metavar="VALUE"),
        Parameter("why", "The reason; none is settled without.", metavar="REASON"),
        Parameter("analyst", "Who settles it; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
        format_as("table", "json"),
    ),
    run=run,
)
