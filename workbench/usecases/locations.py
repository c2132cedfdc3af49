"""Where things are: shipped studies, definition files, and the user's own folders."""

from __future__ import annotations

import getpass
import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from workbench.errors import UsageError, nearest
from workbench.model.own_path import own_path

PACKAGE = Path(__file__).resolve().parent.parent
STUDIES = PACKAGE / "studies"
"""The shipped studies: a source each, with its parts in a folder of the same name."""
DEFAULT_STUDY = "us-mexico-2011"
"""The shipped study that is opened when nothing else is named."""

LONGEST_PATH = 10_000
"""Bytes of a path; no system takes as many."""


def definitions_root() -> Path:
    """Return the folder that holds criteria/ and options/: the one named, the checkout, or the packaged copy."""
    named = os.environ.get("WORKBENCH_DEFINITIONS")
    if named:
        return Path(named)
    checkout = PACKAGE.parent
    if (checkout / "criteria").is_dir() and (checkout / "pyproject.toml").is_file():
        return checkout
    return PACKAGE / "data"


def shipped_studies() -> dict[str, Path]:
    """Return the files of the shipped studies by id."""
    return {path.stem: path for path in sorted(STUDIES.glob("*.toml"), key=lambda path: path.stem)}


def find_study(name: str) -> Path:
    """Return the path of a study: a folder or file of that name, else the shipped study of that id.

    Raises
    ------
    UsageError
        When there is neither.
    """
    try:
        path = own_path(name)
        if name and path.exists():
            return path
    except (OSError, ValueError, RuntimeError) as error:
        message = f"{name!r} can be no path: {getattr(error, 'strerror', None) or error}."
        raise UsageError(message) from error
    shipped = shipped_studies()
    if name in shipped:
        return shipped[name]
    message = f"There is no study {name!r}: neither a path nor a shipped study."
    hint, guess = nearest(name, shipped), nearest(name, _studies_beside(path)).partition(" Known: ")[0]
    if guess.startswith("Did you mean") and not hint.startswith("Did you mean"):
        hint = f"{guess} {hint}"
    raise UsageError(message, hint=hint)


def _studies_beside(path: Path) -> set[str]:
    """Return the paths of what may be studies in the folder of a path that is not there."""
    with suppress(OSError, ValueError):
        return {
            str(each)
            for each in path.parent.iterdir()
            if each.suffix in {".toml", ".json"} or (each / "study.json").is_file()
        }
    return set()


def home() -> Path:
    """Return the folder for what belongs to the user and is not a study."""
    named = os.environ.get("WORKBENCH_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("policy-workbench")


def config_folder() -> Path:
    """Return the folder for the user's settings of the program."""
    if os.environ.get("WORKBENCH_HOME"):
        return home()
    from platformdirs import user_config_path

    return user_config_path("policy-workbench")


def own_folder(study: str) -> Path:
    """Return where the user's own copy of a study lives."""
    if not os.environ.get("WORKBENCH_HOME"):
        from platformdirs import user_documents_path

        documents = user_documents_path()
        if documents.is_dir():
            return documents / "Policy studies" / study
    return home() / "Policy studies" / study


def last_study() -> Path | None:
    """Return the study folder that was open last, if it is still there."""
    try:
        with (home() / "last-study").open("rb") as file:
            path = Path(os.fsdecode(file.read(LONGEST_PATH).removesuffix(b"\n")))
        return path if (path / "study.json").is_file() else None
    except (OSError, ValueError):
        return None


def remember_study(path: Path) -> None:
    """Note which study folder is open; a home that cannot be written is no reason to stop."""
    try:
        home().mkdir(parents=True, exist_ok=True)
        (home() / "last-study").write_bytes(os.fsencode(path.resolve()) + b"\n")
    except OSError:
        return


def identity(named: str | None = None) -> tuple[str, str]:
    """Return who is working, as an id and a label: as named, from WORKBENCH_ANALYST, the settings, the login name.

    Raises
    ------
    UsageError
        When the name has no letter or digit to make an id of, or the settings cannot be read.
    """
    label = (named or os.environ.get("WORKBENCH_ANALYST") or _configured() or login_name()).strip()
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")
    if not name:
        message = f"The analyst's name {label!r} has no letter or digit of the Latin alphabet."
        raise UsageError(message, hint="Give one, for example --analyst ana.")
    return name, label


def _configured() -> str | None:
    from workbench.usecases.own_settings import read_config

    return read_config().get("analyst")


def login_name() -> str:
    """Return the name that the user is logged in under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
