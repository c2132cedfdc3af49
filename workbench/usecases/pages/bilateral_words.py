"""What stands between the sides, in plain and neutral words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.bilateral.net_benefit import describe_rates, describe_zone, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model.bilateral import Bilateral, Compromise, SharingView, SideDifferences

RULES = {
    "utilitarian": "the largest sum of gains",
    "egalitarian": "the largest smallest gain",
    "nash": "the Nash product",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
}


MOST_NAMED = 4
"""Options that one sentence names."""

ROUNDING = 1e-9

ZONES = {
    "mutual-gain": "mutual gain",
    "gain-no-loss": "gain without loss",
    "mixed": "gain for some, loss for others",
    "neutral": "neither gain nor loss",
    "loss": "loss without gain",
}
"""Who gains by an option, by the code of its zone; the best first."""

BASES = {"totals": "the sides' own totals", "net": "net benefits"}


def whose_scores(view: SharingView) -> str:
    """Return on whose scores the figures of a view rest, for a heading."""
    return {"own": "Own view: each side's own scores", "other": "Other view: not the side's own scores"}.get(
        view.name, "One reading for every side"
    )


def names_of(found: Bilateral) -> dict[str, str]:
    """Return what each side is called in a sentence."""
    return {side.id: side.named for side in found.sides}


def labels_of(found: Bilateral) -> dict[str, str]:
    """Return the label of each side."""
    return {side.id: side.label for side in found.sides}


def briefs_of(found: Bilateral) -> dict[str, str]:
    """Return the shortest label of each option."""
    return dict(found.options)


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def labels(found: Bilateral, *, caveat: bool = True) -> tuple[str, ...]:
    """Return what no copy of the result may lose: illustrative or not, whose view, λ, weights, the caveat."""
    study = found.study
    lines = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    if found.views:
        view = found.views[0]
        lines.append(f"{view.label}{_scored(found)}" if view.name == "own" else view.label)
    return (*lines, study.caveat) if study.caveat and caveat else tuple(lines)


def _scored(found: Bilateral) -> str:
    """Return how many of their own cells the sides scored themselves, where it is not all of them."""
    if all(side.own_cells == side.cells for side in found.sides if side.analysts):
        return ""
    scored = [f"{side.named} {side.own_cells} of {side.cells}" for side in found.sides if side.analysts]
    return f" Scored by themselves: {', '.join(scored)} cells; the rest is taken over."


def finding(found: Bilateral) -> str:
    """Return the finding: zones, packages, compromise, and where the sides differ."""
    sentences: list[str] = [unscored(found)]
    if found.views and found.scale:
        sentences += zones(found.views[0], names_of(found), found.scale.rates)
        sentences.append(packages(found.views[0], briefs_of(found)))
    chosen = found.totals or (found.views[0].compromise if found.views else None)
    if chosen is not None:
        sentences.append(compromise(chosen, briefs_of(found)))
    if found.differences:
        sentences.append(difference(found.differences[0], found))
    text = " ".join(each for each in sentences if each)
    return text or "There is nothing to compare between sides; the notices say why."


def unscored(found: Bilateral) -> str:
    """Return which gains and burdens nobody has scored, where no option has all of them."""
    view = found.views[0] if found.views else None
    if view is None or any(option.zone is not None for option in view.options):
        return ""
    gaps = dict.fromkeys(name for option in view.options for name in option.missing)
    if not gaps:
        return ""
    named = listed([found.criteria.get(name, name) for name in gaps])
    whose = ", as each side sees its own" if view.name == "own" else ""
    return f"No option can be placed between the sides yet{whose}: scores are missing on {named}."


def zones(view: SharingView, names: Mapping[str, str], rates: Mapping[str, float]) -> Iterator[str]:
    """Yield for each zone the options in it, mutual gains first."""
    order = list(ZONES)
    by_zone: dict[str, list[str]] = {}
    known = [(option, option.zone) for option in view.options if option.zone is not None]
    for option, zone in sorted(known, key=lambda each: order.index(each[1].code)):
        words = describe_zone(zone, names, rates) if zone.code == "mixed" else ZONES[zone.code]
        by_zone.setdefault(words, []).append(option.brief)
    if known and not any(zone.code == "mutual-gain" for _, zone in known):
        yield f"No option alone is a mutual gain ({describe_rates(rates)})."
    for words, options in by_zone.items():
        yield f"{capital(words)}: {first_of(options)}."


def first_of(names: Sequence[str]) -> str:
    """Return names as a list in words, of many the first ones and how many more there are."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} more"


def packages(view: SharingView, briefs: Mapping[str, str]) -> str:
    """Return the smallest packages in which every side gains."""
    found = view.packages
    if len(found.considered) < 2:  # noqa: PLR2004 - a package joins two
        return ""
    if not found.minimal:
        return "No package of options is a mutual gain."
    sets = ["+".join(briefs[name] for name in each.options) for each in found.minimal[:3]]
    more = f" and {len(found.minimal) - 3} more" if len(found.minimal) > 3 else ""  # noqa: PLR2004 - three are named
    return f"Smallest packages in which every side gains, added up: {'; '.join(sets)}{more}."


def compromise(found: Compromise, briefs: Mapping[str, str]) -> str:
    """Return which rule chooses what, or that there is no agreement zone."""
    if found.status_quo is None or not found.options:
        return ""
    if not any(option.inside for option in found.options):
        return f"No agreement zone on {BASES[found.basis]}: no option lets every side gain over the status quo."
    by_choice: dict[tuple[str, ...], list[str]] = {}
    for rule, options in found.chosen.items():
        by_choice.setdefault(options, []).append(RULES[rule])
    choices = [f"{listed(rules)} {_chooses(rules)} {listed([briefs[name] for name in options])}"
               for options, rules in by_choice.items() if options]  # fmt: skip
    return f"On {BASES[found.basis]}, {'; '.join(choices)}." if choices else ""


def _chooses(rules: Sequence[str]) -> str:
    return "chooses" if len(rules) == 1 else "choose"


def difference(found: SideDifferences, whole: Bilateral) -> str:
    """Return where two sides differ about one pair of options: scores, weights or value functions."""
    briefs = briefs_of(whole)
    above, below = (briefs[name] for name in found.pair)
    names = {side.label: side.named for side in whole.sides}
    first, second = names[found.first.label], names[found.second.label]
    start, end = found.margins["first/first/first"], found.margins["second/second/second"]
    if abs(found.gap) < ROUNDING:
        return f"{capital(second)} and {first} see {above} over {below} with the same margin ({end:+.2f})."
    parts = ", ".join(f"{part:+.2f} from {name}" for name, part in found.parts.items())
    return (
        f"{capital(second)} puts {above} {end:+.2f} against {below}, {first} {start:+.2f}: "
        f"the gap of {found.gap:+.2f} is {parts}."
    )
