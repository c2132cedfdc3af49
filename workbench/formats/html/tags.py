"""HTML from tags and texts: every text and attribute is escaped, and shows instead of being obeyed."""

from __future__ import annotations

from html import escape

from workbench.model.printable import printable


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Return text of any origin as HTML."""
    return Markup(escape(printable(value), quote=True))


def tag(name: str, /, *content: str, **attributes: str | float | None) -> Markup:
    """Return an element; content that is no markup is escaped, an attribute of None is left away.

    Attributes are written with `_` for `-`, and with a trailing `_` where Python has a keyword.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(_spelled(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(each if isinstance(each, Markup) else text(each) for each in content)
    if not content and name in VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{inner}</{name}>")


VOID = frozenset({"meta", "br", "hr"})


def joined(parts: list[Markup]) -> Markup:
    """Return parts one after the other, a line each."""
    return Markup("\n".join(parts))


def _spelled(value: str | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
