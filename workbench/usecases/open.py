"""open: work on a study in the terminal."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.locations import (
    DEFAULT_STUDY,
    find_study,
    identity,
    last_study,
    own_folder,
    remember_study,
    shipped_studies,
)
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path


def run(study: str | None, analyst: str | None) -> Outcome:
    """Find the folder to work on, making the user's own copy of a shipped study first, and ask for the screen."""
    who = identity(analyst)
    folder = _folder(study, who)
    remember_study(folder)
    return Outcome(screen=(folder, who))


def _folder(study: str | None, who: tuple[str, str]) -> Path:
    if study is None:
        return last_study() or _own_copy(DEFAULT_STUDY, who)
    path = find_study(study)
    if path.is_dir():
        return path
    if path == shipped_studies().get(study):
        return _own_copy(study, who)
    message = f"{path} is a source, which is read and never written."
    raise UsageError(message, hint=f"Make a folder of it: workbench new DIR --from {shlex.quote(study)}")


def _own_copy(study: str, who: tuple[str, str]) -> Path:
    from workbench.usecases.new import make

    folder = own_folder(study)
    if not (folder / "study.json").is_file():
        make(folder, study, who)
    return folder


VERB = Verb(
    name="open",
    title="Work on a study in the terminal",
    parameters=(
        Parameter(
            "study",
            "A study folder or the id of a shipped study; by default the last one.",
            kind="argument",
            optional=True,
            metavar="[STUDY]",
        ),
        Parameter("analyst", "Who is working; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
    ),
    run=run,
)
