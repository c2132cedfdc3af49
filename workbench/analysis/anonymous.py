"""A panel's analysis without the analysts' names, for the projector."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice
    from workbench.model.panel import Agreement, AnalystResult, PairOfRankings, PanelAnalysis, Ranking
    from workbench.model.rounds_compared import RoundsCompared

Figure = TypeVar("Figure")

OWN = "own weights"
"""What one analyst's weights are called: a name of a weight set can name a person."""


def anonymous(analysis: PanelAnalysis) -> PanelAnalysis:
    """Return the same figures under letters; sides keep their names.

    The order of the letters is the same in every run and has nothing to do with the order in the study. Where one
    analyst speaks for a side, the side's figures are that analyst's.
    """
    people = _people(analysis)
    ordered = sorted(people, key=lambda each: sha256(f"{analysis.study.id}/{each}".encode()).hexdigest())
    letters = {each: _letter(place) for place, each in enumerate(ordered)}
    labels = {people[each]: f"Analyst {letters[each]}" for each in ordered if people[each]}
    return _Anonymous(letters, labels).analysis(analysis)


def _people(analysis: PanelAnalysis) -> dict[str, str]:
    """Return the labels of all who come up, by id; of some who only wrote a minority note the label is not known."""
    noted = {name: "" for each in analysis.agreed for name, _ in each.minority}
    compared = analysis.rounds.people if analysis.rounds else {}
    return noted | dict(compared) | {each.id: each.label for each in analysis.analysts}


def _letter(place: int) -> str:
    """Return A to Z, then AA and so on."""
    return (_letter(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)  # noqa: PLR2004 - the alphabet


class _Anonymous:
    """The way from names to letters."""

    def __init__(self, letters: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self._letters, self._labels = letters, labels

    def analysis(self, given: PanelAnalysis) -> PanelAnalysis:
        """Return the analysis without names."""
        analysts = sorted((self._analyst(each) for each in given.analysts), key=lambda each: (len(each.id), each.id))
        run = given.run
        if run.view in self._letters:
            run = replace(run, view=self._id(run.view), view_label=self._text(run.view_label))
        return replace(
            given,
            run=run,
            analysts=tuple(analysts),
            sides=tuple(replace(each, analysts=self._ids(each.analysts)) for each in given.sides),
            with_common_weights=tuple(self._ranking(each) for each in given.with_common_weights),
            agreement=self._agreement(given.agreement) if given.agreement else None,
            agreed=tuple(
                replace(
                    each,
                    scores=self._keys(each.scores),
                    rationale=self._text(each.rationale),
                    minority=tuple((self._id(name), self._text(text)) for name, text in each.minority),
                )
                for each in given.agreed
            ),
            rounds=self._rounds(given.rounds) if given.rounds else None,
            notices=tuple(self._notice(each) for each in given.notices),
        )

    def _id(self, name: str) -> str:
        return f"analyst-{self._letters[name].lower()}" if name in self._letters else name

    def _ids(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(self._id(name) for name in names))

    def _keys(self, figures: Mapping[str, Figure]) -> dict[str, Figure]:
        return {self._id(name): figures[name] for name in sorted(figures, key=self._id)}

    def _text(self, text: str) -> str:
        for label in sorted(self._labels, key=len, reverse=True):
            text = text.replace(label, self._labels[label])
        return text

    def _notice(self, notice: Notice) -> Notice:
        return replace(notice, where=self._id(notice.where), text=self._text(notice.text))

    def _ranking(self, ranking: Ranking) -> Ranking:
        if ranking.aggregated != "one analyst":
            return ranking
        named = f"Analyst {self._letters[ranking.whose]}"
        return replace(ranking, whose=self._id(ranking.whose), label=named, weights="", weights_label=OWN)

    def _analyst(self, analyst: AnalystResult) -> AnalystResult:
        ranking = self._ranking(analyst.ranking) if analyst.ranking else None
        label = f"Analyst {self._letters[analyst.id]}"
        return replace(analyst, id=self._id(analyst.id), label=label, ranking=ranking)

    def _pair(self, pair: PairOfRankings) -> PairOfRankings:
        return replace(pair, first=self._id(pair.first), second=self._id(pair.second))

    def _agreement(self, given: Agreement) -> Agreement:
        rankings = given.rankings
        return replace(
            given,
            analysts=self._ids(given.analysts),
            cells=tuple(
                replace(each, scores=self._keys(each.scores), own=self._ids(each.own), without=self._ids(each.without))
                for each in given.cells
            ),
            rankings=replace(
                rankings,
                rankings=self._keys(rankings.rankings),
                pairs=tuple(self._pair(each) for each in rankings.pairs),
                left_out=self._ids(rankings.left_out),
            ),
        )

    def _rounds(self, given: RoundsCompared) -> RoundsCompared:
        cells = tuple(
            replace(each, before=self._keys(each.before), after=self._keys(each.after)) for each in given.cells
        )
        people = self._keys({name: self._text(label) for name, label in given.people.items()})
        return replace(given, people=people, cells=cells, moved=self._keys(given.moved))
