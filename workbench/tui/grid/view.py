"""The grid on a study: criteria in rows, options in columns, a cursor; it follows what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.strip import Strip

from workbench.model.change import Change, ChangeSet
from workbench.tui.grid.first_look import FirstLook, longest_number
from workbench.tui.grid.geometry import divide
from workbench.tui.grid.lines import labels_of, longest_label
from workbench.tui.grid.places import SHORTEST_NUMBER
from workbench.tui.grid.rows import EVERY, every_figure, fill, left_out, options_of, rows_of, totals_of, within
from workbench.tui.grid.turned import TurnedDrawing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.geometry import Region

    from workbench.model.option import Option
    from workbench.tui.grid.rows import Filled, Row
    from workbench.usecases.session import Session


PAUSE = 0.02
"""Seconds after a move in which what it shows goes to the terminal, before anything is painted ahead."""


class GridView(TurnedDrawing):
    """The study's scores; knows where the cursor is and changes nothing but that."""

    def __init__(self, session: Session, *, moved: Callable[[], None]) -> None:
        super().__init__()
        self.session = session
        self._moved = moved
        self.shown_only = ""
        """The name of the filter, if there is one."""
        self._found: frozenset[str] = frozenset()
        self._counted_in: tuple[tuple[Row, ...], bool] | None = None
        """The rows in which the leaves that count were looked for, and whether all of them do."""
        self._scored_places: Sequence[int] = ()
        """The rows that are scored."""
        self._has_room = False
        """Whether it has been told how large it is; what is painted before is empty."""
        self._read_study()
        self._geometry = divide(0, 0, len(self.options), SHORTEST_NUMBER, 0)
        self.line = next((place for place, row in enumerate(self.rows) if row.leaf), 0)

    @property
    def is_blank(self) -> bool:
        """Whether there is no cell to be in: no option, or no criterion."""
        return not self.rows or not self.options

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.line]

    @property
    def option(self) -> Option:
        """The option under the cursor."""
        return self.options[self.column]

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the cells that count are scored, and how many there are."""
        return sum(self._filled[name].scored for name in self._counted), len(self._counted) * len(self.options)

    def changed(self, changes: ChangeSet) -> None:
        """Show what a change of the study left different, in the same event."""
        only_scores = all(change.key.startswith("score/") for change in changes.changes)
        if self._is_first_look or not changes.changes or not only_scores:
            here = None if self.is_blank else (self.option.id, self.row.criterion.id)
            self._read_study()
            self._stay_at(here)
            return
        touched: dict[str, set[str]] = {}
        for change in changes.changes:
            _, option, criterion, _ = change.key.split("/")
            touched.setdefault(criterion, set()).add(option)
        figures = every_figure(self.session)
        for row in self._tree:
            name = row.criterion.id
            if name in touched:
                self._fill_row(row, fill(self.session, row, self.options, self._filled[name], touched[name]))
            elif row.follows and figures.get(name, ()) != self._filled[name].figures:
                self._fill_row(row, fill(self.session, row, self.options))
        self._count()
        outside = frozenset(left_out(self.session))
        if outside != self.outside:
            self.outside = outside
            self._refresh_head()
        self._add_up()
        if self._longest_number() != self._geometry.number:
            self._divide()

    def _fill_row(self, row: Row, filled: Filled) -> None:
        name = row.criterion.id
        before, self._filled[name] = self._filled[name], filled
        if before != filled:
            self._revisions[name] += 1
            if name in self._places:
                self._refresh_row(self._places[name])

    def fill_again(self) -> None:
        """Read every cell again, and show those that differ."""
        keys = {f"score/{EVERY}/{row.criterion.id}/{EVERY}" for row in self._tree}
        self.changed(ChangeSet(tuple(Change(key, None, None) for key in keys)))

    def move_to(self, line: int, column: int) -> None:
        """Put the cursor into a cell and bring it into view."""
        if self.is_blank:
            return
        line = min(max(line, 0), len(self.rows) - 1)
        column = min(max(column, 0), len(self.options) - 1)
        if self.corner is not None:
            self._refresh_selected()
        before, self.line = self.line, line
        if column != self.column:
            self.column = column
            self._refresh_head()
        self._refresh_row(before)
        self._refresh_row(line)
        if self.corner is not None:
            self._refresh_selected()
        self._bring_into_view()
        self._place_terminal_cursor()
        self._moved()
        if self.is_at_edge:
            self.set_timer(PAUSE, self.paint_ahead)

    def find(self, option: str, criterion: str) -> tuple[int, int] | None:
        """Return the row and column of a cell."""
        options = [each.id for each in self.options]
        if option not in options or criterion not in self._places:
            return None
        return self._places[criterion], options.index(option)

    def _read_study(self) -> None:
        self.options = options_of(self.session)
        self.outside = frozenset(left_out(self.session))
        self._tree = rows_of(self.session.study, self.session.evaluation)
        self._is_first_look = self.session.is_unscored
        if self._is_first_look:
            self._filled = FirstLook(self.session, self._tree, self.options)
        else:
            self._filled = {row.criterion.id: fill(self.session, row, self.options) for row in self._tree}
        self._revisions = {row.criterion.id: 0 for row in self._tree}
        self._count()
        self._choose_rows()
        self._add_up()

    def turn(self) -> bool:
        """Draw options on lines, or criteria again; return whether there is anything to draw."""
        if not self.columns:
            return False
        self.turned = not self.turned
        self.corner = None
        self._add_up()
        self.scroll_to(0, 0, animate=False, force=True)
        self._stay_at(None)
        return True

    def _add_up(self) -> None:
        """Read the totals that stand beside the options, where they are drawn."""
        if self.turned:
            self.totals = totals_of(self.session.evaluation)

    def _count(self) -> None:
        """Find the leaves that count; without an evaluation, all of them."""
        every = self.session.evaluation is None
        if self._counted_in == (self._tree, every):
            return
        self._counted_in = (self._tree, every)
        self._counted = [row.criterion.id for row in self._tree if row.leaf and (every or row.share is not None)]

    def _choose_rows(self) -> None:
        """Take the rows that are neither folded away nor left out by the filter."""
        self.rows = within(self._tree, self.folded, self._found if self.shown_only else None)
        self._places = {row.criterion.id: place for place, row in enumerate(self.rows)}
        self._scored_places = [place for place, row in enumerate(self.rows) if row.leaf]
        self._labels = [""] * len(self.rows)
        self.corner = None

    def show_rows(
        self, *, folded: set[str] | None = None, filter_name: str | None = None, found: frozenset[str] = frozenset()
    ) -> None:
        """Fold groups, or show only some criteria; the cursor stays where it is as far as it can."""
        here = None if self.is_blank else (self.option.id, self.row.criterion.id)
        if folded is not None:
            self.folded = folded
        if filter_name is not None:
            self.shown_only, self._found = filter_name, found
        self._choose_rows()
        self._stay_at(here)

    def _stay_at(self, cell: tuple[str, str] | None) -> None:
        parents = {row.criterion.id: row.criterion.parent for row in self._tree}
        place = None
        while cell and place is None and cell[1] in parents:
            place = self.find(*cell)
            cell = (cell[0], parents[cell[1]])
        line, column = place or (self.line, self.column)
        self.line = min(line, max(0, len(self.rows) - 1))
        self.column = min(column, max(0, len(self.options) - 1))
        if self.turned and self.columns:
            self.line = min(self.columns, key=lambda each: (abs(each - self.line), -each))
        self._divide()
        self._moved()

    def select_from_here(self, *, on: bool) -> None:
        """Begin a range at the cursor, or give it up."""
        self._refresh_selected()
        self.corner = (self.line, self.column) if on else None
        self._refresh_selected()

    def _longest_number(self) -> int:
        if self._is_first_look:
            return max(SHORTEST_NUMBER, longest_number(self.session))
        return max(SHORTEST_NUMBER, *(filled.longest for filled in self._filled.values()), SHORTEST_NUMBER)

    def _divide(self) -> None:
        """Divide the room anew: after a change of size, of the study, or of the longest number."""
        width, height = self.scrollable_content_region.size
        across = self.n_across
        longest = self.longest_option if self.turned else longest_label(self._tree)
        geometry = divide(width + 1, height, across, self._longest_number(), longest)
        self._geometry = geometry
        self._labels = self.option_names(geometry.label) if self.turned else labels_of(self.rows, geometry.label)
        self._forget_lines()
        self.virtual_size = Size(width + (across - geometry.columns) * geometry.cell, geometry.head + self.n_down)
        self._bring_into_view()
        self._place_terminal_cursor()
        self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        """Divide the new room."""
        self._has_room = True
        self._divide()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand out the painted lines; once the study stands on the screen, have it scored if it is not."""
        if not self._has_room:
            return [Strip.blank(crop.width)] * crop.height
        if self.session.is_unscored:
            self.set_timer(PAUSE, self.session.score)
        return super().render_lines(crop)

    def on_show(self) -> None:
        """Take the keys back after the terminal was too small."""
        if self.screen.focused is None:
            self.focus()
