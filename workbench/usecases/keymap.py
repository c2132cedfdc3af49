"""The user's own keys: a text file in the configuration folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import nearest
from workbench.formats.source.toml_text import read_toml_file
from workbench.usecases.locations import config_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILE = "keymap.toml"


def keymap_file() -> Path:
    """Return where the user's keys stand, whether or not the file is there."""
    return config_folder() / FILE


def read_keymap(known: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the user's keys by action, and what is wrong with their file.

    Parameters
    ----------
    known
        The ids of all actions. The file holds a line for each action with keys of its own:
        `undo = "u"` or `"score.note" = ["n", "f4"]`.
    """
    path = keymap_file()
    try:
        content = read_toml_file(path)
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError) as error:
        return {}, (f"{path}: not read, the usual keys stand: {error}",)
    return _checked(content, frozenset(known), str(path))


def _checked(
    content: Mapping[str, object], known: frozenset[str], path: str
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for name, value in _flat(content):
        given = [value] if isinstance(value, str) else value
        if name not in known:
            wrong.append(f"{path}: there is no action {name!r}. {nearest(name, known)}")
        elif not isinstance(given, list) or not given or not all(isinstance(each, str) and each for each in given):
            wrong.append(f'{path}: {name}: write a key or a list of keys, for example "ctrl+n".')
        else:
            keys[name] = tuple(each.strip().lower() if len(each.strip()) > 1 else each.strip() for each in given)
    return keys, tuple(wrong)


def _flat(content: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, value in content.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value
