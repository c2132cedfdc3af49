"""Small files that want much: time, memory or a deep stack."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from tests.fuzz.places import workplace
from tests.fuzz.tables import COLUMNS, LINES, PAIRS, RUNS, SCENARIOS, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DEEP = 100_000
WIDE = 8_000_000


def _nested(opening: bytes, closing: bytes) -> bytes:
    return opening * DEEP + closing * DEEP


def _toml(name: str) -> Iterator[tuple[str, str, bytes]]:
    yield name, "nested lists", b"a = " + _nested(b"[", b"]")
    yield name, "nested tables", b"a = " + b"{a=" * DEEP + b"1" + b"}" * DEEP
    yield name, "a key of many dots", b"a." * DEEP + b"a = 1"
    yield name, "a header of many dots", b"[" + b"a." * 20_000 + b"a]\n"
    yield name, "a number of many digits", b"a = " + b"9" * 1_000_000
    yield name, "a long text", b'title = "' + b"x" * WIDE + b'"'
    yield name, "many keys", b"".join(b"k%d = 1\n" % number for number in range(200_000))
    yield name, "larger than any study", b"# " + b"x" * 20_000_000


def _json(name: str) -> Iterator[tuple[str, str, bytes]]:
    yield name, "nested lists", _nested(b"[", b"]")
    yield name, "nested objects", b'{"a":' * DEEP + b"1" + b"}" * DEEP
    yield name, "a number of many digits", b'{"version": ' + b"9" * 1_000_000 + b"}"
    yield name, "half of a character", b'{"title": "\\ud800", "format": "\\udfff", "version": 1}'


def _text(name: str, sound: str) -> Iterator[tuple[str, str, bytes]]:
    first = sound.partition("\n")[0].encode()
    yield name, "a quotation mark that nobody closes", sound.encode() + b'"' + b"x,\n" * (WIDE // 3)
    yield name, "one long cell", sound.encode() + b"a" * WIDE
    yield name, "one long name", b"a" * WIDE + b"," + sound.encode()
    yield name, "many columns", first + b",a" * 500_000 + b"\n1\n"
    yield name, "many rows", first + b"\n" + b"a,1,2,3\n" * 400_000
    yield name, "zeros", bytes(WIDE)


def _lines(name: str) -> Iterator[tuple[str, str, bytes]]:
    yield name, "nested lists", b'{"scenario": ' + _nested(b"[", b"]") + b"}\n"
    yield name, "half of a character", b'{"scenario": "\\ud800", "ferry/cost": 1}\n{"\\ud800": 1}\n'
    yield name, "one long line", b'{"scenario": "' + b"x" * WIDE + b'"}\n'
    yield name, "a number of many digits", b'{"scenario": "a", "ferry/cost": ' + b"9" * 1_000_000 + b"}\n"
    yield name, "many keys", b"{" + b",".join(b'"k%d":1' % number for number in range(100_000)) + b"}\n"
    yield (
        name,
        "keys that differ in every line",
        LINES.encode() + b"".join(b'{"k%d": 1}\n' % number for number in range(3_000)),
    )


def _parquet(name: str) -> Iterator[tuple[str, str, bytes]]:
    import pyarrow as pa
    from pyarrow import parquet

    rows = 30_000_000
    saved = BytesIO()
    same = pa.DictionaryArray.from_arrays(
        pa.array([0] * 10, pa.int32()).take(pa.array([0] * 10)), pa.array(["x" * 100])
    )
    columns = dict.fromkeys(COLUMNS, same)
    writer = parquet.ParquetWriter(saved, pa.table(columns).schema, compression="gzip")
    block = pa.table(
        {each: pa.DictionaryArray.from_arrays(_zeros(rows // 10), pa.array(["x" * 100])) for each in columns}
    )
    for _ in range(10):
        writer.write_table(block, row_group_size=rows)
    writer.close()
    yield name, "thirty million rows of one text", saved.getvalue()
    saved = BytesIO()
    parquet.write_table(pa.table({"option": ["x" * 100_000_000], "cost": [1.0]}), saved, compression="gzip")
    yield name, "one text of a hundred megabytes", saved.getvalue()


def _zeros(count: int) -> object:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.zeros(count, dtype=np.int32))


def _zip(name: str) -> Iterator[tuple[str, str, bytes]]:
    yield name, "zeros that unpack to much", _packed({"study.json": bytes(300_000_000)})
    yield name, "many files", _packed({f"log/{number}.jsonl": b"" for number in range(20_000)})
    yield name, "a path upwards", _packed({"MANIFEST.json": b"{}", "../../outside": b"x"})
    yield name, "an absolute path", _packed({"MANIFEST.json": b"{}", "/tmp/outside": b"x"})  # noqa: S108 - a hostile name
    yield name, "a deep list of files", _packed({"MANIFEST.json": b"[" * DEEP, "study.json": b"{}"})


def _packed(parts: Mapping[str, bytes]) -> bytes:
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def _sheet(name: str) -> Iterator[tuple[str, str, bytes]]:
    from tests.formats.excel import hostile

    for kind, make in getattr(hostile, "BOMBS", {}).items():
        yield name, kind, make()


def _log(name: str) -> Iterator[tuple[str, str, bytes]]:
    from zlib import crc32

    first = min((workplace() / "study" / "log").glob("*-founder-*")).read_bytes()
    for kind, text in (
        ("a deep line", b'{"id":' + _nested(b"[", b"]") + b"}"),
        ("half of a character", b'{"id":"aaaaaaaaaa:1","lam":1,"who":"\\ud800","changes":[]}'),
        ("a long line", b'{"id":"' + b"x" * WIDE + b'"}'),
    ):
        yield name, kind, first + b"%08x %b\n" % (crc32(text), text)


KINDS: Mapping[str, Callable[[str], Iterator[tuple[str, str, bytes]]]] = {
    "study as TOML": _toml,
    "mapping, TOML": _toml,
    "plan, TOML": lambda name: ((name, kind, RUNS.encode() + data) for _, kind, data in _toml(name)),
    "keymap, TOML": _toml,
    "study as JSON": _json,
    "folder header, JSON": _json,
    "drafts, JSON": _json,
    "decision table, CSV": lambda name: _text(name, TABLE),
    "judgements, CSV": lambda name: _text(name, PAIRS),
    "scenarios, CSV": lambda name: _text(name, SCENARIOS),
    "scenarios, JSON Lines": _lines,
    "decision table, Parquet": _parquet,
    "scenarios, Parquet": _parquet,
    "pack": _zip,
    "log, JSON Lines": _log,
}


def bombs(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield what each bomb for a reader is, and its bytes."""
    for _, kind, data in KINDS[name](name):
        yield kind, data
