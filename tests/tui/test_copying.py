"""What is copied reaches the terminal's own clipboard, also over ssh: by the escape sequence OSC 52."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Terminal
    from workbench.usecases.session import Session

pytestmark = pytest.mark.xdist_group("tmux")
CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")


def test_the_copied_cells_are_sent_to_the_clipboard_of_the_terminal(
    terminal: Callable[..., Terminal], session: Session, tmp_path: Path
) -> None:
    session.close()
    window = terminal(session.path)
    window.wait_for("84/84")
    record = tmp_path / "bytes"
    window.record(record)
    window.press("5", "4", "Left", "Left", "V", "Right", "y")
    window.wait_for("Copied 2 cells")
    window.wait_until(lambda _: CLIPBOARD.search(record.read_bytes()) is not None, "the escape sequence")
    sent = CLIPBOARD.search(record.read_bytes())
    assert sent is not None
    assert base64.b64decode(sent[1]) == b"100\t75\n"
