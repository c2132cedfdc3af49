"""What an editor that lies over a mode promises, for those who only need to know that one is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

if TYPE_CHECKING:
    from textual import events


class Editor(ModalScreen[None]):
    """A text that is being written over a mode."""

    def take(self, event: events.Key) -> None:
        """Act on a key that was sent to the mode while the editor was being opened."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Keep the text; return whether that went well."""
        raise NotImplementedError
