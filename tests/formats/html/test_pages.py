"""The report's pages in every form: nothing obeyed, nothing fetched, readable by machines and people."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import unicodedata
from io import StringIO
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tests import studies as make
from tests.conftest import require
from workbench.formats.format import formats
from workbench.formats.html import style
from workbench.formats.html.svg import broken
from workbench.formats.html.svg_grid import draw_heat_map
from workbench.formats.html.tags import tag
from workbench.formats.markdown import escaped, paragraph
from workbench.model.option import Option
from workbench.model.picture import HeatMap, HeatRow
from workbench.model.reading import Reading
from workbench.model.report import Column, Table
from workbench.model.study import Analyst, Side
from workbench.usecases.pages.publication import publication

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.publication import Publication
    from workbench.model.study import Study


def parsed(text: str) -> Any:
    """Return a page as elements, which the stubs know less of than lxml."""
    return lxml_html.document_fromstring(text)


AUDIENCES = ("minister", "annex", "public")
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]><svg/onload=alert(1)>", "\"'><b>",
    "&lt;b&gt; &amp;", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "| a | b |", "# heading",
    "[a](javascript:alert(1))", "![x](http://example.org/x.png)", "``` code", "1. one", "- list", "\u202egnp.exe",
    "\u2066isolated", "a\nb\n\n# c", "x" * 300, "שלום עולם", "</style></title><h1>",
)  # fmt: skip


def hostile_study() -> Study:
    """Return a study with hostile texts wherever there is a text."""
    pick = iter([*HOSTILE, *HOSTILE])
    study = make.study(
        [make.group("g"), make.leaf("one", "g"), make.leaf("two", "g"), make.leaf("three")],
        {"a": {"one": 25.0, "two": 50.0, "three": 75.0}, "b": {"one": 50.0, "two": None, "three": 0.0}},
        {"root": {"g": 1, "three": 1}, "g": {"one": 1, "two": 2}},
        illustrative=True,
    )
    criteria = tuple(each.model_copy(update={"label": next(pick), "definition": next(pick)}) for each in study.criteria)
    same = {name: getattr(study, name) for name in type(study).model_fields}
    changed: dict[str, Any] = {
        "title": next(pick), "question": next(pick), "disclaimer": next(pick), "caveat": next(pick),
        "criteria": criteria,
        "options": tuple(Option(id=name, label=next(pick), description=next(pick)) for name in ("a", "b")),
        "scores": tuple(each.model_copy(update={"rationale": next(pick)}) for each in study.scores),
        "weight_sets": tuple(each.model_copy(update={"label": next(pick)}) for each in study.weight_sets),
        "analysts": (Analyst(id="ana", label=next(pick)),),
    }  # fmt: skip
    return study.model_construct(**same | changed)


@pytest.fixture(scope="module")
def papers() -> dict[str, Publication]:
    """A hostile study's pages, by audience."""
    study = hostile_study()
    return {each: publication(study, Reading(), changed="2011-04-01", audience=each) for each in AUDIENCES}


def test_the_hostile_texts_are_there_as_they_stand(papers: dict[str, Publication]) -> None:
    said = parsed(written(papers["annex"], ".html")).text_content()
    data = written(papers["annex"], ".json")
    for each in HOSTILE[4:18]:
        assert " ".join(each.split()) in " ".join(said.split())
        assert json.dumps(each, ensure_ascii=False)[1:-1] in data


def written(paper: Publication, suffix: str) -> str:
    return formats()[suffix].write(paper).decode()


@pytest.mark.parametrize(("audience", "suffix"), product(AUDIENCES, (".html", ".md", ".csv", ".json")))
def test_each_form_says_what_no_copy_may_lose(papers: dict[str, Publication], audience: str, suffix: str) -> None:
    paper = papers[audience]
    text = written(paper, suffix)
    assert written(paper, suffix) == text
    for part in ("ILLUSTRATIVE", "2011-04-01", paper.facts.digest, "arithmetic means", "as-described"):
        assert part in text or escaped(part) in text


