"""export: a study as one self-contained text, TOML or JSON, or as XMCDA for other tools."""

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
    from workbench.usecases.load import load

    if format not in {"toml", "json"}:
        message = f"{format!r} is no form of a source."
        raise UsageError(message, hint="Use toml or json.")
    loaded = load(study)
    return write.to_json(loaded) if format == "json" else write.to_toml(loaded)


def xmcda(study: Study | str | Path) -> bytes:
    """Return a study as XMCDA 4.0.0, with totals, ranks and weights where it can be scored.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    """
    from workbench.analysis.scoring import score_study
    from workbench.engine.derived_weights import derive
    from workbench.errors import MethodError
    from workbench.formats.xmcda.write import to_xmcda
    from workbench.usecases.load import load

    loaded = load(study)
    points = {
        each.id: {child: raw for answers in each.groups.values() for child, raw in derive(answers)[0].items()}
        for each in loaded.weight_sets
    }
    try:
        evaluation = score_study(loaded)
    except MethodError:
        evaluation = None
    return to_xmcda(loaded, evaluation, points)


def run(study: str, to: str | None, format: str) -> Outcome:  # noqa: A002 - named after the option
    """Write the study's text to a file or to standard output."""
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    if to is not None and Path(to).suffix.lower() not in {".toml", ".json", ".xml"}:
        message = f"{to}: a source is a .toml or a .json file; .xml is XMCDA."
        raise UsageError(message)
    loaded = load_with_origin(study)
    if to is not None and Path(to).suffix.lower() == ".xml":
        from workbench.formats.xmcda import LOSS

        return Outcome(words=(*loaded.warnings, write_output(to, xmcda(loaded.study)), LOSS))
    if to is None:
        return Outcome(text=export(loaded.study, format=format), words=loaded.warnings)
    text = export(loaded.study, format=Path(to).suffix.lower().removeprefix("."))
    return Outcome(words=(*loaded.warnings, write_output(to, text.encode())))


VERB = Verb(
    name="export",
    title="Write a study as one self-contained text",
    parameters=(
        Parameter("study", "A study folder, a source or a shipped id.", kind="argument", metavar="STUDY"),
        Parameter(
            "to",
            "The .toml, .json or XMCDA .xml file to write; without it, standard output.",
            type="path",
            metavar="FILE",
        ),
        Parameter("format", "The form on standard output.", default="toml", choices=("toml", "json")),
    ),
    run=run,
)
