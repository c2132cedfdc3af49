"""LibreOffice as the judge of the formulas, and reports to judge."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.model.study import Study

    Place = tuple[str, str]
    Cells = dict[Place, Any]

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
"""Always recalculate: without it LibreOffice believes the cached values."""

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SECONDS = 300


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile of its own."""

    program: str
    folder: Path

    def recalculate(self, *contents: bytes) -> list[Cells]:
        """Return the values of every cell of each workbook, calculated anew."""
        profile, out = self.folder / "profile", self.folder / "out"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        files = [self.folder / f"{number}.xlsx" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        command = [self.program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return [values_of((out / file.name).read_bytes()) for file in files]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = shutil.which("soffice")
    require(present=program is not None, what="LibreOffice (soffice)")
    return Office(program or "", tmp_path_factory.mktemp("office"))


def values_of(content: bytes) -> Cells:
    """Return what the cells show, without calculating; empty texts are left out."""
    return {place: value for place, value, _ in _cells(content) if value not in {None, ""}}


def formulas_of(content: bytes) -> dict[Place, str]:
    """Return the text of every formula."""
    return {place: f"={formula}" for place, _, formula in _cells(content) if formula is not None}


def _cells(content: bytes) -> Iterator[tuple[Place, Any, str | None]]:
    """Yield place, value and formula of every cell, straight from the parts: ten times as fast as openpyxl."""
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            root = etree.fromstring(parts.read("xl/sharedStrings.xml"))
            shared = ["".join(map(str, each.itertext(f"{MAIN}t"))) for each in root.iter(f"{MAIN}si")]
        titles = [each.get("name", "") for each in etree.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        for number, title in enumerate(titles, start=1):
            for cell in etree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{MAIN}c"):
                yield (title, cell.get("r", "")), _value(cell, shared), cell.findtext(f"{MAIN}f")


def _value(cell: Any, shared: list[str]) -> Any:
    kind, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "".join(map(str, cell.itertext(f"{MAIN}t")))
    if not text:
        return None
    if kind == "s":
        return shared[int(text)]
    if kind in {"str", "e", "d"}:
        return text
    number = float(text)
    return int(number) if number.is_integer() and "." not in text else number


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a workbook changed by hand; its cached values are gone."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(book: Any, criterion: str) -> int:
    """Return the row in which a criterion stands on every sheet."""
    return next(int(cell.row) for cell in book["Scores"]["C"] if cell.value == criterion)


def differences(expected: Cells, found: Cells, places: Any, tolerance: float = 1e-9) -> list[tuple[Place, Any, Any]]:
    """Return the places where two workbooks show something else."""
    return [
        (place, expected.get(place), found.get(place))
        for place in places
        if not _equal(expected.get(place), found.get(place), tolerance)
    ]


def _equal(expected: Any, found: Any, tolerance: float) -> bool:
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= tolerance
    return bool(expected == found)


def knows_the_export(place: Place) -> bool:
    """Say whether a cell tells which export it is of: the line of facts on every sheet, and two lines of Summary."""
    return place[1] == "A2" or place in {("Summary", "A3"), ("Summary", "A4")}


def errors_in(cells: Cells) -> list[tuple[Place, Any]]:
    """Return the cells that show an error."""
    return [(place, value) for place, value in cells.items() if isinstance(value, str) and value.startswith("#")]


def full(made: Study, *, annex: bool = True, samples: int = 200, **choices: Any) -> bytes:
    """Return the report of a study with every sheet that it can have."""
    from workbench.analysis.scoring import score_study
    from workbench.formats.excel import write_report
    from workbench.formats.excel.extras import Extras, LogLine
    from workbench.model.selection import select
    from workbench.usecases.evidence import evidence
    from workbench.usecases.robustness import robustness
    from workbench.usecases.summary import first_report, summary

    log = (LogLine("2011-04-01", "=A()", "one value", "+why"),)
    robust = robustness(made, samples=samples, **choices) if samples else None
    page = first_report(summary(made, **choices)) if samples else None
    extras = Extras(robust, evidence(made, **choices) if made.evidence else None, page, log, annex)
    return write_report(select(made), score_study(made, **choices), changed="2011-04", extras=extras)


@pytest.fixture(scope="session")
def reports() -> dict[str, bytes]:
    """Whole reports, written once: the shipped studies, a large one, a small one with every value function."""
    from tests.formats.excel.samples import each_kind, large
    from workbench.usecases.load import load

    names = ("us-mexico-2011", "river-basin", "river-basin-three")
    return {
        **{name: full(load(name)) for name in names},
        "large": full(large(), annex=False, samples=0),
        "small": full(each_kind()),
    }
