"""A mode that shows pages: each is calculated in a thread when it is asked for, and kept until the study changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from workbench.errors import WorkbenchError
from workbench.tui.actions.key_names import key_name
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.page_line import PageLine
from workbench.tui.widgets.page_view import PageView, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from textual.widget import Widget

    from workbench.model.study import Study
    from workbench.tui.running.work import Work
    from workbench.usecases.session import Session

Answer = TypeVar("Answer")
WAITING = Shown(text="Calculating …")
STOPPED = Shown(text="Stopped: nothing was calculated. r calculates again.")


@dataclass(frozen=True)
class Source:
    """The study in one state, and what has been found out about it."""

    study: Study
    view: str | None
    """Whose judgement is shown."""
    revision: int
    answers: dict[str, Any] = field(default_factory=dict)
    pages: dict[Hashable, Shown] = field(default_factory=dict)

    def ask(self, name: str, question: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, found out once."""
        if name not in self.answers:
            self.answers[name] = question()
        answer: Answer = self.answers[name]
        return answer


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a mode."""

    name: str
    title: str
    """One word for the line of pages."""
    help: str
    make: Callable[[Any, Source, Work[Any]], Shown]
    """Calculates it, in a thread, for a screen as it was set when it was asked for."""


class PagedScreen(ModeScreen):
    """A line of pages, and the page."""

    pages: ClassVar[tuple[Page, ...]] = ()
    follows: ClassVar[bool] = True
    """Whether a change of the study is calculated at once; else pages are marked and wait for a key."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.page = self.pages[0]
        self.known: Source | None = None
        """What the pages are made from."""
        self.paper = PageView()

    def body(self) -> Iterable[Widget]:
        """Return the line of pages and the page."""
        titles = [each.title for each in self.pages]
        yield PageLine(titles, lambda: self.pages.index(self.page), lambda place: self.turn_to(self.pages[place]))
        yield self.paper

    def setting(self) -> Hashable:
        """Return what the page depends on besides the study."""
        return ()

    def on_screen_resume(self) -> None:
        """Take the keys; calculate for the first time."""
        self.paper.focus()
        if self.known is None:
            self.is_behind = False
            self._read_study()
            self.show_page()

    def renew(self) -> None:
        """Follow a change of the study, or mark what is shown as out of date."""
        if not self.is_mounted:
            return
        self.query_one("StudyLine").redraw()  # type: ignore[attr-defined]
        if self.follows or self.known is None:
            self._read_study()
            self.paper.mark_stale()
            self.show_page(keep=True)
        else:
            self.paper.mark_stale()

    def _read_study(self) -> None:
        self.known = Source(self.session.whole, self.session.view, self.workbench.revision)

    def turn_to(self, page: Page) -> None:
        """Show another page."""
        self.page = page
        self.say("")
        self.show_page()

    def show_page(self, *, keep: bool = False) -> None:
        """Show the page, calculated now if it is not known; meanwhile what is shown may be kept."""
        self.query_one(PageLine).redraw()
        source, page, setting = self.known, self.page, self.setting()
        if source is None:
            return
        found = source.pages.get((page.name, setting))
        if found is not None:
            self.stop_working()
            self._lay(found)
            return

        def done(shown: Shown, _: bool) -> None:  # noqa: FBT001 - as `work` calls it
            source.pages[page.name, setting] = shown
            if (self.known, self.page, self.setting()) == (source, page, setting):
                self._lay(shown)

        self.work(f"{page.title}", lambda work: self._made(page, source, work), done)
        if not keep:
            self.paper.show_page(WAITING, as_tables=False, stale=False)

    def _made(self, page: Page, source: Source, work: Work[Any]) -> Shown:
        try:
            return page.make(self, source, work)
        except (WorkbenchError, ValueError) as error:
            empty = not (source.study.options and source.study.leaves)
            todo = " In Score mode (F2), a adds options and criteria." if empty else ""
            return Shown(text=f"{error}{todo}")

    def _lay(self, shown: Shown) -> None:
        stale = self.known is not None and self.known.revision != self.workbench.revision
        self.paper.show_page(shown, as_tables=self.paper.as_tables, stale=stale)

    def stop_working(self) -> bool:
        """Stop the calculation that runs; a page that waits for it says so."""
        stopped = super().stop_working()
        if stopped and self.paper.content is WAITING:
            self.paper.show_page(STOPPED, as_tables=self.paper.as_tables, stale=False)
        return stopped

    def about(self) -> str:
        """Return what the page is, and its first line."""
        first = next((line for line in self.paper.plain.splitlines() if line), "")
        return f"{self.page.title}: {self.page.help} {first}"

    def legend(self) -> str:
        """Return what marks mean on every page."""
        return "≈ not separable · ? or ░ open, because scores are missing · – no figure · letters name options"

    def key_of(self, action: str) -> str:
        """Return the first key of one of the mode's actions, as people write it."""
        known = self.workbench.actions.of(self.name_of_mode)
        return next((key_name(each.keys[0]) for each in known if each.name == action and each.keys), "")

    def action_page(self, name: str) -> None:
        """Show a page by its name."""
        self.turn_to(next(each for each in self.pages if each.name == name))

    def action_turn(self, step: int) -> None:
        """Show the next or the previous page."""
        self.turn_to(self.pages[(self.pages.index(self.page) + step) % len(self.pages)])

    def action_table(self) -> None:
        """Show tables in place of pictures, and back."""
        self.paper.as_tables = not self.paper.as_tables
        self.paper.show_page(self.paper.content, as_tables=self.paper.as_tables, stale=self.paper.is_stale)
        self.say("Tables in place of pictures." if self.paper.as_tables else "Pictures.")

    def action_again(self) -> None:
        """Calculate from the study as it stands now; what is shown stays until then."""
        self.say("")
        self._read_study()
        self.show_page(keep=bool(self.paper.content.parts))

    def action_scroll(self, way: str) -> None:
        """Scroll the page; on a page with cells, up and down mark another one first."""
        step = {"up": -1, "down": 1}.get(way)
        if step is not None and self.paper.content.cells and self.paper.mark(step):
            return
        getattr(self.paper, f"scroll_{way}")(animate=False)

    async def action_go(self) -> None:
        """Open the marked cell in Score mode."""
        cell = self.paper.cell
        if cell is None:
            self.say("This page lists no cells.")
            return
        await self.workbench.action_show_mode("score")
        grid = self.workbench.score.grid
        place = grid.find(cell.option, cell.criterion)
        if place is None:
            grid.show_rows(folded=set(), filter_name="")
            place = grid.find(cell.option, cell.criterion)
        if place is not None:
            grid.move_to(*place)

    async def on_page_view_chosen(self) -> None:
        """Open the clicked cell."""
        await self.action_go()
