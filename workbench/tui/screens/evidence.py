"""Passages for a cell: those linked to its score first, then those of its option and criterion, then all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.tui.text.fitting import cleaned, one_line
from workbench.tui.text.words import plain_words
from workbench.tui.widgets.too_small import TooSmall
from workbench.usecases.editing.citing import cited, linked

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workbench.model.change import ChangeSet
    from workbench.model.evidence import Evidence
    from workbench.tui.grid.typed import Say
    from workbench.usecases.session import Session

HINT = "s supports · c contradicts · d defines · x context · Del unlinks · a adds your own · Esc closes"
HINT_OWN = "Enter goes on, and on the last adds it as supporting · → completes a known source · Esc gives up"
FIELDS = {"citation": ("Source", "as one cites it"), "location": ("Place", "for example p. 12"),
          "quotation": ("Quotation", "word for word")}  # fmt: skip
"""What is asked of a source of one's own: a word before each field, and a hint in it."""


class EvidenceScreen(ModalScreen[None]):
    """Choose a passage and say how it bears on the score."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
        Binding("s", "link('supports')", "Supports"),
        Binding("c", "link('contradicts')", "Contradicts"),
        Binding("d", "link('defines')", "Defines"),
        Binding("x", "link('context')", "Context"),
        Binding("delete", "link('')", "Unlink"),
        Binding("a", "add", "Add a source of your own"),
        Binding("f1", "app.help", "Help"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    EvidenceScreen { align: center middle; background: $background 60%; }
    EvidenceScreen > Vertical {
        width: 96%; max-width: 120; height: 94%; background: $surface; border: round $primary; padding: 0 1;
    }
    EvidenceScreen .heading { color: $accent; text-style: bold; height: auto; max-height: 2; }
    EvidenceScreen OptionList:focus { border: none; }
    EvidenceScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    EvidenceScreen .fields { display: none; height: auto; margin: 1 0; }
    EvidenceScreen .field { height: 1; }
    EvidenceScreen .field Static { width: 11; color: $accent; }
    EvidenceScreen Input, EvidenceScreen Input:focus { height: 1; width: 1fr; border: none; padding: 0; }
    EvidenceScreen .hint { color: $foreground 70%; height: auto; }
    EvidenceScreen:ansi, EvidenceScreen:ansi > Vertical, EvidenceScreen:ansi OptionList { background: ansi_default; }
    """

    def __init__(self, session: Session, option: str, criterion: str, title: str, say: Say) -> None:
        super().__init__()
        self.session = session
        self._cell = (option, criterion)
        self._heading = one_line(title)
        self._say = say
        self._passages: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the passages, and the fields for one's own."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content(f"Evidence: {self._heading}"), classes="heading")
            yield OptionList()
            with Vertical(classes="fields"):
                for name, (label, words) in FIELDS.items():
                    field = Input(placeholder=words, id=name)
                    field.cursor_blink = False
                    yield Horizontal(Static(Content(label)), field, classes="field")
            yield Static(Content(HINT), classes="hint")

    def on_mount(self) -> None:
        """Show the passages."""
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self, chosen: str = "") -> None:
        score = self.session.judgement(*self._cell)
        links = {each.id: each.relation.value for each in score.evidence} if score else {}
        study = self.session.study
        option = next((each for each in study.options if each.id == self._cell[0]), None)
        near = {*(option.evidence if option else ()), *study.criterion[self._cell[1]].evidence}
        order = sorted(study.evidence, key=lambda each: (each.id not in links, each.id not in near))
        self._passages = [each.id for each in order]
        citations = {each.id: each.citation for each in study.documents}
        passages = self.query_one(OptionList)
        passages.clear_options()
        for each in order:
            place = ", ".join(filter(None, (each.location, citations.get(each.document, ""))))
            passages.add_option(Option(_words(each, links.get(each.id, ""), place)))
        if self._passages:
            passages.highlighted = self._passages.index(chosen) if chosen in self._passages else 0
        else:
            self.query_one(".hint", Static).update(Content(f"The study has no passages yet. {HINT}"))

    def action_link(self, relation: str) -> None:
        """Say how the chosen passage bears on the score."""
        place = self.query_one(OptionList).highlighted
        if place is None or isinstance(self.focused, Input):
            return
        name = self._passages[place]
        self._apply(linked(self.session, *self._cell, name, relation or None), "Linked." if relation else "Unlinked.")
        self._fill(name)

    def action_add(self) -> None:
        """Ask for a source and a quotation of one's own."""
        known = [one_line(each.citation) for each in self.session.study.documents]
        self.query_one("#citation", Input).suggester = SuggestFromList(known, case_sensitive=False)
        self.query_one(".fields").display = True
        self.query_one(".hint", Static).update(Content(HINT_OWN))
        self.set_focus(self.query_one("#citation", Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; after the last one add the passage."""
        names = list(FIELDS)
        place = names.index(event.input.id or "quotation")
        if place + 1 < len(names):
            self.set_focus(self.query_one(f"#{names[place + 1]}", Input))
            return
        texts = tuple(cleaned(self.query_one(f"#{name}", Input).value)[0] for name in FIELDS)
        try:
            changes = cited(self.session, self._cell, (texts[0], texts[1], texts[2]), "supports")
            self._apply(changes, "Added a source of your own and linked it.")
        except ValueError as error:
            self.query_one(".hint", Static).update(Content(f"Not added: {plain_words(error)}. {HINT_OWN}"))
            return
        self._close_fields()
        self._fill()

    def _apply(self, changes: ChangeSet, words: str) -> None:
        self.session.apply(changes)
        self._say(words)

    def _close_fields(self) -> None:
        for name in FIELDS:
            self.query_one(f"#{name}", Input).value = ""
        self.query_one(".fields").display = False
        self.query_one(".hint", Static).update(Content(HINT))
        self.set_focus(self.query_one(OptionList))

    def action_leave(self) -> None:
        """Give up a source that is being added; else close."""
        if isinstance(self.focused, Input):
            self._close_fields()
        else:
            self.dismiss(None)


def _words(passage: Evidence, relation: str, place: str) -> Content:
    """Return what is said first, and where it stands."""
    mark = f"● {relation} " if relation else "○ "
    head = Content(f"{mark}“{one_line(passage.quotation)}”").stylize("bold" if relation else "")
    return Content("\n").join([head, Content(f"    {one_line(place)}")])
