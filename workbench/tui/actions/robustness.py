"""Robustness mode: its pages and its actions; their methods are the screen's."""

from __future__ import annotations

from workbench.tui.actions.action import Action
from workbench.tui.actions.paged import PAGE, paged_actions
from workbench.tui.modes.mode import Mode

PAGES = (
    ("verdict", "Verdict", "Firm, firm within the stated uncertainty, or open, and why."),
    ("flips", "Flips", "What turns the ranking: weights, neighbours, single scores."),
    ("tornado", "Tornado", "How far each criterion's points move the lead."),
    ("scores", "Scores", "How far each score moves the lead."),
    ("curve", "Curve", "Totals over one weight; w and W choose the weight."),
    ("ranks", "Ranks", "How often each option takes each rank."),
    ("lifting", "Needs", "What an option would need to come first; o chooses the option."),
    ("everything", "All", "Every interval, flip and comparison."),
)
"""Name, title and help of each page."""

MODE = Mode(
    name="robustness",
    title="Robustness",
    purpose="how firm the ranking is",
    key="f5",
    number=4,
    screen="RobustnessScreen",
    actions=paged_actions(
        PAGES,
        Action("weight", "Curve: the next weight", ("w",), "weight(1)", group=PAGE,
               help="Those that turn the first rank soonest come first."),
        Action("weight-before", "Curve: the weight before", ("W",), "weight(-1)", group=PAGE),
        Action("option", "Needs: the next option", ("o",), "option", group=PAGE),
    ),
)  # fmt: skip
