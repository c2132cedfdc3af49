"""A mapping from somebody else's table to a study: which column holds which criterion, which row is which option."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from workbench.errors import DefinitionError, Mistake, UsageError, nearest
from workbench.formats.source.toml_text import read_toml_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FIELDS = {"sheet": str, "meta": str, "option": str, "analyst": str, "columns": dict, "options": dict}


@dataclass(frozen=True)
class TableMapping:
    """Which part of a table is which part of a study."""

    option: str
    """The column that names the options."""
    columns: Mapping[str, str]
    """By column, the criterion's id."""
    options: Mapping[str, str] = field(default_factory=dict)
    """By what stands in the table, the option's id."""
    sheet: str | None = None
    """The workbook's sheet; without one, the first with content."""
    meta: str | None = None
    """The sheet that says in which direction columns are better, as in COINr's iMeta."""
    analyst: str | None = None
    """Whose scores these are."""


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping that a TOML file holds; names without an id are left out.

    Raises
    ------
    UsageError
        When the file cannot be read.
    DefinitionError
        When it is no mapping; every mistake is listed.
    """
    try:
        found = read_toml_file(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error
    except ValueError as error:
        raise DefinitionError([Mistake(str(path), "", f"no TOML: {error}.")]) from error
    mistakes = _mistakes(str(path), found)
    if mistakes:
        raise DefinitionError(mistakes)
    columns, options = (_given(found.get(name, {})) for name in ("columns", "options"))
    texts = {name: found[name] for name in ("sheet", "meta", "analyst") if found.get(name)}
    return TableMapping(normalize("NFC", found["option"]), columns, options, **texts)


def _mistakes(file: str, found: Mapping[str, Any]) -> list[Mistake]:
    mistakes = [Mistake(file, name, "unknown key.", nearest(name, FIELDS)) for name in found if name not in FIELDS]
    for name, kind in FIELDS.items():
        value = found.get(name)
        if name in found and not isinstance(value, kind):
            what = "text" if kind is str else "a table of names"
            mistakes.append(Mistake(file, name, f"found {value!r}, not {what}."))
        elif isinstance(value, dict):
            wrong = [key for key, each in value.items() if not isinstance(each, str)]
            mistakes += [Mistake(file, f"{name}.{key}", f"found {value[key]!r}, not an id.") for key in wrong]
    if not found.get("option"):
        mistakes.append(Mistake(file, "option", "there is no column that names the options."))
    columns = found.get("columns")
    if not isinstance(columns, dict) or not any(columns.values()):
        mistakes.append(Mistake(file, "columns", "no column is given a criterion."))
    return mistakes


def _given(names: Mapping[str, str]) -> dict[str, str]:
    return {normalize("NFC", name): each.strip() for name, each in names.items() if each.strip()}


def skeleton(
    file: str,
    columns: Sequence[str],
    options: Sequence[str],
    known: tuple[Mapping[str, str], Mapping[str, str]],
    sheets: tuple[str | None, str | None],
) -> str:
    """Return a mapping to fill in: exact matches of id or label are there, everything else is asked.

    Parameters
    ----------
    columns, options
        What stands in the table: the column headings, and what stands in the first column.
    known
        The labels of the study's options and of its criteria, by id.
    sheets
        The sheet with the figures and the one with the directions, where there are such.
    """
    lines = [
        f'# Which part of {_comment(file)} is which part of the study. Fill in the ids; what stays "" is left out.',
        "# Only what has exactly the id or label of the study is filled in already: check it.",
    ]
    lines += [f"{name} = {_quoted(each)}" for name, each in zip(("sheet", "meta"), sheets, strict=True) if each]
    lines += [
        f"option = {_quoted(columns[0] if columns else '')}  # the column that names the options",
        'analyst = ""  # whose scores these are; empty: whoever imports',
        "",
        "[columns]  # column = criterion",
        *(f"{_quoted(each)} = {_quoted(_same(each, known[1]))}" for each in columns[1:]),
        f"# criteria: {_comment(', '.join(known[1]))}",
        "",
        "[options]  # name in the table = option",
        *(f"{_quoted(each)} = {_quoted(_same(each, known[0]))}" for each in options),
        f"# options: {_comment(', '.join(known[0]))}",
    ]
    return "\n".join(lines) + "\n"


def same(name: str, labels: Mapping[str, str]) -> str:
    """Return the id of what has exactly this id or label, upper and lower case alike; nothing when none or two have."""
    return _same(name, labels)


def _same(name: str, labels: Mapping[str, str]) -> str:
    plain = _plain(name)
    found = [key for key, label in labels.items() if plain in {_plain(key), _plain(label)}]
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).casefold().split())


def _quoted(text: str) -> str:
    """Return a TOML string; control characters are escaped."""
    body = "".join(_escaped(each) for each in text)
    return f'"{body}"'


def _escaped(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    return f"\\u{ord(character):04X}" if ord(character) < 32 or ord(character) == 127 else character  # noqa: PLR2004


def _comment(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)


def unknown(names: Iterable[str], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the names that are no ids, each with a hint."""
    return [(name, nearest(name, known)) for name in names if name not in known]
