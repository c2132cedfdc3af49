"""Arguments that several verbs take, how their texts are read, and how a result is handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.usecases.verb import Outcome, Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.report import Report

STUDY = Parameter(
    "study", "A study folder, a source file or the id of a shipped study.", kind="argument", metavar="STUDY"
)
STUDIES = Parameter(
    "studies",
    "Study folders, source files or ids of shipped studies.",
    kind="argument",
    many=True,
    metavar="STUDY",
)
METHOD = Parameter("method", "The method; `workbench methods` lists them.", default="value_tree", metavar="METHOD")
PARAMETER = Parameter(
    "parameter",
    "A parameter of the method: one value, several as a,b,c, or by criterion as cost:2,time:3.",
    short="p",
    many=True,
    metavar="NAME=VALUE",
)
WEIGHTS = Parameter("weights", "Which weight set; equal lets siblings count equally.", metavar="SET")
VIEW = Parameter("view", "Whose judgement: an analyst, a side, or panel.", metavar="VIEW")
PROFILE = Parameter("profile", "Which criteria count; all for every one.", metavar="PROFILE")
OPTION_SET = Parameter("option_set", "Which options are compared; all for every one.", metavar="SET")
AGGREGATOR = Parameter(
    "aggregator", "A rule for one group: arithmetic, geometric or minimum.", many=True, metavar="GROUP=RULE"
)
READING = (WEIGHTS, VIEW, PROFILE, OPTION_SET, AGGREGATOR)
"""How a study is read."""
OUTPUT = Parameter(
    "output", "Write to a file instead; its ending says the form.", short="o", type="path", metavar="FILE"
)


def format_as(first: str, *others: str) -> Parameter:
    """Return the option that chooses between forms of output; the first is the default."""
    return Parameter("format", "What is written.", default=first, choices=(first, *others))


def pairs(texts: Sequence[str], shape: str) -> dict[str, str]:
    """Return the names and values of texts such as NAME=VALUE.

    Raises
    ------
    UsageError
        When a text is not of that shape, or a name is given twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not name or not equals or not value:
            message = f"{text!r} is not of the form {shape}."
            raise UsageError(message)
        if name in found:
            message = f"{name} is given twice."
            raise UsageError(message)
        found[name] = value
    return found


def read_values(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return parameters as what they read as: see `read_value`."""
    return {name: read_value(name, text) for name, text in texts.items()}


def read_value(name: str, text: str) -> Any:  # noqa: ANN401 - a number, a word, or several of them
    """Return a number, a word, a tuple of `a,b,c`, a pair of `low..high`, or a mapping of `cost:2,time:3`.

    A key of two names, `a/b:0.1`, is a pair.

    Raises
    ------
    UsageError
        When some parts are named and some are not, or a name stands twice.
    """
    parts = text.split(",")
    if not any(":" in part for part in parts):
        return tuple(map(_single, parts)) if len(parts) > 1 else _single(text)
    named: dict[str | tuple[str, ...], Any] = {}
    for part in parts:
        key, colon, value = part.rpartition(":")
        if not colon or not key or not value:
            message = f"{name}={text}: {part!r} is not of the form NAME:VALUE."
            raise UsageError(message, hint="Name every value, or none: q=cost:2,time:3 or q=2,3.")
        pair = tuple(key.split("/"))
        if (pair if len(pair) > 1 else key) in named:
            message = f"{name}={text}: {key!r} stands twice."
            raise UsageError(message)
        named[pair if len(pair) > 1 else key] = _single(value)
    return named


def _single(text: str) -> Any:  # noqa: ANN401 - a number, a pair of them, or a word
    low, dots, high = text.partition("..")
    try:
        return (float(low), float(high)) if dots else float(text)
    except ValueError:
        return text


ENDINGS = {"": "table", ".txt": "table", ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx"}
"""Which form of output a file's ending stands for."""


def form_of(output: str | None, chosen: str, *forms: str) -> str:
    """Return in which of a verb's forms its result is written: the one its file's ending says, else the chosen one.

    Raises
    ------
    UsageError
        When nothing is written under such an ending, or it says another form than the one that was asked for.
    """
    if output is None:
        return chosen
    known = {ending: form for ending, form in ENDINGS.items() if form in forms}
    ending = Path(output).suffix.lower()
    if ending not in known:
        message = f"{output}: nothing is written here as {ending}."
        raise UsageError(message, hint=f"Possible: {', '.join(each for each in known if each)}.")
    said = known[ending]
    if chosen != "table" and said not in {"table", chosen}:
        message = f"{output} would hold {said}, and --format says {chosen}."
        raise UsageError(message, hint="Leave --format out, or end the name otherwise.")
    return said if chosen == "table" else chosen


def handed_over(
    data: str | bytes | Sequence[Report], output: str | None, words: Sequence[str] = (), code: int = 0
) -> Outcome:
    """Return a verb's outcome: reports or a text, on standard output or in a file; bytes in a file only."""
    if output is None and not isinstance(data, bytes):
        if isinstance(data, str):
            return Outcome(text=data, words=tuple(words), exit_code=code)
        return Outcome(reports=tuple(data), words=tuple(words), exit_code=code)
    from workbench.formats.text import report_text
    from workbench.usecases.output import write_output

    if not isinstance(data, (str, bytes)):
        data = "\n".join(report_text(each) for each in data)
    content = data.encode(errors="backslashreplace") if isinstance(data, str) else data
    return Outcome(words=(*words, write_output(str(output), content)), exit_code=code)
