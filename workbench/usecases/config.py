"""config: the user's own settings of the program, where each comes from, and where things are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import MOST_LISTED, ExportError, UsageError, nearest
from workbench.model.printable import printable
from workbench.usecases.locations import config_folder, home, login_name, own_folder
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


class Setting(NamedTuple):
    """A setting as it stands."""

    name: str
    value: str
    source: str
    """What says so."""


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
    wrong = [(name, value) for name, value in content.items() if not _fits(name, value)]
    if wrong:
        mistakes = [f"{path}: {_mistake(*each)}" for each in wrong[:MOST_LISTED]]
        more = [f"and {len(wrong) - MOST_LISTED:,} more."] if len(wrong) > MOST_LISTED else []
        raise UsageError("\n".join([*mistakes, *more]), hint=hint)
    return {name: str(value).strip() for name, value in content.items()}


def _fits(name: str, value: object) -> bool:
    return name in ABOUT and _is_line(value) and (name != "theme" or str(value).strip() in THEMES)


def _is_line(value: object) -> bool:
    """Return whether a value is a text of one line that a terminal shows as it is."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        return False
    return value.splitlines() == [value] and printable(value) == value


def _mistake(name: str, value: object) -> str:
    if name not in ABOUT:
        return f"there is no setting {_shown(name)}. {nearest(name[:SHOWN], ABOUT)}"
    if not _is_line(value):
        example = THEMES[0] if name == "theme" else "ana"
        return f'{name}: found {_shown(value)}. Write a text in quotes, on one line, for example {name} = "{example}"'
    return f"theme: there is no theme {_shown(value)}. {nearest(str(value), THEMES)}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def config() -> tuple[Setting, ...]:
    """Return every setting and every place, each with what says so.

    Raises
    ------
    UsageError
        When the settings cannot be read.
    """
    given = read_config()
    own = os.environ.get("WORKBENCH_ANALYST")
    file = str(config_file())
    analyst = own or given.get("analyst") or login_name()
    whence = "WORKBENCH_ANALYST" if own else file if "analyst" in given else "the login name"
    placed = "WORKBENCH_HOME" if os.environ.get("WORKBENCH_HOME") else "usual"
    return (
        Setting("analyst", analyst, whence),
        Setting("theme", given.get("theme", THEMES[0]), file if "theme" in given else "usual"),
        Setting("settings", file, placed),
        Setting("keys", str(config_folder() / "keymap.toml"), placed),
        Setting("own studies", str(own_folder("…").parent), placed),
        Setting("data", str(home()), placed),
    )


def own_theme() -> str:
    """Return the screen's theme; settings that cannot be read are no reason not to open it."""
    try:
        return read_config().get("theme", THEMES[0])
    except UsageError:
        return THEMES[0]


def set_config(name: str, value: str | None) -> None:
    """Keep a setting, or with None go back to the usual.

    Raises
    ------
    UsageError
        When there is no such setting or value, or the settings that stand cannot be read.
    ExportError
        When they cannot be written; the older ones are untouched.
    """
    import tomli_w

    from workbench.store.disk import Disk, replace_file

    wanted = value if value is not None else THEMES[0]
    if not _fits(name, wanted):
        mistake = _mistake(name, wanted)
        raise UsageError(mistake[0].upper() + mistake[1:])
    kept = {key: each for key, each in read_config().items() if key != name}
    if value is not None:
        kept[name] = value.strip()
    path = config_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(Disk(), path, tomli_w.dumps(dict(sorted(kept.items()))).encode())
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise ExportError(message) from error


def run(name: str | None, value: str | None, unset: bool) -> Outcome:  # noqa: FBT001 - as the command line calls it
    """Print the settings, or change one."""
    if name is None:
        return Outcome(text=_page(config()))
    if unset == (value is not None):
        message = f"config {name}: give a value, or --unset to go back to the usual."
        raise UsageError(message)
    set_config(name, value)
    return Outcome(words=(f"{name}: {'as usual again' if unset else value}. Kept in {config_file()}.",))


def _page(settings: Sequence[Setting]) -> str:
    width = max(len(each.name) for each in settings)
    lines = [f"{each.name:{width}}  {each.value}  ({each.source})" for each in settings]
    about = [f"{name}: {text}." for name, text in ABOUT.items()]
    return "\n".join([*lines, "", *about, "Change one: workbench config NAME VALUE.", ""])


VERB = Verb(
    name="config",
    title="Show or change your own settings, and show where things are kept",
    parameters=(
        Parameter("name", "Which setting.", kind="argument", optional=True, metavar="[NAME]"),
        Parameter("value", "What to set it to.", kind="argument", optional=True, metavar="[VALUE]"),
        Parameter("unset", "Go back to the usual.", kind="flag"),
    ),
    run=run,
)
