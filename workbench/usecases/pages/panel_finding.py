"""What a panel makes of the options, in sentences: sides first, then the panel, agreement, what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.panel import PanelAnalysis, Ranking, SideResult


def finding(analysis: PanelAnalysis) -> Iterator[str]:
    """Yield the finding, sentence by sentence."""
    if analysis.panel is None:
        yield "The round is open: no joined ranking, no agreement and no talking list before it is revealed."
        return
    for side in turned(analysis.sides, 0):
        if side.judgements is not None:
            name = analysis.side_names[side.id]
            yield f"{name[:1].upper()}{name[1:]} {_first(analysis, side.judgements)}."
    yield f"The panel {_first(analysis, analysis.panel.judgements)}{_close(analysis)}."
    agreed = analysis.agreement
    if agreed is None or agreed.whole.sd_agreement is None:
        return
    whole = agreed.whole
    verb = "cell is" if whole.cells == 1 else "cells are"
    text = f"{whole.differing} of {whole.cells} {verb} scored differently (SD agreement {whole.sd_agreement:.2f}"
    if whole.eta_squared is not None:
        text += f"; {100 * whole.eta_squared:.0f} % of the spread lies between the sides"
    if agreed.rankings.kendall_w is not None:
        text += f"; W of {len(agreed.rankings.rankings)} rankings {agreed.rankings.kendall_w:.2f}"
    for pair in agreed.rankings.side_pairs[:1] if len(agreed.rankings.side_pairs) == 1 else ():
        text += "" if pair.tau_b is None else f"; tau-b between the sides {pair.tau_b:.2f}"
    yield f"{text})."
    if analysis.talking is not None and whole.differing:
        yield _settling(analysis)


def _settling(analysis: PanelAnalysis) -> str:
    points = analysis.talking
    if points is None:
        return ""
    if not points.could:
        if len(points.could_not) == 1:
            return "Settling it could not change the panel's ranking."
        together = "all together could" if points.together else "nor could all together"
        return f"None of them alone could change the panel's ranking; {together}."
    first = sum(each.changes_first for each in points.could)
    text = f"{len(points.could)} of them could each change the panel's ranking ({first} its first rank)"
    if points.could_not:
        text += f", the others {'only' if points.together else 'not even'} together"
    return f"{text}."


def _first(analysis: PanelAnalysis, ranking: Ranking) -> str:
    if len(ranking.standings) == 1:
        only = ranking.standings[0]
        total = f"{only.low:.1f} to {only.high:.1f}" if only.total is None else f"{only.total:.2f}"
        return f"puts {analysis.options[only.option]}, the one option, at {total}"
    if not ranking.best:
        return "has no ranking yet, since scores are missing"
    names = [analysis.options[name] for name in ranking.best]
    return f"ranks {' and '.join(names)} first"


def _close(analysis: PanelAnalysis) -> str:
    """Return what takes the panel's first rank back: not separable, or another first rank when results are joined."""
    if analysis.panel is None:
        return ""
    scores, results = analysis.panel.judgements, analysis.panel.results
    words = []
    near = [b if a in scores.best else a for a, b in scores.not_separable if {a, b} & set(scores.best)]
    if near:
        words.append(f"not separable from {' and '.join(analysis.options[name] for name in near)}")
    if results.best and results.best != scores.best:
        words.append(f"with results joined {' and '.join(analysis.options[name] for name in results.best)}")
    return f" ({'; '.join(words)})" if words else ""


def turned(sides: Sequence[SideResult], by: int) -> list[SideResult]:
    """Return the sides in another order for each table, so that none always stands first."""
    by = by % len(sides) if sides else 0
    return [*sides[by:], *sides[:by]]
