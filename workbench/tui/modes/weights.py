"""Weights mode: say what the swings are worth, and see at once what that does to the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from workbench.errors import WorkbenchError
from workbench.model.criterion import ROOT
from workbench.tui.modes.weight_sets import ASKED, WeightSetsScreen
from workbench.tui.screens.best_worst import BestWorstScreen
from workbench.tui.screens.pairs import PairsScreen
from workbench.tui.screens.reading import Reading
from workbench.tui.text.number import read_bare
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.ranking import Ranking, RankingLine, Standings
from workbench.tui.widgets.weight_list import WeightList
from workbench.usecases.weighing import edits
from workbench.usecases.weighing.tree import answer_of
from workbench.usecases.weighing.words import about_node, finding, number_asked, swing_asked, weights_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events
    from textual.widget import Widget

    from workbench.model.change import ChangeSet
    from workbench.usecases.editing.prepared import Prepared
    from workbench.usecases.session import Session
    from workbench.usecases.weighing.ends import Ends
    from workbench.usecases.weighing.tree import WeightRow

LEGEND = """\
swing    points for the step from the worst to the best end of a scale; the largest of a group is 100
points   bare points, without a range        ranks, pairwise, best-worst   other ways to ask a group
no answer  counts nothing                    =  no option differs on it: it cannot matter
×  ∧     a geometric group, a minimum        siblings, whole  shares of the group, of everything"""


class WeightsScreen(WeightSetsScreen):
    """Where weights are given."""

    name_of_mode: ClassVar[str] = "weights"
    DEFAULT_CSS: ClassVar[str] = """
    WeightsScreen #body { height: 1fr; }
    WeightsScreen.-narrow Ranking { display: none; }
    WeightsScreen.-narrow RankingLine { display: block; }
    WeightsScreen.-wide Ranking { width: 34; }
    WeightsScreen.-middle Words { height: 11; }
    WeightsScreen.-middle .finding { height: 2; }
    WeightsScreen.-low Words { height: 4; }
    WeightsScreen.-low .finding { height: 1; }
    WeightsScreen.-high Words { height: 12; }
    WeightsScreen.-tall Words { height: 14; }
    WeightsScreen.-high .finding, WeightsScreen.-tall .finding { height: 2; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = WeightList(self.weighing, self.moved)
        self._half: dict[str, Ends] = {}
        """Comparisons with the best and the worst that are not complete, by weight set and group."""

    def body(self) -> Iterable[Widget]:
        """Return what stands first, the weights with the ranking, and what is known of the node."""
        yield Words(lambda: [("strong", finding(self.weighing))], "finding")
        yield Horizontal(self.list, Ranking(self.weighing), id="body")
        yield RankingLine(self.weighing)
        yield Words(self.sentences)

    async def on_key(self, event: events.Key) -> None:
        """Begin a number with the digit that was pressed."""
        if self.focused is self.list and (event.character or "").isdecimal() and self._means(event.key, "number"):
            event.stop()
            event.prevent_default()
            self._ask_number(event.character or "")

    def _means(self, key: str, name: str) -> bool:
        action = self.workbench.actions.on_key(key, self.name_of_mode)
        return action is not None and action.name == name

    def study_changed(self, changes: ChangeSet) -> None:
        """Show a change in the same event as the key that made it."""
        del changes
        self.renew()

    def renew(self) -> None:
        """Show the study as it stands now."""
        if not self.is_mounted:
            return
        for ranking in self.query(Standings):
            ranking.changed()
        self.redraw()

    @property
    def listing(self) -> WeightList:
        """The weights."""
        return self.list

    def moved(self) -> None:
        """Follow the cursor; what was said of another row goes."""
        if not self.speaks:
            self.say("")
        super().moved()

    def went(self, word: str, changes: ChangeSet) -> None:
        """Go where an undo or redo changed an answer, in the set that it belongs to, and say what it was."""
        place = answer_of(changes)
        if place is not None and place[0] in {each.id for each in self.weighing.sets}:
            self.weighing.choose(place[0])
            ids = [each.id for each in self.weighing.rows]
            if place[1] in ids:
                self.list.go(ids.index(place[1]))
            self.renew()
        super().went(word, changes)

    def sentences(self) -> list[tuple[str, str]]:
        """Return what is known of the node under the cursor."""
        row = self.list.row
        return list(about_node(self.weighing, row.id)) if row else []

    def legend(self) -> str:
        """Return what the columns and marks mean."""
        return LEGEND

    # Making changes

    def _make(self, prepare: Callable[[WeightRow], Prepared | None], *, on: bool = False) -> None:
        """Make the change of the node under the cursor, or say why it cannot be made; go on to the next sibling."""
        row = self.list.row
        if row is None:
            self.say("There is nothing to weigh yet: a criterion is added in Score mode with a.")
            return

        def then() -> None:
            if on:
                self._go_on(row)

        self.make(lambda: prepare(row), then)

    def _go_on(self, row: WeightRow) -> None:
        """Go to the next sibling, since a group is asked as a whole; at its end stay."""
        ids = [each.id for each in self.weighing.siblings(row.id) if not each.is_computed]
        place = ids.index(row.id) + 1 if row.id in ids else 0
        names = [each.id for each in self.weighing.rows]
        if 0 < place < len(ids):
            self.list.go(names.index(ids[place]))

    def action_number(self) -> None:
        """Ask for the swing."""
        self._ask_number("")

    def _ask_number(self, text: str) -> None:
        row = self.list.row
        if row is None or row.is_computed:
            self._make(lambda row: edits.answered(self.weighing, row.id, 0))
            return
        found = self.weighing.strongest_leaf(row.id)
        through = row.is_group and found is not None
        self.query_one(CommandLine).ask("through" if through else "number", swing_asked(self.weighing, row), text)

    def action_own_number(self) -> None:
        """Ask for the number of a group itself."""
        if self.list.row is not None:
            words = number_asked(self.weighing, self.list.row)
            self.query_one(CommandLine).ask("number", words)

    def action_points(self) -> None:
        """Ask for bare points."""
        if self.list.row is not None:
            self.query_one(CommandLine).ask("points", f"Bare points of {self.list.row.label}, without a range")

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Take what was asked for."""
        if event.purpose in {"number", "through", "points"}:
            event.stop()
            if event.text.strip():
                self._take_number(event.purpose, event.text)
        elif event.purpose in ASKED and event.text.strip():
            event.stop()
            self.take_name(event.purpose, " ".join(event.text.split()))

    def _take_number(self, purpose: str, text: str) -> None:
        try:
            number = read_bare(text)
        except ValueError as error:
            self.say(str(error), problem=True)
            return
        if purpose == "through":
            self._make(lambda row: edits.answered_through(self.weighing, row.id, number), on=True)
        else:
            kind = "points" if purpose == "points" else edits.usual_kind(self.weighing)
            self._make(lambda row: edits.answered(self.weighing, row.id, number, kind), on=True)

    def action_nudge(self, step: int) -> None:
        """Move the weight."""
        self._make(lambda row: edits.nudged(self.weighing, row.id, step))

    def action_clear(self) -> None:
        """Take the answer away."""
        self._make(lambda row: edits.taken_back(self.weighing, row.id))

    def action_rank(self, step: int) -> None:
        """Move in the order of importance."""
        self._make(lambda row: edits.ranked(self.weighing, row.id, step))

    def action_rule(self) -> None:
        """Turn ranks into weights by the next rule."""
        self._make(lambda row: edits.next_rule(self.weighing, row.parent))

    def action_table(self) -> None:
        """Show the table."""
        self.app.push_screen(Reading("Weights", [weights_page(self.weighing)]))

    def _group(self) -> str:
        """Return the group under the cursor, else the one that the criterion belongs to."""
        row = self.list.row
        return ROOT if row is None else row.id if row.is_group else row.parent

    def action_pairwise(self) -> None:
        """Compare the children of the group in pairs."""
        self._open_over(PairsScreen(self.weighing, self._group(), self.prepared_over))

    def action_best_worst(self) -> None:
        """Compare the children of the group with the best and the worst of them."""
        self._open_over(BestWorstScreen(self.weighing, self._group(), self.prepared_over, self._half))

    def _open_over(self, screen: PairsScreen | BestWorstScreen) -> None:
        if len(self.weighing.children(self._group())) < 2:  # noqa: PLR2004 - a pair
            self.say("There is nothing to compare in this group: it has fewer than two criteria.")
        else:
            self.app.push_screen(screen)

    def prepared_over(self, prepare: Callable[[], Prepared]) -> tuple[str, Prepared | None]:
        """Make a change from a screen over this one; return what is wrong or lost, and what would be made then."""
        try:
            found = prepare()
        except (WorkbenchError, ValueError) as error:
            return str(error), None
        if found.consequence:
            return found.consequence, found
        self.session.apply(found.changes)
        return "", None
