"""Sound inputs, changed: bytes flipped, cut, doubled and put in, in a file or in the parts of a zip."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

ANYWHERE = 2**16

WORDS = (
    b"\0", b"\n", b"\r\n", b'"', b'""', b"'", b"'''", b"\\", b",", b";", b"\t", b"=", b"[", b"]", b"[[", b"]]", b"{",
    b"}", b"#", b".", b"-", b"nan", b"inf", b"1e999", b"-1", b"1,5", b"9" * 400, b"true", b"null", b"NaN", b"Infinity",
    b"\xff", b"\xef\xbb\xbf", b"\xc2\x9b31m", b"\x1b[2J", b"\\ud800", b"\\u0000", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"../../x", b"=1+1", b"1979-05-27", b"07:32:00", b"0x10", b"1_000", b"id", b"option", b"scenario", b"direction",
    b"weight", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"[" * 2000, b'{"a":' * 2000, b"a" * 5000, b"a.a." * 300,
)  # fmt: skip
"""What tends to upset a reader."""

pieces = st.sampled_from(WORDS) | st.binary(max_size=6)
steps = st.lists(
    st.tuples(st.sampled_from(("flip", "cut", "end", "put", "replace", "double")), st.integers(0, ANYWHERE), pieces),
    max_size=5,
)


def changed(data: bytes, changes: Sequence[tuple[str, int, bytes]]) -> bytes:
    """Return data after some changes."""
    for kind, where, piece in changes:
        at = where * len(data) // (ANYWHERE + 1)
        match kind:
            case "flip" if data:
                data = data[:at] + bytes([data[at] ^ (1 << where % 8)]) + data[at + 1 :]
            case "cut":
                data = data[:at] + data[at + 1 + where % 40 :]
            case "end":
                data = data[:at]
            case "put":
                data = data[:at] + piece + data[at:]
            case "replace":
                data = data[:at] + piece + data[at + len(piece) :]
            case "double":
                data = data[:at] + data[at : at + where % 200] * 2 + data[at + where % 200 :]
            case _:
                pass
    return data


@st.composite
def inputs(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Return a sound input that was changed; of a zip mostly one of its parts, which is then packed again."""
    data = draw(st.sampled_from(seeds))
    if data.startswith(b"PK\x03\x04") and draw(st.integers(0, 3)):
        return _within(draw, data)
    return changed(data, draw(steps))


def _within(draw: st.DrawFn, data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        parts: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = changed(parts[name], draw(steps))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return packed.getvalue()
