"""The main screens in every size and theme; look at every changed picture before accepting it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.tui.pictures_as_text import PictureExtension, contrasts, settled, shot, written
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.tui.theme import ROUND
from workbench.usecases import robustness as robustness_module

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.tui.pictures_as_text import Shot
    from workbench.usecases.session import Session

CONTRAST = "workbench-contrast"
ENHANCED = 7.0
"""The ratio of WCAG 2.2, 1.4.6: letters, bars and rules alike."""
SIZES = ((60, 16), (80, 24), (120, 40), (160, 50))
SMALL, LARGE = SIZES[1], SIZES[-1]
PAGES = {
    "results": ("parts", "profiles", "heat-map", "pair"),
    "robustness": ("flips", "tornado", "curve", "ranks"),
    "compare": ("net-benefits", "matrix", "packages"),
}
"""Pages besides the first of a mode, shown at two sizes."""


@pytest.fixture(autouse=True)
def few_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw few samples: the same picture in a tenth of the time."""
    monkeypatch.setattr(robustness_module, "robustness", partial(robustness_module.robustness, samples=200))


def pages(mode: str, size: tuple[int, int]) -> tuple[str, ...]:
    return ("", *PAGES.get(mode, ())) if size in {SMALL, LARGE} else ("",)


@pytest.mark.soak
async def test_every_mode_in_every_size_and_theme(snapshot: SnapshotAssertion, session: Session) -> None:
    app = WorkbenchApp(session)
    found: dict[str, dict[str, Shot]] = {}
    async with app.run_test(size=SIZES[0]) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            for mode in app.modes_shown:
                await app.action_show_mode(mode.name)
                for page in pages(mode.name, (width, height)):
                    if isinstance(app.mode, PagedScreen):
                        app.mode.action_page(page or app.mode.pages[0].name)
                    name = f"{width}x{height} {mode.name} {page}".strip()
                    for theme in ROUND:
                        app.theme = theme
                        await settled(app, pilot)
                        found.setdefault(name, {})[theme] = shot(app)
    for name, pictures in found.items():
        faint = {look: ratio for look, ratio in contrasts(pictures[CONTRAST]).items() if ratio < ENHANCED}
        assert not faint, name
    for name, pictures in found.items():
        assert written(pictures) == snapshot(name=name, extension_class=PictureExtension)