@pytest.mark.parametrize("audience", AUDIENCES)
def test_texts_stay_texts_in_html_and_nothing_is_fetched(papers: dict[str, Publication], audience: str) -> None:
    text = written(papers[audience], ".html")
    page = parsed(text)
    assert not page.xpath("//script | //img | //iframe | //link | //object | //form | //h1[2]")
    assert {name for each in page.iter() for name in each.attrib if name.startswith("on") or name == "style"} == set()
    assert all(each.startswith("#") for each in page.xpath("//@href"))
    assert not page.xpath("//@src")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_page_can_be_used_without_eyes_and_without_a_mouse(papers: dict[str, Publication], audience: str) -> None:
    page = parsed(written(papers[audience], ".html"))
    assert page.get("lang") == "en"
    assert page.xpath("//title/text()")
    assert len(page.xpath("//h1")) == 1
    levels = [int(each.tag[1]) for each in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = {name for each in page.xpath("//@aria-labelledby") for name in each.split()}
    assert named <= set(ids)
    for each in page.xpath("//table"):
        assert each.xpath("./caption")[0].text_content().strip()
        assert each.xpath("./thead//th[@scope='col']")
    assert all(each.get("scope") and each.text_content().strip() for each in page.xpath("//th"))
    for each in page.xpath("//svg"):
        assert each.get("role") == "img"
        assert each.xpath("./title/text()")
        assert each.xpath("./desc/text()")


def test_every_text_stands_out_from_its_ground() -> None:
    for ink, paper in style.PAIRS:
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def luminance(colour: str) -> float:
    """Return relative luminance after WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_texts_stay_texts_in_markdown(papers: dict[str, Publication], audience: str) -> None:
    drawn = MarkdownIt("commonmark").enable("table").render(written(papers[audience], ".md"))
    page = parsed(drawn)
    assert not page.xpath("//script | //img | //a | //code | //pre | //b | //ol | //svg")
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_cell_of_the_csv_is_a_formula_and_every_line_is_whole(papers: dict[str, Publication], audience: str) -> None:
    rows = list(csv.reader(StringIO(written(papers[audience], ".csv"))))
    assert {len(each) for each in rows} == {8}
    for cell in (cell for row in rows for cell in row):
        if cell.startswith(("=", "+", "-", "@", "\t", "＝")):
            float(cell)


def test_the_csv_says_to_excel_that_it_is_utf_8(papers: dict[str, Publication]) -> None:
    sent = formats()[".csv"].write(papers["annex"])
    assert sent.startswith(b"\xef\xbb\xbfstudy,digest,")
    assert not formats()[".json"].write(papers["annex"]).startswith(b"\xef\xbb\xbf")


def test_json_has_every_table_with_numbers_as_they_are(papers: dict[str, Publication]) -> None:
    data = json.loads(written(papers["annex"], ".json"))
    assert data["format"] == "policy-report/1"
    titles = [table["title"] for page in data["pages"] for table in page["tables"]]
    assert {"Ranking", "Scores and reasons", "Weights", "The way of a study"} <= set(titles)


def named_study() -> Study:
    study = make.study(
        [make.leaf("one"), make.leaf("two")],
        {"a": {"one": 13.0, "two": 50.0}, "b": {"one": 87.0, "two": 25.0}},
        sides=(Side(id="us", label="North"), Side(id="mx", label="South")),
    )
    same = {name: getattr(study, name) for name in type(study).model_fields}
    analysts = (Analyst(id="ana", label="Ana Quiroga", side="us"),)
    scores = tuple(each.model_copy(update={"rationale": "I, Quiroga, saw it"}) for each in study.scores)
    caveat = "As Ana Quiroga pointed out, this is early."
    return study.model_construct(**same | {"analysts": analysts, "scores": scores, "caveat": caveat})


@pytest.mark.parametrize("suffix", [".html", ".md", ".csv", ".json"])
def test_the_public_summary_names_no_scorer_and_shows_no_single_score(suffix: str) -> None:
    study = named_study()
    for reading in (Reading(), Reading(view="ana"), Reading(view="us")):
        text = written(publication(study, reading, changed="", audience="public"), suffix)
        assert "Quiroga" not in text
        assert not re.search(r"\bana\b", text)
        # 13 and 87 are scores; 6.5 and 43.5 are what they give the total.
        assert not re.search(r"\b(13|87|6\.5|43\.5)0*(\.0+)?\b", text)
        assert "Analyst" in text or reading.view == "us"


def test_the_annex_names_them_and_the_state_is_the_same_in_every_view() -> None:
    study = named_study()
    papers = [publication(study, Reading(), changed="", audience=each) for each in AUDIENCES]
    assert len({each.facts.digest for each in papers}) == 1
    assert "Quiroga" in written(papers[1], ".md")


JARGON = ("aggregator", "separable", "robust", "λ", "geometric", "Proportionality", "value_tree", "tau", "sample")


def test_the_ministers_page_is_one_page_in_plain_words(shipped: Study) -> None:
    paper = publication(shipped, Reading(), changed="2011-04", audience="minister")
    assert len(paper.pages) == 1
    text = written(paper, ".md")
    assert [word for word in JARGON if word in text] == []
    assert "too small to tell them apart" in text


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_any_text_is_printed_as_it_is_and_no_more(text: str) -> None:
    from workbench.model.printable import printable

    plain = printable(text)
    element = lxml_html.fragment_fromstring(tag("p", text)) if "\x0c" not in plain else None
    if element is not None:
        assert len(element) == 0
        assert " ".join((element.text or "").split()) == " ".join(plain.split())
    tokens = MarkdownIt("commonmark").parse(paragraph(text))
    assert [each.type for each in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = tokens[1].children or [] if tokens else []
    assert {each.type for each in inline} <= {"text", "text_special"}
    said = "".join(each.content for each in inline)
    assert unicodedata.normalize("NFC", " ".join(said.split())) == unicodedata.normalize("NFC", " ".join(plain.split()))


@pytest.mark.parametrize("audience", ["minister", "public"])
def test_chromium_prints_it_without_asking_anybody(
    papers: dict[str, Publication], tmp_path: Path, audience: str
) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    require(present=browser is not None and shutil.which("pdftotext") is not None, what="Chromium with poppler")
    source, target, log = tmp_path / "report.html", tmp_path / "report.pdf", tmp_path / "net.json"
    source.write_text(written(papers[audience], ".html"), encoding="utf-8")
    subprocess.run(
        [str(browser), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--disable-background-networking", "--disable-component-update", f"--log-net-log={log}",
         "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "example.org" not in log.read_text(encoding="utf-8", errors="replace")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, text=True).stdout
    words = re.sub(r"\s", "", text)
    assert "State" in text
    assert papers[audience].facts.digest in words
    pages = subprocess.run(["pdfinfo", target], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Page size:\s+59[45](\.\d+)? x 84[12]", pages)


def test_a_heat_map_has_room_for_long_names() -> None:
    rows = (HeatRow("Mexican gov. to own public 6.2%", (25.0,) * 4, 3),)
    columns = ("Border management", "Labor brokers", "Credentialing", "Co-development")
    table = Table("Worth", (Column("Criterion"),), ())
    drawn = draw_heat_map(HeatMap("Worth", "All are alike.", table, columns, rows))
    said = [each for shape in drawn.shapes for each in re.findall(r">([^<]*)</text>", str(shape))]
    assert {"Border", "management", "Labor brokers", "Mexican gov. to own public 6.2%"} <= set(said)
    assert not any("…" in each for each in said)


def test_where_a_name_is_too_long_it_is_broken_at_a_blank() -> None:
    assert broken("Border management", 200.0) == ("Border management",)
    assert broken("Border management", 80.0) == ("Border", "management")
    assert broken("Unbreakable", 20.0) == ("Unbreakable",)
