"""A verb typed as one line: read like a shell's, run on a study that need not be named."""

from __future__ import annotations

import shlex
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.usecases.verb import Outcome, verbs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.usecases.verb import Parameter, Verb

STUDY_NAMES = ("study", "studies", "into", "first", "before")
"""Arguments that the open study stands for when they are left out, in this order."""

THE_STUDY = "@"
"""The word that names the open study wherever a path is wanted."""


WIDTH = 74
"""Cells of a line of help."""
ACTS = "NAME"
"""How the parameter `analyst` is written where it says who acts, and not whose changes or sheets are meant."""


def run_line(text: str, study: Path, analyst: str | None = None) -> Outcome:
    """Run a line such as `score --explain`, on a study where the line names none.

    Parameters
    ----------
    analyst
        Who acts, where the line names nobody.

    Raises
    ------
    WorkbenchError
        When there is no such verb, the line does not fit it, or the verb fails.
    """
    asked = _help_wanted(text)
    if asked is not None:
        return Outcome(text=help_of(asked))
    verb, values = read_line(text, study)
    if any(each.name == "analyst" and each.metavar == ACTS and not each.many for each in verb.parameters):
        values["analyst"] = values["analyst"] or analyst
    outcome = verb.run(**values)
    if outcome.serving is not None or outcome.completion:
        why = "goes on until it is stopped" if outcome.serving is not None else "writes what a shell reads"
        message = f"{verb.name} {why}; it is run from the shell."
        raise UsageError(message, hint=f"In another terminal: workbench {text}")
    return outcome


def _help_wanted(text: str) -> Verb | None:
    """Return the verb whose help a line asks for."""
    words = text.removeprefix("workbench ").split()
    return verbs().get(words[0]) if words[1:] and words[-1] in {"-h", "--help"} else None


def help_of(verb: Verb) -> str:
    """Return what a verb does and takes, in lines as wide as a small terminal."""
    lines = [*wrap(f"{verb.title}.", WIDTH), ""]
    for each in verb.parameters:
        usual = "" if each.default in {None, ""} else f" Without it: {each.default}."
        names = each.metavar or each.name.upper()
        if each.kind != "argument":
            takes = "" if each.kind == "flag" else f" {each.metavar or ('|'.join(each.choices) or each.name.upper())}"
            names = f"--{_flag(each)}{takes}"
        lines += [f"  {names}", *wrap(f"{each.help}{usual}", WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)]
    return "\n".join([*lines, "", "The open study stands where STUDY is left out; @ names it anywhere else.", ""])


def as_typed_here(words: str) -> str:
    """Return what a verb says with the command to open a study as it is typed on the screen."""
    return words.replace("Open it: workbench open ", "Open it here: :open ")


def can_be_opened(folder: Path) -> None:
    """Read a study folder before the open study is left for it.

    Raises
    ------
    WorkbenchError
        When it is none, or cannot be read.
    """
    from workbench.usecases.load import load

    load(folder)


