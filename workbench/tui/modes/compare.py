"""Compare mode: sides, analysts and rounds beside each other."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.errors import UsageError
from workbench.tui.actions.compare import PAGES
from workbench.tui.modes.compare_words import ASKED, NEXT_OF_ROUND, NO_GAINS, NO_MATRIX, NO_SIDES
from workbench.tui.modes.paged import Page, PagedScreen, Source
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.page_view import Cell, Shown
from workbench.tui.widgets.study_line import StudyLine

if TYPE_CHECKING:
    from collections.abc import Hashable

    from workbench.model.bilateral import Bilateral
    from workbench.model.panel import PanelAnalysis
    from workbench.model.study import Study
    from workbench.tui.running.work import Work


def _between(screen: CompareScreen, source: Source) -> Bilateral:
    from workbench.usecases.bilateral import bilateral

    hidden = screen.anonymous
    return source.ask(f"bilateral {hidden}", lambda: bilateral(source.study, anonymous=hidden))


def _panel(screen: CompareScreen, source: Source) -> PanelAnalysis:
    from workbench.usecases.panel import panel

    hidden = screen.anonymous
    return source.ask(f"panel {hidden}", lambda: panel(source.study, anonymous=hidden))


def sides(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the page between the sides: what `bilateral` prints."""
    from workbench.usecases.pages import bilateral_report
    from workbench.usecases.pages.one_screen import fitted

    found = _between(screen, source)
    page = fitted(lambda rows: bilateral_report.bilateral_page(found, rows), bilateral_report.LIMITS)
    return Shown((page,), hint=f"{screen.key_of('page-in-full')} shows every table between the sides.")


