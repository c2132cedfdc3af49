"""The records of a state, of which plain scores are read when somebody asks for them."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, overload

from workbench.model.record import LONGEST_TEXT
from workbench.model.score import Basis, Confidence
from workbench.model.state import SCORE, assemble, ordered_scores, read_record, score_key

if TYPE_CHECKING:
    from workbench.model.by_cell import Cell
    from workbench.model.change import Json
    from workbench.model.score import Score
    from workbench.model.study import Study

_PLAIN = frozenset({"value", "rationale", "confidence", "basis"})
"""The fields of a plain score."""


class UnreadableError(ValueError):
    """A value that is no record."""

    def __init__(self, key: str, why: Exception) -> None:
        super().__init__(f"the value of {key} cannot be read: {why}")


class Records(MutableMapping[str, Any]):
    """The record under each key of a state."""

    def __init__(self, state: Mapping[str, Json], *, later: bool = False) -> None:
        """Read a state.

        Parameters
        ----------
        later
            Whether scores that cannot be wrong are left unread until they are asked for.

        Raises
        ------
        UnreadableError
            When a value is no record.
        """
        self._known: dict[str, Any] = {}
        self._unread: dict[str, Json] = {}
        scores = {key: value for key, value in state.items() if key.startswith(SCORE)} if later else {}
        for key in [key for key in state if key not in scores]:
            self._read(key, state[key])
        plain = {key: value for key, value in scores.items() if isinstance(value, dict) and value.keys() <= _PLAIN}
        if plain and self._cannot_be_wrong(plain):
            self._unread = plain
        for key in [key for key in scores if key not in self._unread]:
            self._read(key, scores[key])

    @property
    def any_unread(self) -> bool:
        """Whether a score has not been read yet."""
        return bool(self._unread)

    @property
    def apart_from_scores(self) -> dict[str, Any]:
        """All but the scores."""
        return {key: record for key, record in self._known.items() if not key.startswith(SCORE)}

    def read_all(self) -> None:
        """Read what has not been read yet."""
        while self._unread:
            self._read(*self._unread.popitem())

    def _read(self, key: str, value: Json) -> None:
        try:
            self._known[key] = read_record(key, value)
        except (ValueError, TypeError) as error:
            raise UnreadableError(key, error) from error

    def _cannot_be_wrong(self, scores: Mapping[str, Any]) -> bool:
        """Return whether scores without evidence are all sound: looked at all together, a tenth of reading them."""
        names = "/".join(scores).split("/")
        kinds = zip(("option", "criterion", "analyst"), (names[place::4] for place in (1, 2, 3)), strict=True)
        known = all(f"{kind}/{name}" in self._known for kind, some in kinds for name in set(some))
        reasons = [each.get("rationale", "") for each in scores.values()]
        numbers = [each.get("value") for each in scores.values()]
        try:
            return (
                known
                and {key.count("/") for key in scores} == {3}
                and set(map(type, numbers)) == {float}
                and all(map(isfinite, numbers))
                and "".join(reasons).replace("\n", "").isprintable()
                and max(map(len, reasons)) <= LONGEST_TEXT // 2
                and {each.get("confidence") for each in scores.values()} <= {None, *Confidence}
                and {each.get("basis") for each in scores.values()} <= {None, *Basis}
            )
        except TypeError:  # something else where a text or a number should be
            return False

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - the kind of record follows from the key
        """Return the record under a key."""
        if key in self._unread:
            self._read(key, self._unread.pop(key))
        return self._known[key]

    def __setitem__(self, key: str, record: Any) -> None:  # noqa: ANN401 - the kind of record follows from the key
        """Put a record under a key."""
        self._unread.pop(key, None)
        self._known[key] = record

    def __delitem__(self, key: str) -> None:
        """Take the record under a key away."""
        if self._unread.pop(key, None) is None:
            del self._known[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter([*self._known, *self._unread])

    def items(self) -> ItemsView[str, Any]:
        """Return the keys with their records, all of them read."""
        self.read_all()
        return self._known.items()

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._known) + len(self._unread)


def first_look(records: Records) -> Study:
    """Return the study that consists of some records; its scores are read when they are asked for."""
    study = assemble(records.apart_from_scores)
    vars(study).update(scores=_Scores(study, records), score=_ScoreOfCell(study, records))
    return study


class _Scores(Sequence["Score"]):
    """All scores in their order, read and sorted with the first question."""

    def __init__(self, study: Study, records: Records) -> None:
        self._study = study
        self._records = records
        self._sorted: tuple[Score, ...] | None = None

    @property
    def _all(self) -> tuple[Score, ...]:
        if self._sorted is None:
            self._records.read_all()
            scores = (record for key, record in self._records.items() if key.startswith(SCORE))
            self._sorted = ordered_scores(self._study.options, self._study.criteria, self._study.analysts, scores)
        return self._sorted

    @overload
    def __getitem__(self, place: int) -> Score: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Score, ...]: ...
    def __getitem__(self, place: int | slice) -> Score | tuple[Score, ...]:
        """Return the score at a place, or those at some."""
        return self._all[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)


class _ScoreOfCell(Mapping["Cell", "Score"]):
    """The scores by option, criterion and analyst, each read when it is asked for."""

    def __init__(self, study: Study, records: Records) -> None:
        self._study = study
        self._records = records
        self._known = [{each.id for each in listed} for listed in (study.options, study.criteria, study.analysts)]

    def __getitem__(self, cell: Cell) -> Score:
        """Return the score of a cell."""
        if not all(name in known for name, known in zip(cell, self._known, strict=True)):
            raise KeyError(cell)
        score: Score = self._records[score_key(*cell)]
        return score

    def __iter__(self) -> Iterator[Cell]:
        """Yield the cells."""
        return ((each.option, each.criterion, each.analyst) for each in self._study.scores)

    def __len__(self) -> int:
        """Return how many scores there are."""
        return len(self._study.scores)
