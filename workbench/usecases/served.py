"""What somebody may do to whom a study is served: the link says who they are, and this says what that lets them do.

In a shared folder names are claims, since whoever can write files can write any name. Here nobody writes files: every
change passes `ServedSession`, and every typed line `run_served_line`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.usecases.session import Session
from workbench.usecases.typed_command import read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from workbench.model.change import Change, ChangeSet
    from workbench.model.evaluation import StudyEvaluation
    from workbench.usecases.verb import Outcome, Verb

LINES = {
    "bilateral": {},
    "check": {},
    "diff": {},
    "disputes": {"settle": None, "claim": None, "value": None, "why": None, "analyst": None},
    "evidence": {"quote": None, "document": None, "citation": None, "id": None, "why": None, "analyst": None},
    "explain": {},
    "history": {},
    "panel": {},
    "robustness": {},
    "rounds": {"action": None, "analyst": None},
    "score": {},
}  # fmt: skip
"""The verbs that a served screen runs: those that read the open study. Of each, the arguments that stay unused."""
STUDIES = ("study", "studies")
"""Arguments that name studies: only the open one may stand there."""
SHARED = frozenset({"study", "criterion", "option", "evidence", "document", "weights", "setting", "order"})
"""Kinds of keys that belong to no single analyst."""
OWN = frozenset({"score", "analyst"})
"""Kinds of keys that belong to the analyst whose id ends them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a link of their own."""

    id: str
    label: str
    reads_only: bool = False


class NotAllowedError(UsageError):
    """Something that the link does not let its holder do."""


def refusal(person: Person, changes: Iterable[Change]) -> str:
    """Return why somebody may not make some changes; nothing where they may."""
    if person.reads_only:
        return f"Nothing was changed: the link of {person.label} is for reading."
    for change in changes:
        kind, _, rest = change.key.partition("/")
        owner = rest.rpartition("/")[2]
        if kind in OWN and owner != person.id:
            return f"Nothing was changed: this would change what belongs to {owner}; only their own link does that."
        if kind not in SHARED | OWN:
            what = "rounds are opened and revealed" if kind == "round" else f"{kind} is changed"
            return f"Nothing was changed: {what} by whoever serves the study, not from the browser."
    return ""


class ServedSession(Session):
    """A session of somebody who came by a link: changes that the link does not allow are not made."""

    def __init__(self, path: Path, person: Person, **settings: Any) -> None:  # noqa: ANN401 - as a session takes them
        super().__init__(path, (person.id, person.label), **settings)
        self.person = person
        self.on_refused: Callable[[str], None] = lambda _words: None
        """Told what was refused, since whoever makes a change expects it made."""

    def apply(self, changes: ChangeSet) -> StudyEvaluation | None:
        """Make a change set part of the study, or leave the study as it is and say why."""
        try:
            return super().apply(changes)
        except NotAllowedError as error:
            self.on_refused(str(error))
            return self.evaluation

    def _perform(
        self, changes: ChangeSet, *, undoes: str = "", seen: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        why_not = refusal(self.person, changes.changes)
        if why_not:
            raise NotAllowedError(why_not)
        super()._perform(changes, undoes=undoes, seen=seen)


def run_served_line(text: str, study: Path) -> Outcome:
    """Run a line that was typed in a served screen: a verb that reads the open study, and no other file.

    Raises
    ------
    WorkbenchError
        When the verb is none of these, names a file or another study, or fails.
    """
    verb, values = read_line(text, study)
    _check_line(verb, values, study)
    return verb.run(**values)


def _check_line(verb: Verb, values: Mapping[str, Any], study: Path) -> None:
    if verb.name not in LINES:
        message = f"{verb.name} is not run from the browser."
        raise NotAllowedError(message, hint=f"{nearest(verb.name, LINES)} The report is a link above the screen.")
    unused = LINES[verb.name]
    for parameter in verb.parameters:
        value = values.get(parameter.name)
        if parameter.name in STUDIES:
            named = [value] if isinstance(value, str) else list(value or ())
            if any(each != str(study) for each in named):
                message = f"{verb.name} is run from the browser on the open study only."
                raise NotAllowedError(message, hint="Leave the study's name out.")
        elif value and (parameter.type == "path" or parameter.name in unused):
            message = f"{verb.name} takes no {parameter.name.replace('_', ' ')} from the browser."
            raise NotAllowedError(message, hint="What it prints is shown; nothing is written on the other machine.")