def read_line(text: str, study: Path) -> tuple[Verb, dict[str, Any]]:
    """Return the verb of a line and the arguments for it.

    Raises
    ------
    UsageError
        When there is no such verb, or the line does not fit it.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        message = f"The line cannot be read: {error}."
        raise UsageError(message, hint="Close every quotation mark.") from None
    if words[:1] == ["workbench"]:
        words = words[1:]
    if not words:
        message = "Nothing was typed."
        raise UsageError(message, hint=nearest("", verbs()))
    words = [str(study) if word == THE_STUDY else word for word in words]
    verb = verbs().get(words[0])
    if verb is None:
        message = f"There is no verb {words[0]!r}."
        raise UsageError(message, hint=nearest(words[0], verbs()))
    return verb, _values(verb, words[1:], str(study))


def _values(verb: Verb, words: Sequence[str], study: str) -> dict[str, Any]:
    given, places = _options(verb, words)
    values: dict[str, Any] = {}
    for each in verb.parameters:
        if each.kind == "flag":
            values[each.name] = each.name in given
        elif each.kind == "option":
            values[each.name] = _option(verb, each, given.get(each.name, []))
    return values | _arguments(verb, places, study)


def _option(verb: Verb, parameter: Parameter, texts: Sequence[str]) -> Any:  # noqa: ANN401 - as the parameter says
    read = [_read(verb, parameter, text) for text in texts]
    if parameter.many:
        return tuple(read)
    if not read and parameter.required:
        message = f"{verb.name} needs --{_flag(parameter)}."
        raise UsageError(message, hint=parameter.help)
    return read[-1] if read else parameter.default


def _options(verb: Verb, words: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the texts of each option that is given, and the words that are no option."""
    flags = {f"--{_flag(each)}": each for each in verb.parameters if each.kind != "argument"}
    flags |= {f"-{each.short}": each for each in verb.parameters if each.short}
    given: dict[str, list[str]] = {}
    places: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, text = word.partition("=")
        if word == "--":
            return given, [*places, *rest]
        if not word.startswith("-") or word == "-" or _is_number(word):
            places.append(word)
        elif name not in flags:
            message = f"{verb.name} has no option {name!r}."
            raise UsageError(message, hint=nearest(name, flags))
        elif flags[name].kind == "flag":
            given[flags[name].name] = []
        elif equals or rest:
            given.setdefault(flags[name].name, []).append(text if equals else rest.pop(0))
        else:
            message = f"{name} needs a value."
            raise UsageError(message, hint=flags[name].help)
    return given, places


def _is_number(word: str) -> bool:
    return word.lstrip("-").replace(".", "", 1).isdigit()


def _flag(parameter: Parameter) -> str:
    return parameter.flag or parameter.name.replace("_", "-")


def _read(verb: Verb, parameter: Parameter, text: str) -> str | float:
    if parameter.choices and text not in parameter.choices:
        message = f"{verb.name}: --{_flag(parameter)} takes no {text!r}."
        raise UsageError(message, hint=nearest(text, parameter.choices))
    if parameter.type not in {"whole", "number"}:
        return text
    try:
        return int(text) if parameter.type == "whole" else float(text)
    except ValueError:
        message = f"{verb.name}: --{_flag(parameter)} takes a number, not {text!r}."
        raise UsageError(message, hint=parameter.help) from None


def _begins_behind(wanted: Sequence[Parameter], stands: str | None, words: Sequence[str]) -> bool:
    """Return whether the first word is a choice of the argument behind the study: then the study was left out."""
    if not words or len(wanted) < 2 or wanted[0].name != stands or len(words) >= len(wanted):  # noqa: PLR2004 - study, what
        return False
    return words[0] in wanted[1].metavar.strip("[]").split("|")


def _arguments(verb: Verb, words: Sequence[str], study: str) -> dict[str, Any]:
    """Share the words out among the arguments; the open study takes the place of one that is left out."""
    wanted = [each for each in verb.parameters if each.kind == "argument"]
    least = sum(not each.optional for each in wanted)
    names = {each.name for each in wanted}
    stands = next((name for name in STUDY_NAMES if name in names), None)
    rest = list(words)
    values: dict[str, Any] = {}
    missing = len(rest) < least or _begins_behind(wanted, stands, rest)
    for place, each in enumerate(wanted):
        after = sum(not other.optional for other in wanted[place + 1 :])
        if each.name == stands and missing:
            values[each.name] = (study,) if each.many else study
        elif each.many:
            values[each.name] = tuple(rest[: max(0, len(rest) - after)])
            del rest[: max(0, len(rest) - after)]
        elif rest:
            values[each.name] = rest.pop(0)
        elif each.optional:
            values[each.name] = None
        else:
            message = f"{verb.name} needs {each.metavar or each.name.upper()}."
            raise UsageError(message, hint=each.help)
    if rest:
        message = f"{verb.name}: {' '.join(rest)!r} is too much."
        raise UsageError(message, hint="Put a text with spaces between quotation marks.")
    return values
