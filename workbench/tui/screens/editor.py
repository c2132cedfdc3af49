"""What an editor that lies over a mode promises, for those who only need to know that one is open."""

from __future__ import annotations

from textual.screen import ModalScreen


class Editor(ModalScreen[None]):
    """A text that is being written over a mode."""

    def settle(self) -> bool:
        """Keep the text; return whether that went well."""
        raise NotImplementedError
