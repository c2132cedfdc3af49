"""The user's own settings as their file holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import MOST_LISTED, UsageError, nearest
from workbench.model.printable import printable
from workbench.usecases.locations import config_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "config.toml"
THEMES = ("workbench-dark", "workbench-light", "workbench-contrast", "ansi-dark")
"""The screen's themes; the first is the usual one."""
ABOUT = {
    "analyst": "who works, where no --analyst and no WORKBENCH_ANALYST says it",
    "theme": f"the screen's colors: {', '.join(THEMES)}",
}
"""The settings and what they are for."""
LONGEST = 200
"""Characters of a value."""
SHOWN = 60
"""Characters of what a file holds that a message repeats."""


def config_file() -> Path:
    """Return where the settings stand, whether or not the file is there."""
    return config_folder() / FILE


def read_config() -> Mapping[str, str]:
    """Return what the user has set.

    Raises
    ------
    UsageError
        When the file is there and cannot be read, or holds something else; every mistake is listed.
    """
    path = config_file()
    from workbench.formats.source.toml_text import read_toml_file

    hint = "Mend the file, or remove it to begin with none."
    try:
        content = read_toml_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        message = f"{path}: not read: {error.strerror or error}."
        raise UsageError(message, hint="See to its rights and those of its folder.") from error
    except ValueError as error:
        message = f"{path}: not read: {error}."
        raise UsageError(message, hint=hint) from error
    wrong = [(name, value) for name, value in content.items() if not fits(name, value)]
    if wrong:
        mistakes = [f"{path}: {mistake_in(*each)}" for each in wrong[:MOST_LISTED]]
        more = [f"and {len(wrong) - MOST_LISTED:,} more."] if len(wrong) > MOST_LISTED else []
        raise UsageError("\n".join([*mistakes, *more]), hint=hint)
    return {name: str(value).strip() for name, value in content.items()}


def fits(name: str, value: object) -> bool:
    """Return whether there is such a setting, and it can have such a value."""
    return name in ABOUT and _is_line(value) and (name != "theme" or str(value).strip() in THEMES)


def _is_line(value: object) -> bool:
    """Return whether a value is a text of one line that a terminal shows as it is."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        return False
    return value.splitlines() == [value] and printable(value) == value


def mistake_in(name: str, value: object) -> str:
    """Return what is wrong with a setting, and what to write."""
    if name not in ABOUT:
        return f"there is no setting {_shown(name)}. {nearest(name[:SHOWN], ABOUT)}"
    if not _is_line(value):
        example = THEMES[0] if name == "theme" else "ana"
        return f'{name}: found {_shown(value)}. Write a text in quotes, on one line, for example {name} = "{example}"'
    return f"theme: there is no theme {_shown(value)}. {nearest(str(value), THEMES)}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def own_theme() -> str:
    """Return the screen's theme; settings that cannot be read are no reason not to open it."""
    try:
        return read_config().get("theme", THEMES[0])
    except UsageError:
        return THEMES[0]
