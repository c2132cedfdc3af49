"""Results mode: its pages and its actions; their methods are the screen's."""

from __future__ import annotations

from workbench.tui.actions.action import Action
from workbench.tui.actions.paged import PAGE, paged_actions
from workbench.tui.modes.mode import Mode

PAGES = (
    ("summary", "Summary", "The first page: verdict, perspectives, firmness, sides, evidence."),
    ("ranking", "Ranking", "Totals, what stands outside the ranking, dominance, what stands beside."),
    ("parts", "Parts", "What each total consists of."),
    ("profiles", "Profiles", "Every option from worst to best on every criterion."),
    ("heat-map", "Map", "Worth of every option on every criterion."),
    ("pair", "Why", "Why one option stands above another; a and b choose the two."),
    ("groups", "Groups", "Every group's totals, weights and the steps of the method."),
    ("cells", "Cells", "The cells worth talking about, to go to."),
    ("evidence", "Evidence", "What the evidence covers and what rests on it."),
)
"""Name, title and help of each page."""

MODE = Mode(
    name="results",
    title="Results",
    purpose="the ranking and what stands behind it",
    key="f4",
    number=3,
    screen="ResultsScreen",
    actions=paged_actions(
        PAGES,
        Action("first-option", "Why: another option", ("a",), "choose('first')", group=PAGE),
        Action("second-option", "Why: against another option", ("b",), "choose('second')", group=PAGE),
    ),
)
