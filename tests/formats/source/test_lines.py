"""Lines of keys: every key of a text is found where it stands."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from workbench.formats.source.toml_lines import key_lines, nearest_line
from workbench.usecases.locations import definitions_root, shipped_studies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = '''# a comment with [brackets] and "quotes"
title = "a \\"quoted\\" # no comment"
"quoted key" = 1
a.b . c = 2
[table]
x = [
  1, # one
  { y = 2, z = [3] },
]
long = """
[not.a.table]
k = 1"""
raw = \'\'\'it''s\'\'\'
[[list]]
name = 1979-05-27
[list.inner]
deep = true
[[list]]
[[list.more]]
m = 'C:\\'
'''


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything in parsed data."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


def test_each_key_is_found_on_its_line() -> None:
    lines = key_lines(TEXT)
    wanted = {
        ("title",): 2,
        ("quoted key",): 3,
        ("a", "b", "c"): 4,
        ("table", "x"): 6,
        ("table", "x", 0): 7,
        ("table", "x", 1, "z", 0): 8,
        ("table", "long"): 10,
        ("table", "raw"): 13,
        ("list", 0, "name"): 15,
        ("list", 0, "inner", "deep"): 17,
        ("list", 1, "more", 0, "m"): 20,
    }
    assert {path: lines[path] for path in wanted} == wanted


@pytest.mark.parametrize(
    "path", [*sorted(definitions_root().glob("*/*.toml")), *shipped_studies().values()], ids=lambda path: path.name
)
def test_no_key_of_a_shipped_file_is_missed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = key_lines(text)
    assert set(paths(tomllib.loads(text))) <= set(lines)


def test_a_place_that_is_not_there_has_the_line_of_the_closest_above() -> None:
    lines = key_lines(TEXT)
    assert nearest_line(lines, ("list", 1, "more", 0, "missing")) == 19
    assert nearest_line(lines, ("nowhere",)) is None
