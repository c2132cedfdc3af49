"""Compare mode: its pages and its actions; their methods are the screen's."""

from __future__ import annotations

from workbench.tui.actions.action import Action
from workbench.tui.actions.paged import PAGE, paged_actions
from workbench.tui.modes.mode import Mode

ROUNDS = "Rounds"

PAGES = (
    ("sides", "Sides", "Gains and burdens, the three-part test, what all could accept."),
    ("net-benefits", "Map", "Net benefit of each side, with zones."),
    ("matrix", "Matrix", "Who answers to whom, government by public."),
    ("packages", "Packages", "Options together from which every side gains."),
    ("panel", "Panel", "Rankings by analyst, side and panel."),
    ("talk", "Talk", "Cells that are scored differently and could change the ranking, to go to."),
    ("agreement", "Agreement", "How far analysts agree, by cell, criterion and option; agreed values."),
    ("rounds", "Rounds", "Score apart, reveal, discuss, score again."),
    ("in-full", "All", "Every table between the sides."),
)
"""Name, title and help of each page."""

MODE = Mode(
    name="compare",
    title="Compare",
    purpose="sides, analysts and options beside each other",
    key="f6",
    number=5,
    screen="CompareScreen",
    actions=paged_actions(
        PAGES,
        Action("projector", "Projector: analysts under letters, and back", ("P",), "projector", foot="projector",
               group=PAGE),
        Action("open-round", "Open a round: each scores apart", ("O",), "round('open')", group=ROUNDS),
        Action("reveal-round", "Reveal the round", ("V",), "round('reveal')", group=ROUNDS),
        Action("close-round", "Close the round", ("C",), "round('close')", group=ROUNDS),
        Action("agree", "Write down what the panel settled on in the marked cell", ("A",), "agree", group=ROUNDS),
    ),
)  # fmt: skip
