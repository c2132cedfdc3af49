"""A report on the screen: any report, scrolled in both directions, its finding on the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView

from workbench.tui.text.fitting import wrap
from workbench.tui.text.line import text_of
from workbench.tui.text.report_lines import reports_lines, widest
from workbench.tui.theme import LINE_CSS
from workbench.tui.widgets.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from workbench.model.report import Report
    from workbench.tui.text.line import Line

STALE = "OUT OF DATE: the study has changed since it was calculated."


class ReportView(ScrollView, can_focus=True):
    """Reports, or text that is shown as it is; marked when the study has changed since."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "scroll_up", "Up", show=False),
        Binding("j", "scroll_down", "Down", show=False),
        Binding("h", "scroll_left", "Left", show=False),
        Binding("l", "scroll_right", "Right", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "End", show=False),
    ]
    DEFAULT_CSS = f"""ReportView {{
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; scrollbar-gutter: stable;
        scrollbar-background: $background; scrollbar-corner-color: $background; scrollbar-color: $panel; padding: 0 1;
        {LINE_CSS}
    }}"""
    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False

    def __init__(self, reports: Sequence[Report] = (), text: str = "", words: Sequence[str] = ()) -> None:
        super().__init__()
        self.is_stale = False
        self._reports, self._text, self._words = tuple(reports), text, tuple(words)
        self._drawn: list[Line] = []
        self._ink = Ink(self, "line")

    def show(
        self, reports: Sequence[Report] = (), *, text: str = "", words: Sequence[str] = (), stale: bool = False
    ) -> None:
        """Show reports, or a text as it is, with words below; marked when the study has changed meanwhile."""
        self._reports, self._text, self._words, self.is_stale = tuple(reports), text, tuple(words), stale
        self._lay_out()

    def mark_stale(self) -> None:
        """Say that the study has changed since; nothing to say when nothing is shown."""
        if not self.is_stale and (self._reports or self._text):
            self.is_stale = True
            self._lay_out()

    @property
    def plain(self) -> str:
        """What is shown, without its styles."""
        return "\n".join(text_of(line).rstrip() for line in self._drawn)

    def _lay_out(self) -> None:
        width = max(20, self.scrollable_content_region.width)
        lines: list[Line] = [((STALE, "alarm"),)] if self.is_stale else []
        lines += reports_lines(self._reports, width)
        lines += [((_shown(line), ""),) for line in self._text.splitlines()]
        for word in self._words:
            lines += [((part, "warn"),) for part in wrap(word, width, 100)]
        self._drawn = lines
        self.virtual_size = Size(widest(lines), len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        x, top = round(self.scroll_x), round(self.scroll_y)
        width = self.size.width
        line = self._drawn[top + y] if top + y < len(self._drawn) else ()
        return self._ink.painted(line, max(width + x, widest([line]))).crop(x, x + width)

    def notify_style_update(self) -> None:
        """Paint anew when the theme changed."""
        super().notify_style_update()
        self._ink.forget()

    def on_resize(self, _: events.Resize) -> None:
        """Lay out for the new width."""
        self._lay_out()


def _shown(line: str) -> str:
    return "".join(each for each in line.expandtabs(4) if each.isprintable())
