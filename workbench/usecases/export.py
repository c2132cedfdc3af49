"""export: a study as one self-contained text, TOML or JSON."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import UsageError
from workbench.usecases.verb import Outcome, Parameter, Verb


def run(study: str, to: str | None, format: str) -> Outcome:  # noqa: A002 - named after the option
    """Write the study's text to a file or to standard output."""
    from workbench.formats.source import write
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    if to is not None:
        format = Path(to).suffix.lower().removeprefix(".")  # noqa: A001 - the file's name decides
    if format not in {"toml", "json"}:
        message = f"{to}: a source is a .toml or a .json file."
        raise UsageError(message)
    loaded = load_with_origin(study)
    text = write.to_json(loaded.study) if format == "json" else write.to_toml(loaded.study)
    if to is None:
        return Outcome(text=text, words=loaded.warnings)
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
