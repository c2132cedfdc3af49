"""Compare mode: sides, analysts and rounds beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from workbench.tui.actions.compare import PAGES
from workbench.tui.modes.paged import Page, PagedScreen, Source
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.page_view import Cell, Shown

if TYPE_CHECKING:
    from collections.abc import Hashable

    from workbench.model.bilateral import Bilateral
    from workbench.model.panel import PanelAnalysis
    from workbench.model.study import Study
    from workbench.tui.work import Work

ASKED = {
    "open": "Open a round: what it is about, then Enter (Esc leaves). Until it is revealed each sees their own scores.",
    "reveal": "Type yes to reveal everybody's scores. It cannot be unseen. (Esc leaves)",
    "close": "Type yes to close the round. (Esc leaves)",
}

NEXT_OF_ROUND = {
    "open": "{reveal} reveals the round to everybody, once all have scored.",
    "revealed": "Talk ({talk}) lists the widest cells; {agree} there writes down what was settled. {close} closes "
    "the round.",
    "closed": "{open} opens a round: until it is revealed each analyst sees their own scores only.",
}
"""Which keys go on from a round, by its state."""

NO_GAINS = (
    "No gains and burdens to set against each other yet. In Study (F9), on the page Sides, a adds each side; on the "
    "page Criteria, give each side one criterion of what it gains and one of what it bears (Whose: that side), then C "
    "adds proportionality, computed from them."
)
NO_MATRIX = (
    "No matrix yet: no criterion says which government answers to which public. In Study (F9), on the page Criteria, "
    "open a criterion with Enter and give “Who answers to whom”, for example {pair}."
)
NO_SIDES = "No matrix of who answers to whom: the study has no sides. In Study (F9), on the page Sides, a adds them."


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
    return Shown((page,), hint=f"{cells} lists the cells to talk about, {tables} shows every table of the panel.")


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

    def setting(self) -> Hashable:
        """Return whether names are hidden."""
        return self.anonymous

    async def action_go(self) -> None:
        """Open the marked cell in Score mode, unless names that are shown there are hidden now."""
        if self.anonymous:
            self.say("The projector hides names, and Score mode shows them: P first.")
            return
        await super().action_go()

    def action_projector(self) -> None:
        """Hide analysts' names, or show them again."""
        self.anonymous = not self.anonymous
        self.show_page()
        self.say("Projector: analysts come under letters." if self.anonymous else "Analysts come under their names.")

    def action_round(self, action: str) -> None:
        """Ask before a round is opened, revealed or closed."""
        self.query_one(CommandLine).ask(f"round-{action}", ASKED[action])

    def action_agree(self) -> None:
        """Begin the line that writes down what the panel settled on in the marked cell."""
        cell = self.paper.cell
        if cell is None:
            self.say("Mark a cell on the page Talk first.")
            return
        text = f'agree {cell.option} {cell.criterion} VALUE --why "…"'
        self.query_one(CommandLine).ask("command", "agree OPTION CRITERION VALUE --why TEXT", text)

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Change a round once that is confirmed."""
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
