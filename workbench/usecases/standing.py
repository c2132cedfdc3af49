"""How a study stands while somebody works on it: its records, and what they score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.veil import visible_study
from workbench.errors import UsageError, WorkbenchError
from workbench.model.assembly import Assembly
from workbench.model.selection import select
from workbench.model.state import read_record
from workbench.store.folder import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

LATER = "It is being calculated."
"""Why there is no evaluation yet."""


class Standing:
    """The study that a state describes, and its evaluation for one analyst; only what changed is read again."""

    def __init__(self, state: Mapping[str, Json], analyst: str, path: Path, *, later: bool = False) -> None:
        """Read a state.

        Parameters
        ----------
        later
            Whether it is read to the end and scored by `score`, or with the first change, and not at once.

        Raises
        ------
        StoreError
            When a value in it is no record of this program.
        """
        self._state = state
        self.is_unscored = later
        self._analyst = analyst
        self._records = read_records(state, path, later=later)
        self._assembly = Assembly(self._records)
        self.unreadable: dict[str, str] = {}
        """Values that others have written and this program cannot read, with the reason."""
        self.whole: Study
        """What this analyst may see, with what the profile and the option set leave out."""
        self.study: Study
        self.evaluation: StudyEvaluation | None
        self.reason = ""
        self._score(self._assembly.study)

    @property
    def view(self) -> str | None:
        """Whose judgement is shown: the analyst's own, once there is one."""
        return self._analyst if self._analyst in self.study.analyst else self.study.view

    def update(self, keys: Iterable[str]) -> None:
        """Take over what the state now holds under some keys."""
        touched = tuple(keys)
        self.is_unscored = False
        for key in touched:
            self._records.pop(key, None)
            self.unreadable.pop(key, None)
            value = self._state.get(key)
            if value is not None:
                try:
                    self._records[key] = read_record(key, value)
                except (ValueError, TypeError) as error:
                    self.unreadable[key] = str(error)
        self._score(self._assembly.update(touched))

    def score(self) -> None:
        """Score what was left for later."""
        self.is_unscored = False
        self._score(self._assembly.complete())

    def _score(self, study: Study) -> None:
        whole = self.whole = visible_study(study, self._analyst)
        self.evaluation, self.reason = None, ""
        try:
            self.study = select(whole)
        except UsageError:
            self.study = whole
        if self.is_unscored:
            self.reason = LATER
            return
        from workbench.analysis.scoring import score_study

        try:
            self.evaluation = score_study(whole, view=self.view)
        except WorkbenchError as error:
            self.reason = str(error)
