"""new: make a study folder, from another study or blank."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from workbench.model.own_path import own_path
from workbench.model.printable import printable
from workbench.usecases.locations import DEFAULT_STUDY, identity
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study

BLANK = "blank"


def run(folder: str, origin: str, analyst: str | None, *, without_scores: bool, shared: bool = False) -> Outcome:
    """Make the folder, say what is in it, and of a shared one who can read it."""
    path = own_path(folder)
    study = make(path, origin, identity(analyst), without_scores=without_scores, shared=shared)
    size = f"{len(study.options)} options, {len(study.leaves)} criteria; {_untouched(study)}"
    words = [f"Made {path} from {origin}: {size}.", f"Open it: workbench open {shlex.quote(folder)}"]
    if shared:
        from workbench.store.sharing import readers

        words += readers(path)
    return Outcome(words=tuple(words))


def _untouched(study: Study) -> str:
    """Return how many of the cells that are shown nobody has scored."""
    from workbench.model.selection import select

    shown = select(study)
    cells = len(shown.options) * len(shown.leaves)
    scored = len({(each.option, each.criterion) for each in shown.scores})
    return f"{cells - scored:,} of {cells:,} cells untouched"


def new(
    folder: str | Path,
    origin: str = DEFAULT_STUDY,
    *,
    analyst: str | None = None,
    without_scores: bool = False,
    shared: bool = False,
) -> Study:
    """Make a study folder and return the study it was made with; see `make`."""
    return make(own_path(folder), origin, identity(analyst), without_scores=without_scores, shared=shared)


def make(
    path: Path, origin: str, analyst: tuple[str, str], *, without_scores: bool = False, shared: bool = False
) -> Study:
    """Make a study folder and return the study it was made with.

    The analyst joins it, starting from the judgement that the origin shows; from then on theirs is shown.

    Parameters
    ----------
    origin
        What `load` takes, or "blank".
    without_scores
        Whether the origin's scores and analysts stay behind.
    shared
        Whether the group that the folder belongs to may read it and add logs of its own; else only its owner may.

    Raises
    ------
    WorkbenchError
        When the origin cannot be read or the folder cannot be made; then nothing is left behind.
    """
    from workbench.model.study import Study
    from workbench.store.folder import create
    from workbench.usecases.load import load
    from workbench.usecases.session import joining

    study = Study(id=_name(path), title=printable(path.name)) if origin == BLANK else load(origin)
    if without_scores:
        study = _without_scores(study)
    name, label = analyst
    joins = () if name in study.analyst else (joining(study, name, label, show=True),)
    create(path, study, name, why=printable(f"made from {origin}"), then=joins, shared=shared)
    return study


def _without_scores(study: Study) -> Study:
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    settings = study.settings.model_copy(update={"view": None})
    return study.model_construct(**fields | {"scores": (), "analysts": (), "settings": settings})


def _name(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.name.lower()).strip("-")[:64].strip("-") or "study"


VERB = Verb(
    name="new",
    title="Make a study folder",
    parameters=(
        Parameter("folder", "The folder to make.", kind="argument", type="path", metavar="DIR"),
        Parameter(
            "origin",
            "What to start from: a study, or blank.",
            flag="from",
            default=DEFAULT_STUDY,
            metavar="STUDY|blank",
        ),
        Parameter("without_scores", "Leave the scores and their analysts behind.", kind="flag"),
        Parameter("shared", "Let the folder's group read it and add to it, and say who that is.", kind="flag"),
        Parameter("analyst", "Who is working; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
    ),
    run=run,
)
