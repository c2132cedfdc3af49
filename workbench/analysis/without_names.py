"""A study without the people who scored it: the same figures, analysts under letters, their own words left away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.agreed import Agreed
    from workbench.model.round import Round
    from workbench.model.score import Score
    from workbench.model.study import Study

REASON = "A reason is written in the study."
"""What stands for a scorer's own words, so that scores with a reason still count as such."""

SHORTEST_NAME = 3
"""Letters from which on a name is also looked for inside texts."""


@dataclass(frozen=True)
class Names:
    """Who is called what: ids and labels of analysts and of the weight sets that stand for one of them."""

    ids: Mapping[str, str]
    weight_sets: Mapping[str, str]
    labels: Mapping[str, str]

    def in_text(self, text: str) -> str:
        """Return a text in which analysts' names are letters, where they stand as whole words."""
        for label in sorted(self.labels, key=len, reverse=True):
            if len(label) >= SHORTEST_NAME:
                text = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", lambda _: self.labels[label], text)  # noqa: B023 - used at once
        return text


def names_of(study: Study) -> Names:
    """Return letters for a study's analysts; their order has nothing to do with the order in the study."""
    ordered = sorted(study.analysts, key=lambda each: sha256(f"{study.id}/{each.id}".encode()).hexdigest())
    letters = {each.id: _letters(place) for place, each in enumerate(ordered)}
    own: dict[str, str] = {}
    for analyst in ordered:
        if analyst.weight_set is not None:
            own.setdefault(analyst.weight_set, f"own-weights-{letters[analyst.id].lower()}")
    labels = {each.label: f"Analyst {letters[each.id]}" for each in ordered}
    return Names({name: f"analyst-{letter.lower()}" for name, letter in letters.items()}, own, labels)


def _letters(place: int) -> str:
    """Return A to Z, then AA and so on."""
    return (_letters(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)  # noqa: PLR2004 - the alphabet


def without_names(study: Study, names: Names) -> Study:
    """Return a study with the same figures in which nobody who scored is named, and no reason of theirs stands."""
    analysts = tuple(
        each.model_copy(
            update={
                "id": names.ids[each.id],
                "label": names.labels[each.label],
                "based_on": names.ids.get(each.based_on or ""),
                "weight_set": names.weight_sets.get(each.weight_set or ""),
            }
        )
        for each in study.analysts
    )
    sets = tuple(
        each.model_copy(
            update={"id": names.weight_sets[each.id], "label": "an analyst's own weights", "note": ""}
            if each.id in names.weight_sets
            else {"label": names.in_text(each.label), "note": names.in_text(each.note)}
        )
        for each in study.weight_sets
    )
    changed = {
        "analysts": analysts,
        "weight_sets": sets,
        "scores": tuple(_score(each, names) for each in study.scores),
        "agreed": tuple(_agreed(each) for each in study.agreed),
        "rounds": tuple(_round(each, names) for each in study.rounds),
        "assignments": (),
        "profiles": tuple(
            each.model_copy(update={"weight_set": names.weight_sets.get(each.weight_set or "", each.weight_set)})
            for each in study.profiles
        ),
        "settings": study.settings.model_copy(
            update={
                "view": names.ids.get(study.settings.view or "", study.settings.view),
                "weight_set": names.weight_sets.get(study.settings.weight_set or "", study.settings.weight_set),
            }
        ),
    } | {field: names.in_text(getattr(study, field)) for field in ("question", "disclaimer", "caveat", "viewpoint")}
    same = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**same | changed)


def _score(score: Score, names: Names) -> Score:
    return score.model_copy(
        update={"analyst": names.ids.get(score.analyst, score.analyst), "rationale": REASON if score.has_reason else ""}
    )


def _agreed(agreed: Agreed) -> Agreed:
    return agreed.model_copy(update={"rationale": REASON if agreed.has_reason else "", "minority": ()})


def _round(each: Round, names: Names) -> Round:
    return each.model_copy(
        update={
            "analysts": tuple(names.ids.get(name, name) for name in each.analysts),
            "facilitator": None,
            "note": "",
            "scores": (),
        }
    )
