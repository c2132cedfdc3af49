"""rounds: score apart, reveal, discuss the widest cells, score again; every round is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import OUTPUT, STUDY, form_of, format_as, handed_over
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model.rounds_compared import RoundsCompared
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

FORMAT = "policy-rounds/1"

ACTIONS = ("open", "reveal", "close")


def rounds(study: Study | str | Path, first: str | None = None, second: str | None = None) -> RoundsCompared | None:
    """Return two rounds of a study side by side; None where there are no two to compare.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    first, second
        Rounds' numbers, or "now" for the scores as they stand; by default the last two that were revealed, else the
        last one and the scores as they stand.

    Raises
    ------
    WorkbenchError
        When a round is not there, or has not been revealed.
    """
    from workbench.analysis.rounds import NOW, compare_rounds, latest_two
    from workbench.model.selection import select
    from workbench.usecases.load import load

    loaded = load(study)
    shown = select(loaded)
    two = (first, second or NOW) if first is not None else latest_two(shown)
    if two is None:
        return None
    return compare_rounds(shown, *two, shown.settings.weight_set, {})


def change_round(
    study: str | Path, action: str, *, analysts: Sequence[str] = (), note: str = "", analyst: str | None = None
) -> Study:
    """Open, reveal or close a round of a study folder, and return the study as whoever did it then sees it.

    Parameters
    ----------
    action
        "open", "reveal" or "close".
    analysts
        Who takes part, when it is opened; without one, all on a side, or all where nobody has a side.
    analyst
        Who does it; by default WORKBENCH_ANALYST or the login name. Whoever opens a round and takes no part in it sees
        all scores.

    Raises
    ------
    WorkbenchError
        When it cannot be done now, or the folder cannot be written.
    """
    return _changed(study, action, analysts, note, analyst)[0]


def _changed(
    study: str | Path, action: str, analysts: Sequence[str], note: str, analyst: str | None
) -> tuple[Study, tuple[str, ...]]:
    from workbench.analysis.veil import visible_study
    from workbench.errors import UsageError, nearest
    from workbench.usecases.editing.group_edits import closed, opened, revealed
    from workbench.usecases.editing.writing import write

    if action not in ACTIONS:
        message = f"{action!r} is nothing that can be done with a round."
        raise UsageError(message, hint=nearest(action, ACTIONS))
    if action == "open":
        written = write(study, analyst, lambda whole, who: opened(whole, analysts, who, note))
    else:
        written = write(study, analyst, lambda whole, _: revealed(whole) if action == "reveal" else closed(whole))
    return visible_study(written.study, written.analyst), written.faults


def run(
    *,
    study: str,
    action: str | None,
    taking_part: Sequence[str],
    note: str,
    compare: Sequence[str],
    analyst: str | None,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """List the rounds and compare two, after opening, revealing or closing one where that is asked for."""
    from workbench.errors import UsageError
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    if len(compare) > 2 or (taking_part and action != "open"):  # noqa: PLR2004 - two are compared
        message = "--compare names one or two rounds, --with who takes part in a round that is opened."
        raise UsageError(message)
    words: list[str] = []
    if action is not None:
        seen, faults = _changed(study, action, taking_part, note, analyst)
        words += [*faults, *_said(seen, action)]
    else:
        loaded = load_with_origin(study)
        seen = loaded.study
        words += loaded.warnings
    compared = rounds(seen, *compare)
    if form == "json":
        return handed_over(_json(seen, compared), output, words)
    from workbench.model.selection import select
    from workbench.usecases.pages.rounds_report import rounds_report

    return handed_over([rounds_report(select(seen), compared)], output, words)


def _said(study: Study, action: str) -> list[str]:
    from workbench.analysis.veil import about_round, taking_part

    if action != "open":
        return ["Revealed: everybody sees every score now. Discuss the widest cells, then close."] * (
            action == "reveal"
        )
    apart = study.open_round
    names = ", ".join(taking_part(study, apart)) if apart else ""
    said = [f"Round {apart.id if apart else ''} is open. Taking part: {names}."]
    text = about_round(study)
    return [*said, text or "You take no part and see all scores. Keeping them apart is a courtesy, not secrecy."]


def _json(study: Study, compared: RoundsCompared | None) -> str:
    import json

    from workbench.formats.record_json import plain
    from workbench.model.state import digest

    data = {
        "format": FORMAT,
        "study": {"id": study.id, "title": study.title, "digest": digest(study), "illustrative": study.illustrative,
                  "disclaimer": study.disclaimer},
        "rounds": [each.model_dump(mode="json") for each in study.rounds],
        "compared": plain(compared),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


VERB = Verb(
    name="rounds",
    title="Score apart, reveal, discuss, score again: open, reveal and close rounds, and compare two",
    parameters=(
        STUDY,
        Parameter(
            "action",
            "open, reveal or close; without it, the rounds are listed.",
            kind="argument",
            optional=True,
            metavar="[open|reveal|close]",
        ),
        Parameter("taking_part", "An analyst who takes part.", flag="with", many=True, metavar="ID"),
        Parameter("note", "What the round is about.", default="", metavar="TEXT"),
        Parameter("compare", "One or two rounds' numbers, or now.", many=True, metavar="N"),
        Parameter("analyst", "Who does it; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)
