"""config: the user's own settings of the program, where each comes from, and where things are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import ExportError, UsageError
from workbench.usecases.locations import config_folder, home, login_name, own_folder
from workbench.usecases.own_settings import ABOUT, THEMES, config_file, fits, mistake_in, read_config
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence


class Setting(NamedTuple):
    """A setting as it stands."""

    name: str
    value: str
    source: str
    """What says so."""


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
    if not fits(name, wanted):
        mistake = mistake_in(name, wanted)
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
