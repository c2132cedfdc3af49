"""The pages and files that the server hands out: a fixed list, held in memory."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

HERE = Path(__file__).parent / "static"
FILES: dict[str, tuple[str, Path | str]] = {
    "page.css": ("text/css", HERE / "page.css"),
    "page.js": ("text/javascript", HERE / "page.js"),
    "xterm.css": ("text/css", "css/xterm.css"),
    "textual.js": ("text/javascript", "js/textual.js"),
    "mono.ttf": ("font/ttf", "fonts/RobotoMono-VariableFont_wght.ttf"),
    "mono-italic.ttf": ("font/ttf", "fonts/RobotoMono-Italic-VariableFont_wght.ttf"),
}
"""Names under /static/: the kind, and the file; those named by a text belong to textual-serve."""


@cache
def file_named(name: str) -> tuple[str, bytes] | None:
    """Return the kind and the content of a file that pages need; None for any other name."""
    if name not in FILES:
        return None
    kind, place = FILES[name]
    if isinstance(place, str):
        import textual_serve

        place = Path(textual_serve.__file__).parent / "static" / place
    return kind, place.read_bytes()


@cache
def _template(name: str) -> Template:
    return Template((HERE / name).read_text(encoding="utf-8"))


def screen_page(title: str, person: str, page: str, socket: str) -> web.Response:
    """Return the page with the screen on it."""
    text = _template("page.html").substitute(
        title=escape(title), person=escape(person), page=escape(page), socket=escape(socket)
    )
    return web.Response(text=text, content_type="text/html")


def words_page(heading: str, words: str, *, status: int = 200, button: str = "") -> web.Response:
    """Return a page that says something; a button sends the page's own address."""
    form = f'<form method="post"><button>{escape(button)}</button></form>' if button else ""
    text = _template("words.html").substitute(heading=escape(heading), words=escape(words), button=form)
    return web.Response(text=text, content_type="text/html", status=status)
