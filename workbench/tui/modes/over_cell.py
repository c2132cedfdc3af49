"""What opens over a cell of the grid: its reason, its evidence, what others scored, its dispute, other views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.grid.rows import disputed_cells, figure
from workbench.tui.screens.disputes import Disputes
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.note import NoteEditor
from workbench.tui.screens.reading import Reading
from workbench.tui.text.fitting import cleaned
from workbench.tui.text.words import plain_words
from workbench.usecases.pages.beside_scores import instruments_report, others_report

if TYPE_CHECKING:
    from workbench.model.report import Report
    from workbench.tui.modes.score import ScoreScreen


def open_over(mode: ScoreScreen, what: str) -> None:
    """Open a screen about the cell under the cursor."""
    session, option, criterion = mode.session, mode.grid.option, mode.grid.row.criterion
    title = f"{option.label} · {criterion.label}"
    if what == "note":
        write_reason(mode, (option.id, criterion.id))
    elif what == "evidence":
        mode.app.push_screen(EvidenceScreen(session, option.id, criterion.id, title, mode.say))
    elif what == "others":
        mode.app.push_screen(Reading(title, [others_report(session, option.id, criterion.id)]))
    elif what == "instruments":
        mode.work(
            f"{option.brief} against its instruments",
            lambda _: instruments_report(session, option.id),
            lambda report, _: _read(mode, report),
        )
    elif (option.id, criterion.id) in disputed_cells(session):
        key = next(each.key for each in session.disputes
                   if each.key.startswith(f"score/{option.id}/{criterion.id}/"))  # fmt: skip
        mode.app.push_screen(Disputes(session, mode.say, key))
    else:
        mode.say("This cell is not in dispute.")


def _read(mode: ScoreScreen, report: Report) -> None:
    mode.app.push_screen(Reading(report.title, [report]))


def write_reason(mode: ScoreScreen, cell: tuple[str, str], begun: str = "") -> None:
    """Open the reason of a cell.

    Parameters
    ----------
    begun
        What was typed of it already, while another reason was open.
    """
    session = mode.session
    score = session.judgement(*cell)
    instead = mode.scored_before(cell)

    def keep(text: str) -> str:
        return _keep_reason(mode, *cell, text)

    def draft(text: str | None) -> None:
        session.draft(*cell, text)

    editor = NoteEditor(
        _name_of(mode, cell),
        score.rationale if score else "",
        keep,
        draft=draft,
        unfinished=session.drafts().get(cell),
        begun=begun,
        instead=f"You have just scored {_name_of(mode, instead)}." if instead else "",
    )

    def go_on(_: None) -> None:
        if instead and editor.carried is not None:
            write_reason(mode, instead, editor.carried)

    mode.app.push_screen(editor, go_on)


def _name_of(mode: ScoreScreen, cell: tuple[str, str]) -> str:
    """Return the names of a cell, and what is scored there."""
    study = mode.session.study
    option = next(each.label for each in study.options if each.id == cell[0])
    score = mode.session.judgement(*cell)
    stands = f" ({figure(score)})" if score else ""
    return f"{option} · {study.criterion[cell[1]].label}{stands}"


def _keep_reason(mode: ScoreScreen, option: str, criterion: str, text: str) -> str:
    """Make a text the reason of a score; return what is wrong with it, if anything."""
    text, dropped = cleaned(text)
    taken_over = mode.session.own_score(option, criterion) is None
    try:
        changes = mode.session.rescore(option, criterion, rationale=text.strip())
    except ValueError as error:
        return f"The text {plain_words(error)}"
    mode.session.apply(changes)
    lost = f" {dropped} control characters were left out." if dropped > 1 else ""
    lost = " 1 control character was left out." if dropped == 1 else lost
    yours = " The score is yours now." if taken_over else ""
    mode.say(f"Reason kept.{yours}{lost}")
    return ""