def net_benefits(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the maps of net benefits, one for each two sides."""
    from workbench.usecases.pages.sides_pictures import net_benefit_maps

    maps = net_benefit_maps(_between(screen, source))
    return Shown(maps) if maps else Shown(text=NO_GAINS)


def matrix(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the government × public matrix."""
    from workbench.usecases.pages.sides_pictures import accountability_matrix

    found = _between(screen, source)
    if found.accountability is None:
        sides = [side.id for side in source.study.sides]
        return Shown(text=NO_MATRIX.format(pair=f"{sides[0]} to {sides[-1]}") if sides else NO_SIDES)
    return Shown((accountability_matrix(found.accountability, {side.id: side.label for side in found.sides}),))


def packages(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the packages from which every side gains."""
    from workbench.usecases.pages.compare_pages import packages_report

    found = _between(screen, source)
    return Shown((packages_report(found),)) if found.views else Shown(text=NO_GAINS)


def panel(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the panel's page: what `panel` prints."""
    from workbench.usecases.pages import panel_report
    from workbench.usecases.pages.one_screen import fitted

    found, hidden = _panel(screen, source), screen.anonymous
    page = fitted(lambda rows: panel_report.panel_page(found, rows, anonymous=hidden), panel_report.LIMITS)
    cells, tables = screen.key_of("page-talk"), screen.key_of("page-agreement")
    listed = f"{cells} lists the cells to talk about, " if found.talking is not None else ""
    return Shown((page,), hint=f"{listed}{tables} shows every table of the panel.")


def talk(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the talking list, with the cells to go to."""
    from workbench.usecases.pages.compare_pages import talking_cells, talking_report

    found = _panel(screen, source)
    report = talking_report(found, anonymous=screen.anonymous)
    places = talking_cells(found)
    labels = [str(row[0]) for table in report.tables for row in table.rows]
    cells = tuple(Cell(label, *cell) for label, cell in zip(labels, places, strict=True))
    hint = f"{screen.key_of('agree')} writes down what the panel settled on in the marked cell."
    return Shown((report,), cells=cells, hint=hint if cells else "")


def agreement(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make everything about the panel: what `panel --details` prints, agreed values included."""
    from workbench.usecases.pages.panel_details import details

    return Shown((details(_panel(screen, source), anonymous=screen.anonymous),))


def rounds(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the rounds: what `rounds` prints."""
    from workbench.model.selection import select
    from workbench.usecases.pages.rounds_report import rounds_report
    from workbench.usecases.rounds import rounds as compare

    if screen.anonymous:
        return Shown(text="Rounds name who takes part; they are not shown on the projector. P shows names again.")
    now = source.study.rounds[-1].state if source.study.rounds else "closed"
    report = rounds_report(select(source.study), compare(source.study))
    named = {"reveal": "reveal-round", "talk": "page-talk", "agree": "agree", "close": "close-round",
             "open": "open-round"}  # fmt: skip
    keys = {word: screen.key_of(action) for word, action in named.items()}
    return Shown((report,), hint=NEXT_OF_ROUND[now].format(**keys))


def in_full(screen: CompareScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make everything between the sides: what `bilateral --details` prints."""
    from workbench.usecases.pages.bilateral_details import details

    return Shown((details(_between(screen, source)),))


MADE_BY = {
    "sides": sides,
    "net-benefits": net_benefits,
    "matrix": matrix,
    "packages": packages,
    "panel": panel,
    "talk": talk,
    "agreement": agreement,
    "rounds": rounds,
    "in-full": in_full,
}
"""What calculates each page."""


class CompareScreen(PagedScreen):
    """Sides, analysts and rounds beside each other."""

    name_of_mode: ClassVar[str] = "compare"
    pages: ClassVar[tuple[Page, ...]] = tuple(Page(*words, MADE_BY[words[0]]) for words in PAGES)
    anonymous: bool = False
    """Whether analysts come under letters, for the projector."""
    settled: Cell | None = None
    """The cell for which a line is typed that says what was settled."""

    def setting(self) -> Hashable:
        """Return whether names are hidden."""
        return self.anonymous

    def _made(self, page: Page, source: Source, work: Work[Any]) -> Shown:
        """Return a page, which says so where names are hidden."""
        hidden, made = self.anonymous, super()._made(page, source, work)
        words = f"Projector: analysts stand under letters; {self.key_of('projector')} shows their names. {made.hint}"
        return replace(made, hint=words.strip()) if hidden else made

    async def action_go(self) -> None:
        """Open the marked cell in Score mode, unless names that are shown there are hidden now."""
        if self.anonymous:
            self.say("The projector hides names, and Score mode shows them: P first.")
            return
        await super().action_go()

    def action_projector(self) -> None:
        """Hide analysts' names, or show them again."""
        self.anonymous = not self.anonymous
        self.query_one(StudyLine).redraw()
        self.show_page()
        self.say("Projector: analysts come under letters." if self.anonymous else "Analysts come under their names.")

    def action_round(self, action: str) -> None:
        """Ask before a round is opened, revealed or closed."""
        self.query_one(CommandLine).ask(f"round-{action}", ASKED[action].format(who=self._who_would_take_part()))

    def _who_would_take_part(self) -> str:
        """Return the names of those who score in a round that is opened now."""
        from workbench.usecases.editing.group_edits import participants

        study = self.session.whole
        try:
            who = participants(study)
        except UsageError:
            return "nobody yet"
        names = (one_line(study.analyst[name].label) for name in who)
        return f"{len(who)} analysts" if self.anonymous else ", ".join(names)

    def action_agree(self) -> None:
        """Begin the line that writes down what the panel settled on in the marked cell."""
        cell = self.paper.cell
        if cell is None:
            self.say("Mark a cell on the page Talk first.")
            return
        self.settled = cell
        self._ask_what_was_settled(f"{one_line(cell.label)}: what was settled, then why (75 both saw the same jobs)")

    def _ask_what_was_settled(self, words: str, text: str = "") -> None:
        """Open the line for it; what was wrong with a text stands below that text."""
        self.query_one(CommandLine).ask("agree", words, text)

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Write down what was settled, or change a round once that is confirmed."""
        if event.purpose == "agree" and event.text.strip() and self.settled is not None:
            event.stop()
            self._agree(self.settled, *event.text.strip().partition(" ")[::2])
        if not event.purpose.startswith("round-"):
            return
        event.stop()
        action, text = event.purpose.removeprefix("round-"), event.text.strip()
        if action != "open" and text.casefold() != "yes":
            self.say("Nothing was changed.")
            return
        self.work(
            f"{action} a round",
            lambda _: self._change_round(action, text if action == "open" else ""),
            lambda _, __: self._round_changed(action),
        )

    def _agree(self, cell: Cell, value: str, why: str) -> None:
        """Write an agreed value down in a thread, and show the list anew."""
        again = f"{value} {why}".strip()
        if not why.strip():
            self._ask_what_was_settled("Give the value, a space, and the reason; nothing was written down yet", again)
            return

        def write(_: Work[str]) -> str:
            from workbench.usecases.typed_command import run_line

            self.session.flush()
            line = shlex.join(["agree", cell.option, cell.criterion, value, "--why", why.strip()])
            try:
                run_line(line, self.session.path, self.session.analyst)
            except UsageError as error:
                return str(error)
            return ""

        def written(wrong: str, _: bool) -> None:  # noqa: FBT001 - as `work` calls it
            if wrong:
                self._ask_what_was_settled(one_line(wrong), again)
                return
            self.session.refresh()
            self.renew()
            self.say(f"Settled on {one_line(cell.label)}: {value}. Everybody's own scores stay.")

        self.work(f"{cell.label}", write, written)

    def _change_round(self, action: str, note: str) -> Study:
        from workbench.usecases.rounds import change_round

        self.session.flush()
        return change_round(self.session.path, action, note=note, analyst=self.session.analyst)

    def _round_changed(self, action: str) -> None:
        """Take over what was written, and show the rounds."""
        self.session.refresh()
        self.page = next(each for each in self.pages if each.name == "rounds")
        self.renew()
        done = {"open": "is open", "reveal": "is revealed: discuss the widest cells", "close": "is closed"}[action]
        self.say(f"The round {done}.")
