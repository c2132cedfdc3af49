"""Score sheets: what was written comes back the same, also through LibreOffice; texts stay texts."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import workbench
from tests.formats.excel.conftest import formulas_of
from tests.formats.excel.hostile import TEXTS
from tests.strategies import numbers, texts
from tests.studies import leaf, study
from workbench.formats.excel import write_report
from workbench.formats.excel.open_safely import open_safely, text_of
from workbench.formats.excel.preflight import SHEET_LIMITS, inspect
from workbench.formats.excel.score_sheet import read_score_sheet, write_score_sheet
from workbench.formats.excel.score_sheet.answers import answer
from workbench.formats.excel.score_sheet.layout import (
    DATA,
    FIRST_ROW,
    HEADER_ROW,
    HEADERS,
    REASON,
    answer_of,
    level_text,
)
from workbench.model.criterion import AnchoredScale, Direction, Level, MeasuredScale
from workbench.model.evidence import Document, Evidence, EvidenceLink, Relation
from workbench.model.option import Option
from workbench.model.score import Basis, Confidence, Missing, Score
from workbench.model.state import score_value
from workbench.model.study import Analyst
from workbench.store.folder import create

if TYPE_CHECKING:
    from pathlib import Path

    from tests.formats.excel.conftest import Office
    from workbench.model.study import Study

MEASURED = MeasuredScale(kind="measured", unit="EUR", worst=-1e6, best=1e6)


def judged(scores: list[dict[str, Any]], *, label: str = "Cost", passages: int = 2) -> Study:
    """Return a study in which Ana has scored one measured criterion, a score for each option."""
    asked = leaf("cost", scale=MEASURED, direction=Direction.MAXIMIZE).model_copy(update={"label": label})
    made = study([asked], {f"o{place}": {"cost": None} for place in range(len(scores))})
    given_scores = tuple(
        Score(option=f"o{place}", criterion="cost", analyst="ana", **fields) for place, fields in enumerate(scores)
    )
    evidence = tuple(
        Evidence(id=f"e{place}", document="d", location="p. 1", quotation="so") for place in range(passages)
    )
    fields = {name: getattr(made, name) for name in type(made).model_fields}
    return made.model_construct(
        **fields | {"scores": given_scores, "evidence": evidence, "documents": (Document(id="d", citation="A note"),)}
    )


def sheet_of(made: Study) -> bytes:
    return write_score_sheet(made, made.analysts, {}, changed="2011-04-01")


def answers_of(path: Path, made: Study) -> dict[tuple[str, str, str], Any]:
    """Return what a sheet says, and hold that nothing in it is wrong."""
    sheet = read_score_sheet(path)
    assert sheet is not None
    assert sheet.problems == ()
    passages = [each.id for each in made.evidence]
    found = {}
    for row in sheet.rows:
        asked = next(each for each in made.leaves if each.id == row.cell.criterion)
        fields, problems, _ = answer(row, asked, passages)
        assert problems == []
        if fields:
            found[row.cell.option, row.cell.criterion, row.cell.analyst] = answer_of(fields)
    return found


def expected(made: Study) -> dict[tuple[str, str, str], Any]:
    return {(each.option, each.criterion, each.analyst): answer_of(score_value(each)) for each in made.scores}


links = st.lists(
    st.builds(EvidenceLink, id=st.sampled_from(["e0", "e1"]), relation=st.sampled_from(Relation)), max_size=2
).map(tuple)
judgements = st.one_of(
    st.fixed_dictionaries({"value": numbers}),
    st.fixed_dictionaries({"missing": st.sampled_from(Missing)}),
    st.lists(numbers, min_size=2, max_size=2).map(lambda ends: {"low": min(ends), "high": max(ends)}),
)
rest = st.fixed_dictionaries({
    "rationale": texts | st.text(st.sampled_from("_x005F0041FDd\n \t'=+"), max_size=20),
    "confidence": st.none() | st.sampled_from(Confidence),
    "basis": st.none() | st.sampled_from(Basis),
    "evidence": links,
})  # fmt: skip
answered = st.tuples(judgements, rest).map(lambda both: both[0] | both[1])


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
@given(st.lists(answered, min_size=8, max_size=16))
def test_any_answer_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, scores: list[dict[str, Any]]) -> None:
    made = judged(scores)
    path = tmp_path_factory.mktemp("sheet") / "sheet.xlsx"
    path.write_bytes(sheet_of(made))
    assert answers_of(path, made) == expected(made)


def converted(office: Office, folder: Path, *paths: Path) -> list[Path]:
    """Return workbooks as LibreOffice saves them."""
    profile = (office.folder / "profile").as_uri()
    command = [office.program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [folder / path.name for path in paths]


def fill_in(path: Path) -> None:
    """Type into an empty sheet: a level, a number, an interval, kinds of missing, a reason."""
    book = load_workbook(path)
    sheet = book["Scores 1"]
    column = {cell.value: cell.column_letter for cell in sheet[HEADER_ROW]}
    for row, (header, value) in enumerate([
        ("Score", "75 – l75"), ("Score", 33.3), ("Score", "not known"), ("Score", "not applicable"), ("Lowest", 0.1),
    ], start=FIRST_ROW):  # fmt: skip
        sheet[f"{column[header]}{row}"] = value
        sheet[f"{column[REASON]}{row}"] = f"Reason {row}: é, line\nline"
    sheet[f"{column['Highest']}{FIRST_ROW + 4}"] = 1 / 3
    book.save(path)


def test_every_answer_survives_libreoffice(office: Office, tmp_path: Path) -> None:
    given_numbers = (0.1, -2.5, 1 / 3, 123456.789, 0.30000000000000004, 1e-9, 0.0)
    judgements_given: list[dict[str, Any]] = [{"value": number, "rationale": text} for number, text in zip(
        given_numbers * 4, TEXTS, strict=False)]  # fmt: skip
    judgements_given += [{"missing": missing, "rationale": "so"} for missing in Missing]
    judgements_given += [{"low": -1.5, "high": 1 / 3, "evidence": (EvidenceLink(id="e1", relation=Relation.SUPPORTS),)}]
    judgements_given += [
        {"value": 1.0, "confidence": each, "basis": basis} for each, basis in product(Confidence, Basis)
    ]
    judgements_given += [{"value": 2.0, "rationale": "line\nline\n\nlast ", "confidence": Confidence.LOW}]
    made = judged(judgements_given, label='=A1 & "x"')
    path, filled, folder = tmp_path / "sheet.xlsx", tmp_path / "filled.xlsx", tmp_path / "study"
    path.write_bytes(sheet_of(made))
    create(folder, study([leaf("fit")], {f"o{place}": {"fit": None} for place in range(6)}), "ana", why="test")
    workbench.template(folder, filled, analysts=["ana"])
    fill_in(filled)
    (tmp_path / "out").mkdir()
    back, returned = converted(office, tmp_path / "out", path, filled)
    assert answers_of(back, made) == expected(made)
    assert open_safely(back)[DATA].sheet_state == "hidden"
    workbench.import_sheet(returned, folder)
    scores = [score_value(each) for each in workbench.load(folder).scores]
    reasons = [each.pop("rationale") for each in scores]
    assert scores == [{"value": 75.0}, {"value": 33.3}, {"missing": "not-known"}, {"missing": "not-applicable"},
                      {"low": 0.1, "high": float(f"{1 / 3:.15g}")}]  # fmt: skip
    assert reasons == [f"Reason {row}: é, line\nline" for row in range(FIRST_ROW, FIRST_ROW + 5)]
    for again in (returned, filled):
        assert workbench.import_sheet(again, folder).changes.changes == ()


@pytest.mark.parametrize("kind", ["template", "report"])
def test_the_24_hostile_texts_are_text_wherever_they_stand(tmp_path: Path, kind: str) -> None:
    made = hostile_study()
    from workbench.analysis.scoring import score_study

    content = sheet_of(made) if kind == "template" else write_report(made, score_study(made), changed="2011")
    path = tmp_path / "out.xlsx"
    path.write_bytes(content)
    book = open_safely(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    shown = [plain(text_of(cell.value)) for cell in cells if cell.data_type == "s"]
    assert [text for text in TEXTS if not any(plain(text) in each for each in shown)] == []
    ours = set(formulas_of(content).values())
    for formula in ours:
        assert not any(text in formula for text in TEXTS if len(text) > 8)
        assert not re.search(r"WEBSERVICE|HYPERLINK|cmd\||\[\d*\]|INDIRECT|OFFSET", formula)
    assert not any(cell.hyperlink and cell.hyperlink.target for cell in cells)
    with ZipFile(BytesIO(content)) as parts:
        assert not any("TargetMode" in parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    names = [*book.sheetnames, *book.defined_names]
    assert not set(names) & set(TEXTS)
    for sheet in book.worksheets:
        for line in (sheet.oddHeader, sheet.oddFooter):
            said = " ".join(part.text or "" for part in (line.left, line.center, line.right))
            assert not any(text in said for text in TEXTS)
    inspect(path, SHEET_LIMITS)


def plain(text: str) -> str:
    return " ".join(text.split())


def hostile_study() -> Study:
    """Return a study with the hostile texts as labels, levels, questions, reasons, names, quotations and title."""
    scale = AnchoredScale(
        kind="anchored",
        levels=tuple(Level(value=float(at), label=TEXTS[at], descriptor=TEXTS[-at], show=TEXTS[at]) for at in range(5)),
    )
    rows = {f"o{place}": {"a": float(place % 5), "b": 1.0} for place in range(12)}
    made = study([leaf("a", scale=scale, question=TEXTS[0], definition=TEXTS[1]), leaf("b", scale=scale)], rows)
    options = tuple(
        Option(id=each.id, label=TEXTS[at], description=TEXTS[at + 12]) for at, each in enumerate(made.options)
    )
    scores = tuple(each.model_copy(update={"rationale": TEXTS[at]}) for at, each in enumerate(made.scores))
    fields = {name: getattr(made, name) for name in type(made).model_fields}
    return made.model_construct(**fields | {
        "title": TEXTS[1], "question": TEXTS[2], "options": options, "scores": scores, "illustrative": True,
        "disclaimer": TEXTS[3], "caveat": TEXTS[4], "analysts": (Analyst(id="ana", label=TEXTS[0]),),
        "documents": (Document(id="d", citation=TEXTS[2]),),
        "evidence": (Evidence(id="e0", document="d", location=TEXTS[1], quotation=TEXTS[0]),),
    })  # fmt: skip


def test_the_hostile_study_comes_back_the_same(tmp_path: Path) -> None:
    made = hostile_study()
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(sheet_of(made))
    assert answers_of(path, made) == expected(made)


def test_two_sheets_of_one_study_are_the_same_bytes() -> None:
    made = judged([{"value": 1.0, "rationale": "so"}])
    assert sheet_of(made) == sheet_of(made)


def test_only_answers_can_be_changed_and_every_limit_of_a_drop_down_is_kept(shipped: Study, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_score_sheet(shipped, shipped.analysts[:1], {}, changed=""))
    book = open_safely(path)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    sheet = book["Scores 1"]
    heads = {cell.value: cell.column_letter for cell in sheet[6]}
    assert list(heads) == list(HEADERS)
    open_columns = {cell.column_letter for cell in sheet[7] if not cell.protection.locked}
    assert open_columns == {heads[each] for each in ("Score", "Lowest", "Highest", REASON, "Confidence", "Basis",
                                                     "Passages")}  # fmt: skip
    for choice in sheet.data_validations.dataValidation:
        assert len(choice.prompt or "") <= 255
        assert len(choice.error or "") <= 255
        assert len(choice.promptTitle or "") <= 32
        assert len(choice.formula1) <= 255
    lists = [
        each for each in sheet.data_validations.dataValidation if each.type == "list" and "Levels" in each.formula1
    ]
    assert len(lists) == len(shipped.leaves)
    first = lists[0].formula1.partition("!")[2].replace("$", "")
    entries = [cell.value for (cell,) in book["Levels"][first]]
    scale = shipped.leaves[0].scale
    assert isinstance(scale, AnchoredScale)
    assert entries == [*map(level_text, scale.levels), "not known", "not scored", "not applicable"]


def test_a_level_below_zero_does_not_begin_like_a_formula() -> None:
    assert level_text(Level(value=-2.5, label="worse", descriptor="")) == "−2.5 – worse"
