"""Scores of many cells at once, filled or pasted: one change set, so that one undo takes them back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from workbench.model.change import Change, ChangeSet
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.criterion import Leaf
    from workbench.model.option import Option
    from workbench.model.score import Score
    from workbench.usecases.session import Session

Cell = tuple[str, str]
"""Option and criterion, by id."""
MISSING_WORDS = {each.value: each.value for each in Missing} | {"n/a": "not-applicable", "?": "not-known"}
TO = ".."
"""What stands between the ends of an interval."""


def rescored_cells(session: Session, fields: Mapping[Cell, Mapping[str, Any]], why: str) -> ChangeSet:
    """Return the change set that gives cells the analyst's own scores; cells that would stay as they are are left out.

    Raises
    ------
    ValueError
        When the fields of a cell make no valid score.
    """
    changes: dict[str, Change] = {}
    for (option, criterion), given in fields.items():
        for each in session.rescore(option, criterion, **given).changes:
            if each.old != each.new:
                changes.setdefault(each.key, each)
    return ChangeSet(tuple(changes.values()), why)


def cleared_cells(session: Session, cells: Sequence[Cell], why: str) -> ChangeSet:
    """Return the change set that takes the analyst's own scores of cells away."""
    own = [cell for cell in cells if session.own_score(*cell) is not None]
    return ChangeSet(tuple(each for cell in own for each in session.clear(*cell).changes), why)


def score_text(score: Score | None) -> str:
    """Return a score as it stands in a spreadsheet cell: a number, `low..high`, a kind of missing, or nothing."""
    if score is None:
        return ""
    if score.missing is not None:
        return score.missing.value
    if score.low is not None and score.high is not None:
        return f"{score.low:.10g}{TO}{score.high:.10g}"
    return f"{score.value:.10g}"


def turned(text: str) -> str:
    """Return tab-separated text with its rows as columns; a row that ends early has empty cells there."""
    rows = list(csv.reader(io.StringIO(text), dialect="excel-tab"))
    width = max(map(len, rows), default=0)
    stream = io.StringIO()
    writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
    writer.writerows(zip(*([*row, *[""] * (width - len(row))] for row in rows), strict=True))
    return stream.getvalue()


def copied(session: Session, leaves: Sequence[Leaf], options: Sequence[Option], *, headings: bool) -> str:
    """Return cells as tab-separated text, as spreadsheets take it: criteria in rows, options in columns."""
    stream = io.StringIO()
    writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
    if headings:
        writer.writerow(["", *(_safe(each.label) for each in options)])
    for leaf in leaves:
        texts = [score_text(session.judgement(option.id, leaf.id)) for option in options]
        writer.writerow([_safe(leaf.label), *texts] if headings else texts)
    return stream.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def read_pasted(
    text: str, leaves: Sequence[Leaf], options: Sequence[Option], start: tuple[int, int]
) -> tuple[dict[Cell, dict[str, Any]], tuple[str, ...]]:
    """Return the scores that a pasted table gives, and what is wrong with it.

    Parameters
    ----------
    leaves, options
        The rows and columns of the grid.
    start
        Row and column of the first pasted cell. A table with headings goes where its headings say.
    """
    table = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), dialect="excel-tab"))
    while table and not any(each.strip() for each in table[-1]):
        table.pop()
    if not table:
        return {}, ("Nothing was pasted.",)
    named = _named(options)
    heads = [_key(each) for each in table[0][1:]]
    while heads and not heads[-1]:
        heads.pop()
    known = [each in named for each in heads]
    if any(known) and not _is_number(table[0][0]):
        if not all(known):
            return {}, (f"There is no option {table[0][1 + known.index(False)]!r} in the grid.",)
        return _by_name(table, leaves, [named[each] for each in heads])
    rows, columns = leaves[start[0] :], options[start[1] :]
    wide = max(len(row) for row in table)
    if len(table) > len(rows) or wide > len(columns):
        size, room = f"{len(table)} × {wide}", f"{len(rows)} × {len(columns)}"
        hint = (
            "copy it without its headings, or with every option's name above"
            if table[0] and not _is_number(table[0][-1])
            else ""
        )
        return {}, (f"there is room for {room} cells from here, {size} were given{f'; {hint}' if hint else ''}.",)
    return _read(table, rows, columns)


def _named(records: Sequence[Any]) -> dict[str, Any]:
    return {name: each for each in records for name in (_key(each.label), each.id)}


def _key(text: str) -> str:
    return " ".join(text.removeprefix("'").split()).casefold()


def _is_number(text: str) -> bool:
    return text.strip().removeprefix("-").replace(".", "", 1).isdigit()


def _by_name(
    table: Sequence[Sequence[str]], leaves: Sequence[Leaf], columns: Sequence[Option]
) -> tuple[dict[Cell, dict[str, Any]], tuple[str, ...]]:
    named = _named(leaves)
    unknown = [row[0] for row in table[1:] if row and _key(row[0]) not in named]
    if unknown:
        return {}, (f"There is no criterion {unknown[0]!r} in the grid.",)
    rows = [row for row in table[1:] if row]
    beyond = next((row for row in rows if any(each.strip() for each in row[1 + len(columns) :])), None)
    if beyond is not None:
        return {}, (f"The row {beyond[0]!r} has more cells than there are headings.",)
    return _read([row[1:] for row in rows], [named[_key(row[0])] for row in rows], columns)


def _read(
    table: Sequence[Sequence[str]], rows: Sequence[Leaf], columns: Sequence[Option]
) -> tuple[dict[Cell, dict[str, Any]], tuple[str, ...]]:
    found: dict[Cell, dict[str, Any]] = {}
    wrong: list[str] = []
    for y, (texts, leaf) in enumerate(zip(table, rows, strict=False), start=1):
        for x, (text, option) in enumerate(zip(texts, columns, strict=False), start=1):
            if text.strip():
                try:
                    found[option.id, leaf.id] = read_score(text, leaf)
                except ValueError as error:
                    wrong.append(f"row {y}, column {x}: {error}")
    return found, tuple(wrong)


def read_score(text: str, leaf: Leaf) -> dict[str, Any]:
    """Return the fields of a score from a text: a number, `low..high`, or a kind of missing.

    Raises
    ------
    ValueError
        When it is none of them, or outside the leaf's scale; the message says the range.
    """
    text = text.strip()
    if text.casefold() in MISSING_WORDS:
        return {"missing": MISSING_WORDS[text.casefold()]}
    low, between, high = text.partition(TO)
    if between:
        ends = _number(low, leaf), _number(high, leaf)
        if ends[0] > ends[1]:
            message = f"“{text}”: the low end stands first."
            raise ValueError(message)
        return {"low": ends[0], "high": ends[1]}
    return {"value": _number(text, leaf)}


def _number(text: str, leaf: Leaf) -> float:
    unit = getattr(leaf.scale, "unit", "")
    within = f"from {leaf.scale.low:.10g} to {leaf.scale.high:.10g}{f' {unit}' if unit else ''}"
    text = text.strip()
    plain = text.removeprefix("-")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        message = f"“{text}” is not a number. Type one {within}."
        raise ValueError(message)
    if not leaf.scale.low <= float(text) <= leaf.scale.high:
        message = f"{text} is outside the scale. Type a number {within}."
        raise ValueError(message)
    return float(text) + 0.0  # no minus zero
