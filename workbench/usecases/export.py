"""export: a study as one self-contained text, TOML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from workbench.model.study import Study


def export(study: Study | str | Path, *, format: str = "toml") -> str:  # noqa: A002 - named after the option
    """Return a study as one canonical, self-contained text.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    format
        "toml" or "json".
    """
    from workbench.formats.source import write
    from workbench.model.study import Study as StudyRecord
    from workbench.usecases.load import load

    if format not in {"toml", "json"}:
        message = f"{format!r} is no form of a source."
        raise UsageError(message, hint="Use toml or json.")
    loaded = study if isinstance(study, StudyRecord) else load(study)
    return write.to_json(loaded) if format == "json" else write.to_toml(loaded)


def run(study: str, to: str | None, format: str) -> Outcome:  # noqa: A002 - named after the option
    """Write the study's text to a file or to standard output."""
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    if to is not None and Path(to).suffix.lower() not in {".toml", ".json"}:
        message = f"{to}: a source is a .toml or a .json file."
        raise UsageError(message)
    loaded = load_with_origin(study)
    if to is None:
        return Outcome(text=export(loaded.study, format=format), words=loaded.warnings)
    text = export(loaded.study, format=Path(to).suffix.lower().removeprefix("."))
    return Outcome(words=(*loaded.warnings, write_output(to, text.encode())))


VERB = Verb(
    name="export",
    title="Write a study as one self-contained text",
    parameters=(
        Parameter("study", "A study folder, a source or a shipped id.", kind="argument", metavar="STUDY"),
        Parameter("to", "The .toml or .json file to write; without it, standard output.", type="path", metavar="FILE"),
        Parameter("format", "The form on standard output.", default="toml", choices=("toml", "json")),
    ),
    run=run,
)
