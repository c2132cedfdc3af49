"""The XML below XMCDA: a tree without document types and entities, and its texts and numbers."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from workbench.formats.xmcda import NAMESPACE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


DEEPEST = 60
"""How far elements may be nested; groups of criteria nest two elements a level."""

MOST_ELEMENTS = 600_000
"""Elements of one file; fifty options on two hundred criteria by ten analysts are about as many."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
"""What XML Schema and people call a number; Python takes more, as in 1_000."""


class Unreadable(Exception):  # noqa: N818 - a reason in words, caught where the place is known
    """Something that is no XMCDA 4.0.0, with what to do about it."""


def tree_of(data: bytes) -> Element:
    """Return the root of an XMCDA text.

    Raises
    ------
    Unreadable
        When it is no XML, holds a document type or an entity, or is no XMCDA 4.0.0.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if not data.strip():
        message = "the file is empty."
        raise Unreadable(message)
    _check_shape(data)
    try:
        top: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        message = "the XML declares a document type or an entity. Remove it: it is refused."
        raise Unreadable(message) from error
    except (ParseError, ValueError, LookupError) as error:
        message = f"it is no XML: {error}."
        raise Unreadable(message) from error
    if top.tag != f"{{{NAMESPACE}}}xmcda":
        message = f"it is no XMCDA 4.0.0: found {top.tag[:80]!r}. Convert it to version 4.0.0 first."
        raise Unreadable(message)
    return top


def _check_shape(data: bytes) -> None:
    """Refuse what is nested too deeply or has too many elements, before any of them is kept."""
    from xml.parsers import expat

    depth = count = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            message = f"it is nested deeper than {DEEPEST} levels, or has more than {MOST_ELEMENTS:,} elements."
            raise Unreadable(message)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        message = "the XML declares a document type or an entity. Remove it: it is refused."
        raise Unreadable(message)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own way to say that this is all
    except (expat.ExpatError, ValueError, LookupError) as error:
        message = f"it is no XML: {error}."
        raise Unreadable(message) from error


def text_of(element: Element | None) -> str:
    """Return an element's text, without white space around it."""
    return (element.text or "").strip() if element is not None else ""


def number_of(value: Element | None) -> float:
    """Return the number that a value holds: an integer, a real or a rational.

    Raises
    ------
    Unreadable
        When it holds something else.
    """
    found = next(iter(value), None) if value is not None else None
    kind = found.tag.removeprefix(f"{{{NAMESPACE}}}") if found is not None else "nothing"
    try:
        if kind in {"integer", "real"}:
            return _finite(float(_number(text_of(found))))
        if kind == "rational" and found is not None:
            above, below = (text_of(found.find(f"{{{NAMESPACE}}}{name}")) for name in ("numerator", "denominator"))
            return _finite(int(_number(above)) / int(_number(below)))
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        message = f"{text_of(found)[:40]!r} is no finite number. Write digits, where needed with a decimal point."
        raise Unreadable(message) from error
    message = f"found {kind}; a number belongs here: integer, real or rational."
    raise Unreadable(message)


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return text


def _finite(number: float) -> float:
    if not isfinite(number):
        message = "not finite"
        raise ValueError(message)
    return number
