"""The sheet PROMETHEE: how far each option outranks the others, by an importance weight set (Brans & Vincke 1985)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.method_inputs import LEVEL_OF_A_WORTH
from workbench.engine.formulas.preferences import linear
from workbench.formats.excel.sheets.annex import FLAG_ROW, begin, is_raw, oriented, oriented_formula
from workbench.formats.excel.sheets.perspectives_parts import Part, first_row
from workbench.formats.excel.sheets.perspectives_sets import shown_sets_of
from workbench.formats.excel.words import CRITERIA, PERSPECTIVES, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node


def importance_set(content: Content) -> int | None:
    """Return the place of the first importance weight set on the sheet Perspectives, None without one."""
    kinds = {each.id: each.kind for each in content.study.weight_sets}
    if len(kinds) < 2:  # noqa: PLR2004 - then there is no such sheet
        return None
    places = [place for place, (name, _) in enumerate(shown_sets_of(content)) if kinds[name] == "importance"]
    return places[0] if places else None


def write_promethee(page: Page, content: Content) -> None:
    """Write performances, the preferences of each option over the others, and the flows."""
    place = importance_set(content)
    if place is None:
        return
    _, label = shown_sets_of(content)[place]
    note = f"Weight set: {label}. Preference grows evenly from outranking_q to outranking_p levels (Settings)."
    sheet = begin(page, content, "PROMETHEE II", note)
    plan, sure, settings = content.plan, sheet.sure, content.study.settings
    weights = content.cache["perspectives"][place].whole
    found, sizes = oriented(content), np.array([_size(content, node) for node in plan.nodes])
    where = first_row(content, place, Part.LOCAL) - 1
    sheet.block(0, "Performance, larger is better", ("Weight", "One level"),
                (lambda node: (f"{PERSPECTIVES}!F{where + node.number}", float(weights[node.number - 1])),
                 lambda node: (_size_formula(content, node), float(sizes[node.number - 1]))),
                lambda node, column: oriented_formula(content, node, column), found)  # fmt: skip
    q, p = settings.outranking_indifference, settings.outranking_preference
    indices = np.zeros((len(plan.options), len(plan.options)))
    for option, own in enumerate(plan.columns):
        preferred = np.array([
            linear((found[row, option] - found[row])[None, :], q * sizes[row], p * sizes[row], 0.0)[0]
            if sizes[row] > 0 else np.zeros(len(plan.options))
            for row in range(len(plan.nodes))
        ])  # fmt: skip
        parts = weights[:, None] * preferred
        indices[option] = np.where(sure & sure[option], parts.sum(axis=0), 0.0)
        sheet.block(option + 1, f"Weight × preference of {plan.options[option]} over each other", ("", ""),
                    (lambda _: ("0", 0.0), lambda _: ("0", 0.0)),
                    lambda node, column, own=own: _preference(sheet.row(0, node), own, column),  # type: ignore[misc]
                    parts)  # fmt: skip
    row = sheet.row(len(plan.options) + 1)
    starts = row
    for option, own in enumerate(plan.columns):
        row = sheet.line(row, f"π: {plan.options[option]} over each other",
                         lambda column, option=option, own=own: _index(own, sheet.area(option + 1, column)),  # type: ignore[misc]
                         indices[option].tolist(), "calc_four")  # fmt: skip
    last = starts + len(plan.options) - 1
    others = max(int(sure.sum()) - 1, 1)
    among = plan.across(FLAG_ROW)
    leaving, entering = indices.sum(axis=1) / others, indices.sum(axis=0) / others
    row = sheet.line(row, "φ+: mean preference over the others",
                     lambda column: f"SUM({plan.across(starts + plan.columns.index(column))})/MAX(1,SUM({among})-1)",
                     leaving.tolist(), "calc_four")  # fmt: skip
    row = sheet.line(row, "φ−: mean preference of the others",
                     lambda column: f"SUM({column}{starts}:{column}{last})/MAX(1,SUM({among})-1)",
                     entering.tolist(), "calc_four")  # fmt: skip
    flows = row
    row = sheet.line(row, "φ: net flow, −1 to 1", lambda column: f"{column}{flows - 2}-{column}{flows - 1}",
                     (leaving - entering).tolist(), "out_four")  # fmt: skip
    content.marks["promethee"] = flows
    sheet.rank(row, leaving - entering, flows)
    sheet.set_up(len(plan.options) + 1)


def _size(content: Content, node: Node) -> float:
    leaf = content.leaf(node)
    if leaf is None:
        return LEVEL_OF_A_WORTH if node.kind == "computed" else 0.0
    return leaf.scale.step if is_raw(content, node) else 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low)


def _size_formula(content: Content, node: Node) -> str:
    here = content.plan.row(node.number)
    if node.kind == "computed":
        return "value_top/measured_levels"
    return f"{CRITERIA}!G{here}" if is_raw(content, node) else f"{WEIGHTS}!K{here}"


def _preference(row: int, own: str, column: str) -> str:
    gap, low, high = f"(${own}{row}-{column}{row})", f"outranking_q*$F{row}", f"outranking_p*$F{row}"
    sudden = f"IF({gap}>{low}+tie_tol,1,0)"
    return f"$E{row}*IF({high}>{low},MAX(0,MIN(1,({gap}-{low})/({high}-{low}))),{sudden})"


def _index(own: str, area: str) -> str:
    return f"IF({own}${FLAG_ROW}=1,SUM({area}),0)"
