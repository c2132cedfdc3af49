"""Values in dispute: what each person gave and why, and one of them chosen with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.errors import WorkbenchError
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.too_small import TooSmall
from workbench.usecases.editing.change_words import called, label_of, value_among, when

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workbench.model.change import Json
    from workbench.tui.grid.typed import Say
    from workbench.usecases.session import Session

HINT = "↑ ↓ choose a value, type why it is right, Enter settles it · Esc closes"


class Disputes(ModalScreen[None]):
    """Choose a claim, say why, and it stands for everybody."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
        Binding("f1", "app.help", "Help"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    Disputes { align: center middle; background: $background 60%; }
    Disputes > Vertical {
        width: 90%; max-width: 100; height: 90%; background: $surface; border: round $primary; padding: 0 1;
    }
    Disputes .heading { color: $accent; text-style: bold; height: auto; max-height: 2; }
    Disputes OptionList:focus { border: none; }
    Disputes OptionList { height: 1fr; border: none; background: $surface; }
    Disputes Input { height: 3; }
    Disputes .hint { color: $foreground 70%; height: auto; }
    Disputes:ansi, Disputes:ansi > Vertical, Disputes:ansi OptionList { background: ansi_default; }
    """

    def __init__(self, session: Session, say: Say, key: str = "") -> None:
        super().__init__()
        self.session = session
        self._say = say
        self._only = key
        self._claims: list[tuple[str, Json]] = []
        self._marked: int | None = None
        """The line of the claim that is marked as chosen."""

    def compose(self) -> ComposeResult:
        """Lay out the claims, then the reason."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content("Disputed: people gave these without having seen each other's"), classes="heading")
            yield OptionList()
            yield Input(placeholder="Why this one is right", id="why", select_on_focus=False)
            yield Static(Content(HINT), classes="hint")

    def on_mount(self) -> None:
        """Show the claims."""
        self.query_one(Input).cursor_blink = False
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self) -> None:
        claims = self.query_one(OptionList)
        claims.clear_options()
        self._claims = []
        for dispute in self.session.disputes:
            if self._only and dispute.key != self._only:
                continue
            state = self.session.state
            claims.add_option(Option(Content(one_line(called(state, dispute.key))).stylize("bold"), disabled=True))
            self._claims.append(("", None))
            for place, claim in enumerate(dispute.claims):
                stands = "  (stands until it is settled)" if place == 0 else ""
                why = f", because: {claim.why}" if claim.why else ""
                who = label_of(state, f"analyst/{claim.actor}")
                value = value_among(state, claim.value, [each.value for each in dispute.claims])
                claims.add_option(Option(Content(one_line(f"  {value}  by {who}, {when(claim.at)}{why}{stands}"))))
                self._claims.append((dispute.key, claim.value))
        self._marked = None
        if len(self._claims) > 1:
            claims.highlighted = 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Mark the claim that is chosen, not by colour alone."""
        claims = event.option_list
        for place, mark in ((self._marked, " "), (event.option_index, "▸")):
            if place is not None and place < claims.option_count:
                words = str(claims.get_option_at_index(place).prompt).lstrip("▸ ")
                claims.replace_option_prompt_at_index(place, Content(f"{mark} {words}"))
        self._marked = event.option_index

    def on_key(self, event: events.Key) -> None:
        """Take letters for the reason wherever they are typed, and choose a claim while it is typed."""
        reason, claims = self.query_one(Input), self.query_one(OptionList)
        if event.key in {"up", "down"} and self.focused is reason:
            event.stop()
            claims.action_cursor_up() if event.key == "up" else claims.action_cursor_down()
        elif event.is_printable:  # the reason itself lets none of them through
            event.stop()
            self.set_focus(reason)
            reason._forward_event(events.Key(event.key, event.character))  # noqa: SLF001 - else it comes back

    def on_option_list_option_selected(self) -> None:
        """Go on to the reason."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Settle the dispute of the chosen claim."""
        place = self.query_one(OptionList).highlighted
        key, value = self._claims[place] if place is not None and place < len(self._claims) else ("", None)
        if not key:
            return
        if not event.value.strip():
            self.query_one(".hint", Static).update(Content(f"Say why this one is right. {HINT}"))
            return
        claimed = [each.value for dispute in self.session.disputes if dispute.key == key for each in dispute.claims]
        try:
            self.session.settle(key, value, event.value)
        except (WorkbenchError, ValueError) as error:
            self.query_one(".hint", Static).update(Content(str(error)))
            return
        event.input.value = ""
        self._say(f"Settled: {called(self.session.state, key)} is {value_among(self.session.state, value, claimed)}.")
        self._fill()
        if not self._claims:
            self.dismiss(None)
        else:
            self.query_one(OptionList).focus()

    def action_leave(self) -> None:
        """Close; what is not settled stays in dispute."""
        self.dismiss(None)
