"""The ranking as it is shown: places, bars, and who moved."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.tui.text.fitting import one_line, right, told_apart, wrap
from workbench.tui.text.line import Line, clipped, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.evaluation import OptionResult, StudyEvaluation

EIGHTHS = " ▏▎▍▌▋▊▉█"
TOP = 100.0
"""The largest total there is."""
REMEMBERED = 512
"""Places whose lines are kept: a change moves few of them."""


class Place(NamedTuple):
    """One option's place in the ranking."""

    option: str
    label: str
    brief: str
    rank: str
    total: float | None
    """None where scores are missing."""
    low: float
    high: float
    close: bool
    """Whether another total is not separable from this one."""
    moved: int
    """How many ranks it rose with the last change; negative: fell."""


def places(evaluation: StudyEvaluation, before: Mapping[str, int]) -> tuple[Place, ...]:
    """Return the places, best first.

    Parameters
    ----------
    before
        Each option's best possible rank before the last change.
    """
    close = {option for pair in evaluation.not_separable for option in pair}
    return tuple(
        Place(
            option=each.id,
            label=one_line(each.label),
            brief=one_line(each.brief),
            rank=_ranks(each),
            total=each.total,
            low=each.low,
            high=each.high,
            close=each.id in close,
            moved=before.get(each.id, each.possible_ranks[0]) - each.possible_ranks[0],
        )
        for each in evaluation.ranking
    )


def _ranks(result: OptionResult) -> str:
    best, worst = result.possible_ranks
    return str(best) if best == worst else f"{best}–{worst}"


def best_ranks(evaluation: StudyEvaluation | None) -> dict[str, int]:
    """Return each option's best possible rank."""
    return {each.id: each.possible_ranks[0] for each in evaluation.results} if evaluation else {}


def bar(low: float, high: float, width: int) -> Line:
    """Return a bar from 0 to 100: solid to the low end, hatched on to the high end, then a thin track."""
    solid = _eighths(low, width)
    ends = max(len(solid), round(min(max(high, 0.0), TOP) / TOP * width)) if high > low else len(solid)
    return (solid, "bar"), ("░" * (ends - len(solid)), "bar"), ("┄" * (width - ends), "track")


def _eighths(value: float, width: int) -> str:
    whole, eighth = divmod(round(min(max(value, 0.0), TOP) / TOP * width * 8), 8)
    return "█" * whole + (EIGHTHS[eighth] if eighth else "")


def _total(place: Place) -> str:
    return f"{place.low:.1f}–{place.high:.1f}" if place.total is None else f"{place.total:.1f}"


def _arrow(place: Place) -> tuple[str, str]:
    if place.moved == 0:
        return " ", ""
    return ("▲", "good") if place.moved > 0 else ("▼", "bad")


def panel(
    shown: Sequence[Place], threshold: float, focused: str, width: int, height: int, outside: Sequence[str] = ()
) -> list[Line]:
    """Return the ranking as a panel: as many lines for each option as there is room for.

    Parameters
    ----------
    outside
        Names of the options that stand outside the ranking; they come last.
    """
    lines: list[Line] = [spread((("Ranking", "strong"),), (("total", "dim"),), width)]
    below: list[Line] = [clipped((("✗ ", "bad"), (name, "dim"), (" not ranked", "dim")), width) for name in outside]
    below = below[: max(0, height // 3)]
    height -= len(below)
    each = next((n for n in (4, 3, 2) if len(shown) * n + 1 <= height), 1)
    for place in _within(shown, focused, height - 1) if each == 1 else shown:
        here = place.option == focused
        entry = _entry(place, width, each, here=here) if each > 1 else [_short(place, width, here=here)]
        lines += [*entry, *[()] * (each - len(entry))]
    if any(place.close for place in shown) and len(lines) + 1 <= height:
        words = f"not separable: under {threshold:.2f} apart"
        lines.append((("≈ ", "warn"), (words if len(words) + 2 <= width else "not separable", "dim")))
    return [*lines[:height], *below]


def _within(shown: Sequence[Place], focused: str, room: int) -> Sequence[Place]:
    """Return the places there is room for: the first ones, and in any case that of the focused option."""
    if len(shown) <= room or any(place.option == focused for place in shown[:room]):
        return shown[:room]
    return [*shown[: room - 1], *(place for place in shown if place.option == focused)]


@lru_cache(REMEMBERED)
def _entry(place: Place, width: int, most: int, *, here: bool) -> tuple[Line, ...]:
    """Return an option's lines: its name on one or two, then its bar and total."""
    mark = _arrow(place)
    name = "strong" if here else ""
    rank = right(place.rank, 3 if len(place.rank) > 1 else 1)
    first, *more = _name(place, width - len(rank) - 3, 2 if most > 2 else 1)  # noqa: PLR2004 - name and bar
    head: Line = ((rank, "strong"), (f" {first}", name))
    total = _total(place)
    room = width - len(total) - 3
    close = ("≈" if place.close else " ", "warn")
    if room >= 4:  # noqa: PLR2004 - a shorter bar says nothing
        last: Line = (close, (" ", ""), *bar(place.low, place.high, room), (" ", ""), (total, "strong"))
    else:
        last = spread((close,), ((total, "strong"),), width)
    indent = " " * (len(rank) + 1)
    return (spread(clipped(head, width - 2), (mark,), width), *(((indent + text, name),) for text in more), last)


def _name(place: Place, width: int, most: int) -> list[str]:
    lines = wrap(place.label, width, most + 1)
    return lines if 0 < len(lines) <= most else wrap(place.brief, width, most) or [""]


@lru_cache(REMEMBERED)
def _short(place: Place, width: int, *, here: bool) -> Line:
    mark, style = _arrow(place)
    name = "strong" if here else ""
    rank = right(place.rank, max(2, len(place.rank)))
    head = ((rank, "strong"), ("≈" if place.close else " ", "warn"), (place.brief, name))
    return spread(
        clipped(head, width - len(_total(place)) - 2), ((mark, style), (f" {_total(place)}", "strong")), width
    )


def in_one_line(shown: Sequence[Place], width: int, outside: Sequence[str] = ()) -> Line:
    """Return the ranking in one line, for narrow terminals; options outside it come last."""
    rest = sum(len(f"{place.rank}≈ {_total(place)}▲ ") for place in shown)
    room = max(4, (width - rest) // max(1, len(shown)))
    names = told_apart([place.brief for place in shown], room)
    spans: list[tuple[str, str]] = []
    for place, name in zip(shown, names, strict=True):
        spans += [
            (f"{place.rank}", "strong"),
            ("≈" if place.close else " ", "warn"),
            (name, ""),
            (f" {_total(place)}", "strong"),
            _arrow(place),
            (" ", ""),
        ]
    spans += [(f"✗{name} ", "dim") for name in outside]
    return clipped(spans, width)
