"""Long calculations: progress, stopping, and the result or what went wrong."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The calculation is not wanted any more."""


class Work(Generic[Result]):
    """One calculation in a thread; it polls whether it is still wanted."""

    def __init__(
        self,
        title: str,
        run: Callable[[Work[Result]], Result],
        done: Callable[[Result, bool], None],
        revision: int,
    ) -> None:
        self.title = title
        self.done = done
        self.revision = revision
        """The state of the study that it started from."""
        self.fraction: float | None = None
        """How far it is, from 0 to 1; None as long as that is not known."""
        self._run = run
        self._wanted = Event()
        self._wanted.set()
        self._result: Result | None = None
        self._error: Exception | None = None

    def at(self, fraction: float) -> None:
        """Tell how far the calculation is; end it here when it is not wanted any more."""
        self.fraction = fraction
        if self.is_stopped:
            raise Stopped

    @property
    def is_stopped(self) -> bool:
        """Whether the result is not wanted any more."""
        return not self._wanted.is_set()

    def stop(self) -> None:
        """Ask the calculation to end."""
        self._wanted.clear()

    def calculate(self) -> None:
        """Do the work; whatever goes wrong is kept for `result`."""
        try:
            self._result = self._run(self)
        except Exception as error:  # noqa: BLE001 - it is raised again where it can be shown
            self._error = error

    def result(self) -> Result:
        """Return the result, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        if self.is_stopped:
            raise Stopped
        return self._result  # type: ignore[return-value]

    @property
    def words(self) -> str:
        """What is shown while it runs."""
        far = "" if self.fraction is None else f" {self.fraction:.0%}"
        return f"{self.title} …{far}  (Esc stops waiting)"
