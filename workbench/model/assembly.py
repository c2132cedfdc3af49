"""A study that follows its records: after a changed score nothing else is put together again."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from workbench.model.by_cell import ByCell
from workbench.model.records import Records, first_look
from workbench.model.state import SCORE, assemble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.model.score import Score
    from workbench.model.study import Study

FOLLOWING_OTHERS = frozenset({"criterion", "leaves", "computed", "analyst", "agreed_value"})
"""What a study looks up once and what follows from no score."""
Place = tuple[int, int, int]


class Assembly:
    """The study that consists of some records, as those change."""

    def __init__(self, records: Mapping[str, Any]) -> None:
        self._records = records
        self._is_whole = False
        if isinstance(records, Records) and records.any_unread:
            self.study = first_look(records)
        else:
            self._assemble()

    def complete(self) -> Study:
        """Return the study with all its scores read."""
        if not self._is_whole:
            self._assemble()
        return self.study

    def update(self, keys: Iterable[str]) -> Study:
        """Return the study after the records under some keys have changed."""
        touched = tuple(keys)
        if self._is_whole and all(key.startswith(SCORE) for key in touched):
            cells = [key.removeprefix(SCORE) for key in touched]
            for key, cell in zip(touched, cells, strict=True):
                self._put(cell, self._records.get(key))
            self._derive(cells)
        else:
            self._assemble()
        return self.study

    def _assemble(self) -> None:
        self._is_whole = True
        self.study = assemble(self._records)
        lists = self.study.options, self.study.criteria, self.study.analysts
        self._places = [{record.id: place for place, record in enumerate(records)} for records in lists]
        self._scores = list(self.study.scores)
        places = (self._place((each.option, each.criterion, each.analyst)) for each in self._scores)
        self._order = [place for place in places if place is not None]
        self._by_cell = ByCell(self.study.score)

    def _place(self, names: Iterable[str]) -> Place | None:
        """Return where a score stands in the order of options, criteria and analysts; None when one is unknown."""
        found = [places.get(name) for places, name in zip(self._places, names, strict=True)]
        return None if None in found else tuple(found)  # type: ignore[return-value]

    def _put(self, name: str, score: Score | None) -> None:
        option, criterion, analyst = name.split("/")
        place = self._place((option, criterion, analyst))
        if place is None:
            return
        at = bisect_left(self._order, place)
        if self._order[at : at + 1] == [place]:
            del self._order[at], self._scores[at]
        if score is not None:
            self._order.insert(at, place)
            self._scores.insert(at, score)
        self._by_cell = self._by_cell.with_score((option, criterion, analyst), score)

    def _derive(self, changed: Iterable[str]) -> None:
        before, found = self.study.scores, vars(self.study)
        fields = {name: getattr(self.study, name) for name in type(self.study).model_fields}
        self.study = self.study.model_construct(**fields | {"scores": tuple(self._scores)})
        # Looked up from the first question on; made anew it takes longer than all else.
        vars(self.study).update({name: found[name] for name in FOLLOWING_OTHERS & found.keys()})
        vars(self.study)["score"] = self._by_cell
        cells = (name.split("/") for name in changed)
        vars(self.study)["rescored"] = before, frozenset((option, criterion) for option, criterion, _ in cells)
