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

    for make in hostile.FILES:
        yield name, make.__name__.replace("_", " "), make()


def _xml(name: str) -> Iterator[tuple[str, str, bytes]]:
    from workbench.formats.xmcda import NAMESPACE

    start, end = f'<xmcda xmlns="{NAMESPACE}">'.encode(), b"</xmcda>"
    laughs = b"".join(b'<!ENTITY l%d "%b">' % (each + 1, b"&l%d;" % each * 10) for each in range(9))
    yield name, "a billion laughs", b"<!DOCTYPE x [" + b'<!ENTITY l0 "ha">' + laughs + b"]><x>&l9;</x>"
    yield name, "one entity many times", (
        b'<!DOCTYPE x [<!ENTITY l "' + b"x" * 100_000 + b'">]><x>' + b"&l;" * 50_000 + b"</x>"
    )  # fmt: skip
    yield name, "a file from outside", b'<!DOCTYPE x [<!ENTITY l SYSTEM "file:///etc/passwd">]><x>&l;</x>'
    yield name, "a document type from outside", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'
    yield name, "nested elements", start + b"<a>" * DEEP + b"</a>" * DEEP + end
    nodes = b"<nodes><node><criterionID>a</criterionID>"
    hierarchy = b"<criteriaHierarchy>" + nodes * 40_000 + b"</node></nodes>" * 40_000 + b"</criteriaHierarchy>"
    yield name, "criteria within criteria", start + b'<criteria><criterion id="a"/></criteria>' + hierarchy + end
    yield name, "many elements", start + b"<a/>" * 2_400_000 + end
    yield name, "a long text", start + b"<a>" + b"x" * WIDE + b"</a>" + end
    yield name, "a long attribute", start + b'<a b="' + b"x" * WIDE + b'"/>' + end
    yield name, "many attributes", start + b"<a " + b" ".join(b'k%d=""' % each for each in range(200_000)) + b"/>" + end
    alike = b"".join(b'<alternative id="a%s"/>' % (b"-" * each) for each in range(3_000))
    yield name, "ids that become one", start + b"<alternatives>" + alike + b"</alternatives>" + end
    many = b"".join(b'<criterion id="c%d"/>' % each for each in range(200_000))
    yield name, "many criteria", start + b"<criteria>" + many + b"</criteria>" + end
    yield name, "larger than any study", start + b"<a/>" * 2_600_000 + end


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
    "study as XMCDA": _xml,
    "mapping, TOML": _toml,
    "plan, TOML": lambda name: ((name, kind, RUNS.encode() + data) for _, kind, data in _toml(name)),
    "keymap, TOML": _toml,
    "settings, TOML": _toml,
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
    "last study, text": lambda name: iter([(name, "a long path", b"/x" * WIDE)]),
    **dict.fromkeys(
        (
            "decision table, Excel",
            "judgements, Excel",
            "scenarios, Excel",
            "score sheet, Excel",
            "plain table into a study, Excel",
            "workbook of COINr",
        ),
        _sheet,
    ),
    "log, JSON Lines": _log,
}


def bombs(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield what each bomb for a reader is, and its bytes."""
    for _, kind, data in KINDS[name](name):
        yield kind, data
