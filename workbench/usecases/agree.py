"""agree: write down what the panel settled on in a cell, with minority notes; the individual scores stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.usecases.arguments import STUDY, pairs
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.study import Study


def agree(
    study: str | Path,
    option: str,
    criterion: str,
    value: float | tuple[float, float] | str | None,
    why: str,
    *,
    minority: Mapping[str, str] | None = None,
    analyst: str | None = None,
) -> Study:
    """Write an agreed value into a study folder, and return the study.

    Parameters
    ----------
    value
        A raw performance, an interval, a kind of missing ("not-known", "not-applicable"), or None to take the agreed
        value away again.
    why
        Why the panel settled on it; without a reason it is refused.
    minority
        By analyst, what those who do not share it want kept beside it.
    analyst
        Who writes it down; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the value is none, there is no reason, or the folder cannot be written.
    """
    return _agreed(study, (option, criterion), value, why, minority=minority or {}, analyst=analyst)[0]


def _agreed(
    study: str | Path,
    cell: tuple[str, str],
    value: float | tuple[float, float] | str | None,
    why: str,
    *,
    minority: Mapping[str, str],
    analyst: str | None,
) -> tuple[Study, tuple[str, ...]]:
    from workbench.errors import UsageError
    from workbench.usecases.editing.group_edits import agreed_on, no_longer_agreed
    from workbench.usecases.editing.writing import write

    fields = _fields(value) | {
        "rationale": why,
        "minority": tuple({"analyst": name, "text": text} for name, text in minority.items()),
    }
    try:
        written = write(
            study,
            analyst,
            lambda whole, _: (
                no_longer_agreed(whole, *cell, why) if value is None else agreed_on(whole, *cell, **fields)
            ),
        )
    except ValueError as error:
        message = f"{value!r} is nothing that a panel can settle on."
        raise UsageError(
            message, hint="Give a number, an interval such as 25..50, not-known or not-applicable."
        ) from error
    return written.study, written.faults


def _fields(value: float | tuple[float, float] | str | None) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"low": float(value[0]), "high": float(value[1])}
    if isinstance(value, str):
        return {"missing": value}
    return {"value": None if value is None else float(value)}


def run(
    *,
    study: str,
    option: str,
    criterion: str,
    value: str,
    why: str,
    minority: Sequence[str],
    analyst: str | None,
) -> Outcome:
    """Write one agreed value."""
    notes = pairs(minority, "ANALYST=TEXT")
    _, faults = _agreed(study, (option, criterion), _read(value), why, minority=notes, analyst=analyst)
    if value == NONE:
        return Outcome(words=(*faults, f"No longer agreed: {option}, {criterion}."))
    noted = f" Minority: {', '.join(notes)}." if notes else ""
    return Outcome(words=(*faults, f"Agreed: {option}, {criterion}, {value}.{noted} The individual scores stay."))


NONE = "none"


def _read(text: str) -> float | tuple[float, float] | str | None:
    low, dots, high = text.partition("..")
    try:
        return (float(low), float(high)) if dots else float(text)
    except ValueError:
        return None if text == NONE else text


VERB = Verb(
    name="agree",
    title="Write down what the panel settled on in a cell, with minority notes",
    parameters=(
        STUDY,
        Parameter("option", "The option's id.", kind="argument", metavar="OPTION"),
        Parameter("criterion", "The criterion's id.", kind="argument", metavar="CRITERION"),
        Parameter(
            "value",
            "A number, an interval such as 25..50, not-known, not-applicable, or none to take it away.",
            kind="argument",
            metavar="VALUE",
        ),
        Parameter("why", "Why the panel settled on it.", required=True, metavar="TEXT"),
        Parameter("minority", "What an analyst who does not share it wants kept.", many=True, metavar="ANALYST=TEXT"),
        Parameter("analyst", "Who writes it down; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
    ),
    run=run,
)
