"""What every mode's screen has: the study's line, a banner, a body of its own, and the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.message import Message
from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.tui.running.work import Stopped, Work
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.ground import Below, Ground
from workbench.tui.widgets.status import Status
from workbench.tui.widgets.study_line import Banner, StudyLine
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.dom import DOMNode
    from textual.widget import Widget

    from workbench.model.change import ChangeSet
    from workbench.tui.app import WorkbenchApp
    from workbench.usecases.session import Session

Result = TypeVar("Result")


class ModeScreen(Ground, Screen[None]):
    """The frame of a mode.

    A mode's own screen gives `name_of_mode` and `body`, and follows the study in `renew` or, for changes that must be
    shown in the same event, in `study_changed`.
    """

    name_of_mode: ClassVar[str] = ""

    class Finished(Message):
        """A long calculation ended."""

        def __init__(self, work: Work[Any]) -> None:
            super().__init__()
            self.work = work

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.is_behind = False
        """Whether the study changed while another mode was shown."""
        self.working: Work[Any] | None = None
        self.speaks = False
        """Whether every move is said in the bottom line."""

    @property
    def workbench(self) -> WorkbenchApp:
        """The application."""
        return cast("WorkbenchApp", self.app)

    @property
    def keys_owner(self) -> DOMNode:
        """Whose `action_…` methods the mode's actions call."""
        return self

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the study's line and the bottom line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the areas from top to bottom, at once for the size there is."""
        self._fit(*self.app.size)
        yield TooSmall()
        with Below(classes="page"):
            yield StudyLine(self.session, self.name_of_mode)
            yield Banner(self.session)
            yield from self.body()
            yield CommandLine()
            yield Status()

    def _fit(self, width: int, height: int) -> None:
        """Take the classes for a size before there is anything that their styles would be looked up for again."""
        for cells, limits in ((width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)):
            self.update_classes({name: False for _, name in limits or ()}, update=False)
            self.update_classes({max(each for each in limits or () if each[0] <= cells)[1]: True}, update=False)

    def study_changed(self, changes: ChangeSet) -> None:
        """Show a change while this mode is on the screen; by default everything is read anew."""
        del changes
        self.renew()

    def renew(self) -> None:
        """Show the study as it stands now; called when the mode comes back after changes."""

    def hold(self) -> bool:
        """Keep what is half written, before the mode or the program is left; return whether that went well."""
        return True

    def about(self) -> str:
        """Return what is to be known of the place under the cursor, for the help and for a screen reader."""
        return ""

    def legend(self) -> str:
        """Return what the marks of this mode mean, for the help."""
        return ""

    def went(self, word: str, changes: ChangeSet) -> None:
        """Show where an undo or redo went."""
        from workbench.tui.text.words import told

        self.say(f"{word}: {told(self.session.study, changes)}")

    def on_mount(self) -> None:
        """Take over the keys that the user wants."""
        self.keys_owner._bindings.key_to_bindings = self.workbench.bindings_of(self.name_of_mode)  # noqa: SLF001 - the keymap replaces what the class declares

    def on_screen_resume(self) -> None:
        """Catch up with what happened meanwhile."""
        if self.is_behind:
            self.is_behind = False
            self.renew()
        self.show_saving()
        self.query_one(Status).redraw()

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message in the bottom line and keep it for the list of messages."""
        if text:
            self.workbench.heard(one_line(text))
        if self.is_mounted:
            self.query_one(Status).say(one_line(text), problem=problem)

    def show_saving(self) -> None:
        """Show how far the disk is, and what is in dispute."""
        self.query_one(StudyLine).redraw()
        self.query_one(Banner).update_from_session()

    def work(self, title: str, run: Callable[[Work[Result]], Result], done: Callable[[Result, bool], None]) -> None:
        """Calculate something long in a thread of its own; a calculation that still runs is stopped.

        Parameters
        ----------
        title
            What is calculated, shown with its progress.
        run
            Calculates; tells its progress with `work.at(fraction)`, which raises once it is to stop.
        done
            Shows the result, in the screen's own thread; told whether the study has changed since.
        """
        self.stop_working()
        job: Work[Result] = Work(title, run, done, self.workbench.revision)
        self.working = job
        self.query_one(Status).show_work(job)
        self.run_worker(lambda: self._calculate(job), thread=True, group=self.name_of_mode, exit_on_error=False)

    def stop_working(self) -> bool:
        """Stop the calculation that runs; return whether there was one."""
        job, self.working = self.working, None
        if job is None:
            return False
        job.stop()
        self.query_one(Status).show_work(None)
        return True

    def _calculate(self, job: Work[Any]) -> None:
        job.calculate()
        self.post_message(self.Finished(job))

    def on_mode_screen_finished(self, message: Finished) -> None:
        """Show what a calculation found, unless another one took its place."""
        job = message.work
        if job is not self.working:
            return
        self.working = None
        self.query_one(Status).show_work(None)
        try:
            result = job.result()
        except Stopped:
            return
        except (WorkbenchError, ValueError) as error:
            self.say(f"{job.title}: {error}", problem=True)
            return
        job.done(result, job.revision != self.workbench.revision)
