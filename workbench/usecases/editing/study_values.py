"""What people type into a study's fields, read: numbers, choices, lists of ids, scales and value functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.usecases.editing.structure import FIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.change import Json
    from workbench.usecases.editing.study_entries import Entry

YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
MOST_LEVELS = 11


def read_value(entry: Entry, text: str) -> Json:
    """Return the plain value of a text; None where the field is to go.

    Raises
    ------
    UsageError
        When the text is none of what the field takes.
    """
    words = text.strip()
    if not words:
        return None
    if entry.kind in {"choice", "relation"} and words not in entry.choices:
        message = f"{entry.label} cannot be {words!r}."
        raise UsageError(
            message, hint=nearest(words, entry.choices) if entry.choices else "There is nothing to choose."
        )
    read: dict[str, Callable[[str], Json]] = {
        "number": _number,
        "flag": _flag,
        "sources": lambda given: [{"location": each.strip()} for each in given.split(";") if each.strip()],
        "scale": _scale,
        "function": _function,
        "relation": _relation,
    }
    if entry.kind == "ids":
        return _ids(entry, words)
    return read[entry.kind](words) if entry.kind in read else (text.strip() if entry.kind == "long" else words)


def plain_reason(error: Exception, labels: Mapping[str, str] | None = None) -> str:
    """Return the reason a record gave, without the library's frame around it.

    Parameters
    ----------
    labels
        What fields are called on the page, by their names with dots.
    """
    problems = getattr(error, "errors", None)
    if not callable(problems):
        return str(error)
    first = problems()[0]
    where = ".".join(str(each) for each in first["loc"] if each not in {"leaf", "group", "computed"})
    called = (labels or {}).get(where, where)
    if first["type"] == "missing":
        return f"“{called}” is empty"
    text = str(first["msg"]).removeprefix("Value error, ")
    return f"{called}: {text}" if where else text


def _number(text: str) -> float:
    try:
        return float(text.replace("−", "-"))
    except ValueError:
        message = f"“{text}” is no number."
        raise UsageError(message, hint="Write it with a decimal point.") from None


def _flag(text: str) -> bool:
    if text.casefold() not in (*YES, *NO):
        message = f"“{text}” is neither yes nor no."
        raise UsageError(message)
    return text.casefold() in YES


def _ids(entry: Entry, text: str) -> list[str]:
    names = text.replace(",", " ").split()
    for name in names:
        if entry.choices and name not in entry.choices:
            message = f"There is no {name!r} to choose."
            raise UsageError(message, hint=nearest(name, entry.choices))
    return list(dict.fromkeys(names))


def _relation(text: str) -> Json:
    """Return who answers to whom: a government and a public, each by its side."""
    government, _, public = text.partition(" to ")
    return {"government": government, "public": public}


def _scale(text: str) -> Json:
    """Return a scale: `levels N`, or UNIT WORST BEST."""
    words = text.split()
    if words[0] == "levels" and len(words) == 2 and words[1].isdecimal():  # noqa: PLR2004 - levels N
        count = int(words[1])
        if not 2 <= count <= MOST_LEVELS:  # noqa: PLR2004 - two ends
            message = f"{count} levels are too {'few' if count < 2 else 'many'}."  # noqa: PLR2004 - two ends
            raise UsageError(message, hint=f"From 2 to {MOST_LEVELS}.")
        return {"kind": "anchored", "levels": _levels(count)}
    try:
        *unit, worst, best = words
        ends = _number(worst), _number(best)
    except ValueError:
        unit = []
    if not unit:
        message = f"“{text}” is no scale."
        raise UsageError(message, hint="Write `levels 5`, or unit, worst and best: M EUR per year 40 0.")
    return {"kind": "measured", "unit": " ".join(unit), "worst": ends[0], "best": ends[1]}


def _levels(count: int) -> list[dict[str, Any]]:
    """Return levels from 0 to 100 at equal distances, to be described."""
    values = [round(100 * place / (count - 1), 6) for place in range(count)]
    if count == len(FIVE):
        values = [float(each) for each, _ in FIVE]
    return [
        {"value": value, "label": f"level {place}", "descriptor": f"level {place}, not described yet"}
        for place, value in enumerate(values, start=1)
    ]


def _function(text: str) -> Json:
    """Return a value function: its kind, and its numbers."""
    kind, *rest = text.split()
    hint = "Write linear; exponential 1.5; target 30; or piecewise 0:0 50:80 100:100."
    try:
        if kind == "linear" and not rest:
            return {"kind": "linear"}
        if kind == "exponential" and len(rest) == 1:
            return {"kind": "exponential", "curvature": _number(rest[0])}
        if kind == "target" and len(rest) == 1:
            return {"kind": "target", "target": _number(rest[0])}
        if kind == "piecewise" and rest:
            pairs = [each.split(":") for each in rest]
            points = [{"performance": _number(at), "value": _number(worth)} for at, worth in pairs]
            return {"kind": "piecewise", "points": points}
    except ValueError:
        pass
    message = f"“{text}” is no value function."
    raise UsageError(message, hint=hint)
