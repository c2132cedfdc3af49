"""evidence: what the evidence covers and what rests on it; also adds a quotation of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import OUTPUT, READING, STUDY, form_of, format_as, handed_over, pairs
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.coverage import EvidenceAnalysis
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

FORMAT = "policy-evidence/1"


def evidence(
    study: Study | str | Path,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> EvidenceAnalysis:
    """Return what a study's evidence covers, which passage stands where, and how much of the ranking rests on it.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    weights, view, profile, option_set, aggregators
        As in `score`.

    Raises
    ------
    WorkbenchError
        When a name is unknown, or there is nothing to score.
    """
    from workbench.analysis.coverage import evidence_analysis
    from workbench.usecases.load import load

    loaded = load(study)
    return evidence_analysis(
        loaded, weights=weights, view=view, profile=profile, option_set=option_set, aggregators=aggregators
    )


def rests_note(
    study: Study,
    evaluation: StudyEvaluation,
    *,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregators: Mapping[str, str],
) -> str:
    """Return what stands beside a ranking: how much of it rests on the texts; nothing where that cannot be said."""
    from workbench.analysis.rests_on_texts import rests_on_texts
    from workbench.model.selection import select
    from workbench.usecases.pages.evidence_report import rests_in_words

    if evaluation.method != "value_tree" or not study.evidence:
        return ""
    shown = select(study, profile=profile, option_set=option_set)
    rests = rests_on_texts(shown, evaluation, view, aggregators, halvings=0)
    if rests is None:
        return ""
    first = next(each.brief for each in evaluation.results if each.id == rests.first)
    return rests_in_words(rests, first, searched=False)


def quote(
    study: str | Path,
    quotation: str,
    *,
    document: str,
    location: str,
    citation: str = "",
    name: str = "",
    cells: Mapping[tuple[str, str], str] | None = None,
    why: str = "",
    analyst: str | None = None,
) -> str:
    """Add a quotation to a study folder, link it to one's own scores, and return its id.

    Parameters
    ----------
    quotation
        At most 15 words; [...] marks what is left out.
    document, location
        The document's id and the place in it; a new document needs its citation.
    cells
        By option and criterion, how it bears on the score: "supports", "contradicts", "defines" or "context".
    why
        A reason that is written for each of these scores.
    analyst
        Whose scores; by default those of WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When the quotation is too long or has no place, a name is unknown, or the folder cannot be written.
    """
    from workbench.model.change import ChangeSet
    from workbench.usecases.editing.evidence_edits import linked, quoted
    from workbench.usecases.editing.writing import write
    from workbench.usecases.locations import identity

    made: list[str] = []
    who = identity(analyst)

    def changes(whole: Study, _name: str) -> ChangeSet:
        added, identifier = quoted(
            whole, document=document, location=location, quotation=quotation, citation=citation, name=name
        )
        made.append(identifier)
        links = linked(whole, who, identifier, cells, why).changes if cells else ()
        return ChangeSet((*added.changes, *links), why or added.why)

    write(study, analyst, changes)
    return made[0]


def run(
    *,
    study: str,
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    quote: str | None,
    document: str | None,
    location: str | None,
    citation: str,
    id: str,  # noqa: A002 - named after the option
    bearing: Sequence[str],
    why: str,
    analyst: str | None,
    details: bool,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Add a quotation where one is given; else show what the evidence covers."""
    from workbench.errors import UsageError

    if quote is not None:
        place = (document or "", location or "", citation, id)
        return _quoted(study, quote, place, _cells(bearing), why, analyst)
    if document or location or citation or id or bearing or why:
        message = "--document, --location, --citation, --id, --for and --why belong to --quote."
        raise UsageError(message, hint="Give the words themselves: --quote TEXT.")
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    loaded = load_with_origin(study)
    analysis = evidence(
        loaded.study,
        weights=weights,
        view=view,
        profile=profile,
        option_set=option_set,
        aggregators=pairs(aggregator, "GROUP=RULE"),
    )
    if form == "json":
        return handed_over(as_json(analysis), output, loaded.warnings)
    from workbench.usecases.pages.evidence_report import EVERY_ROW, LIMITS, evidence_page
    from workbench.usecases.pages.one_screen import fitted

    page = (
        evidence_page(analysis, EVERY_ROW, details=True)
        if details
        else fitted(lambda rows: evidence_page(analysis, rows), LIMITS)
    )
    return handed_over([page], output, loaded.warnings)


def _quoted(
    study: str,
    words: str,
    place: tuple[str, str, str, str],
    cells: Mapping[tuple[str, str], str],
    why: str,
    analyst: str | None,
) -> Outcome:
    document, location, citation, name = place
    made = quote(
        study,
        words,
        document=document,
        location=location,
        citation=citation,
        name=name,
        cells=cells,
        why=why,
        analyst=analyst,
    )
    linked = f", linked to {len(cells)} of your scores" if cells else ""
    return Outcome(words=(f"Added {made}{linked}.",))


def _cells(bearing: Sequence[str]) -> dict[tuple[str, str], str]:
    from workbench.errors import UsageError

    cells = {}
    for name, relation in pairs(bearing, "OPTION/CRITERION=RELATION").items():
        option, slash, criterion = name.partition("/")
        if not slash:
            message = f"{name!r} names no cell."
            raise UsageError(message, hint="Write OPTION/CRITERION=supports.")
        cells[option, criterion] = relation
    return cells


def as_json(analysis: EvidenceAnalysis) -> str:
    """Return everything about the evidence as one JSON text."""
    from dataclasses import fields

    from workbench.formats.record_json import document

    parts = {each.name: getattr(analysis, each.name) for each in fields(analysis) if each.name not in {"study", "run"}}
    return document(FORMAT, analysis.study, analysis.run, **parts)


VERB = Verb(
    name="evidence",
    title="What the evidence covers and what rests on it; add a quotation",
    parameters=(
        STUDY,
        *READING,
        Parameter("quote", "Add these words, at most 15; [...] marks what is left out.", metavar="TEXT"),
        Parameter("document", "The id of the document they stand in.", metavar="ID"),
        Parameter("location", "Where in the document.", metavar="PLACE"),
        Parameter("citation", "How a document that is new is cited.", default="", metavar="TEXT"),
        Parameter("id", "The quotation's id; by default made from its words.", default="", metavar="ID"),
        Parameter(
            "bearing", "Which of your scores it bears on, and how.", flag="for", many=True,
            metavar="OPTION/CRITERION=RELATION",
        ),
        Parameter("why", "A reason for these scores.", default="", metavar="TEXT"),
        Parameter("analyst", "Whose scores; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
        Parameter("details", "Every table, with the words and places of passages.", kind="flag"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)  # fmt: skip
