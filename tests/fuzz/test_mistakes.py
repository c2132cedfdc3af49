"""Mistakes that people make: one message that says where, what was found and what to do, and the right exit code."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from shlex import split
from shutil import rmtree
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.fuzz.tables import TABLE
from workbench.cli.command_line import run
from workbench.usecases.export import export
from workbench.usecases.load import load
from workbench.usecases.output import write_output

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = "us-mexico-2011"
SCENARIO = "scenario,co-development/benefit-us\nlow,{}\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files as people have them."""
    place = tmp_path_factory.mktemp("mistakes")
    text = export(SHIPPED)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a", "b")
    files: dict[str, str | bytes] = {
        "study.toml": text,
        "latin.toml": text.replace('title = "', 'title = "\u00e9', 1).encode("latin-1", "replace"),
        "utf16.toml": text.encode("utf-16"),
        "cut.toml": text[: len(text) // 2],
        "table.csv": TABLE,
        "decimal.csv": TABLE.replace(",", ";").replace("40.5", "40,5"),
        "thousands.csv": TABLE.replace("10,30", '"1,000",30').replace("40.5,35", '"2,500",35'),
        "commas.csv": TABLE.replace("40.5", "40,5"),
        "latin.csv": TABLE.replace("Bus", "Bu\u00df").encode("latin-1"),
        "table.xls": TABLE,
        "renamed.xlsx": TABLE,
        "old.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,
        "zip.xlsx": packed.getvalue(),
        "pack": packed.getvalue(),
        "scenarios.csv": SCENARIO.format("0"),
        "decimal-scenarios.csv": SCENARIO.replace(",", ";").format('"0,5"'),
        "unknown-cell.csv": SCENARIO.replace("benefit-us", "benefit-uss").format("0"),
        "plan.toml": 'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nmethod = "topsis"\nseed = "x"\n',
        "map.toml": 'option = "option"\n[columns]\ncost = "benefit-uss"\n',
        **{f"empty.{suffix}": b"" for suffix in ("toml", "json", "xml", "csv", "xlsx", "parquet", "study")},
    }
    for name, content in files.items():
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (place / "folder").mkdir()
    assert run(["new", str(place / "study")]) == 0
    return place


@pytest.fixture
def place(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """That folder to work in; nothing in it is changed, and nothing comes to be but in `out`."""
    monkeypatch.chdir(prepared)
    before = {path: path.stat().st_mtime_ns for path in prepared.rglob("*")}
    yield prepared
    rmtree(prepared / "out", ignore_errors=True)
    after = {path: path.stat().st_mtime_ns for path in prepared.rglob("*")}
    assert after.keys() == before.keys()
    assert all(after[path] == at for path, at in before.items() if path.is_file())


MISTAKES: list[tuple[str, int, tuple[str, ...]]] = [
    # no study
    ("score nope", 2, ("There is no study 'nope'", "Known: river-basin")),
    ("score us-mexico-2012", 2, ("Did you mean 'us-mexico-2011'?",)),
    ("score study.tomll", 2, ("Did you mean 'study.toml'?",)),
    ("score folder", 4, ("folder is no study folder", "`workbench new DIR` makes one")),
    ("score study/study.json", 2, ("is the head of a study folder", "Name the folder: study")),
    ("score table.csv", 2, ("neither a study folder nor", "`workbench rank`")),
    ("score pack", 2, ("neither a study folder nor", "`workbench unpack pack DIR`")),
    ("score empty.toml", 2, ("empty.toml: the file is empty",)),
    ("score empty.json", 2, ("empty.json: the file is empty",)),
    ("score empty.xml", 2, ("empty.xml: the file is empty",)),
    ("score latin.toml", 2, ("latin.toml:", "is no UTF-8. Save the file as UTF-8.")),
    ("score utf16.toml", 2, ("utf16.toml:1: the byte 0xff is no UTF-8",)),
    ("score cut.toml", 2, ("cut.toml", "no valid TOML")),
    ("score /dev/null", 2, ("neither a study folder nor",)),
    ("score ''", 2, ("An empty text names no file or folder",)),
    # no such thing in it
    ("scor study", 2, ("There is no command 'scor'. Did you mean 'score'?",)),
    ("score study --weigths balanced", 2, ("No such option '--weigths'", "--weights")),
    ("score study --weights balance", 2, ("Did you mean 'balanced'?",)),
    ("score study --view nobody", 2, ("no analyst or side 'nobody'", "Known: desk-reading")),
    ("score study --method topsys", 2, ("Did you mean 'topsis'?",)),
    ("score study --format xml", 2, ("'xml' is not one of 'table', 'json'",)),
    ("score study --profile cor", 2, ("Did you mean 'core'?",)),
    ("score study --option-set area", 2, ("Did you mean 'areas'?",)),
    ("score study --aggregator nonsense", 2, ("not of the form GROUP=RULE",)),
    ("score study --method topsis -p a=1", 2, ("topsis has no parameter 'a'",)),
    ("explain study co-development nothing", 2, ("no option 'nothing'", "Known: border-management")),
    ("agree study co-development benefit-us 500 --why so", 2, ("beyond the scale of benefit-us", "0 to 100")),
    ("agree study co-development benefit-us much --why so", 2, ("nothing that a panel can settle on", "Give a number")),
    ("assign study ghost", 2, ("no analyst 'ghost'",)),
    ("methods topsys", 2, ("Did you mean 'topsis'?",)),
    ("weigh points a=x", 2, ("'x' is no number", "3, 0.5 or 1/3")),
    ("history us-mexico-2011", 2, ("only a folder has a history", "new DIR --from us-mexico-2011")),
    ("diff study", 2, ("diff compares two studies",)),
    ("merge study folder", 4, ("folder is no study folder",)),
    # tables
    ("rank decimal.csv", 2, ("decimal.csv:6: column 2 (cost): '40,5' is no number", "write a decimal point")),
    ("rank thousands.csv", 2, ("2 mistakes", "'1,000' is no number", "'2,500' is no number", "no separators")),
    ("rank commas.csv", 2, ("commas.csv:6", "beyond the last criterion", "decimal comma")),
    ("rank latin.csv", 2, ("latin.csv:5: the byte 0xdf is no UTF-8", "CSV UTF-8")),
    ("rank old.xlsx", 2, ("an old .xls, or it has a password", "Save it as .xlsx")),
    ("rank renamed.xlsx", 2, ("does not begin like one", "or as CSV")),
    ("rank zip.xlsx", 2, ("a zip file of something else",)),
    ("rank table.xls", 2, ("Save it as one of: .csv",)),
    ("rank empty.csv", 2, ("empty.csv: the file is empty",)),
    ("rank empty.xlsx", 2, ("empty.xlsx: the file is empty",)),
    ("rank empty.parquet", 2, ("empty.parquet: the file is empty",)),
    ("rank folder", 2, ("folder is a folder; a table is a file",)),
    ("rank study", 2, ("a study folder", "`workbench score study` ranks a study")),
    ("rank tabel.csv", 2, ("Did you mean 'table.csv'?",)),
    ("rank table.csv --weights 1", 2, ("1 values for 2 criteria", "cost, speed")),
    ("rank table.csv --weights a,b", 2, ("The weight of cost is 'a', which is no number",)),
    ("rank table.csv --directions max,up", 2, ("The direction of speed is 'up'", "Use maximize or minimize")),
    ("ahp table.csv", 2, ("no column 'group'", "group, above, below, judgement")),
    # batches
    ("batch scenarios.csv --out out", 2, ("not said of which study", "Add --model STUDY")),
    ("batch unknown-cell.csv --model study --out out", 2, ("Did you mean 'benefit-us'?",)),
    ("batch decimal-scenarios.csv --model study --out out", 1, ("1 of 1 rejected", "errors.csv names each")),
    ("batch folder --model study --out out", 2, ("folder holds no tables", "Known endings")),
    ("batch '' --model study --out out", 2, ("An empty text names no file or folder",)),
    ("batch scenarios.csv --model study --out ''", 2, ("An empty text names no file or folder",)),
    ("batch empty.csv --model study --out out", 2, ("no heading",)),
    ("batch plan.toml --out out", 2, ("2 mistakes", "Did you mean 'methods'?", "seed: found 'x'. It is a whole")),
    ("batch scenarios.csv --model study --out table.csv", 2, ("table.csv is a file. The results need a folder",)),
    ("batch scenarios.csv --model study --out out --memory lots", 2, ("that is no size", "4GB")),
    # what comes in
    ("import table.csv --into study", 2, ("it needs a mapping", "--map map.toml")),
    ("import table.csv --into study --map map.toml", 2, ("benefit-uss", "Did you mean 'benefit-us'?")),
    ("import tabel.csv --into study", 2, ("There is no file tabel.csv", "Did you mean 'table.csv'?")),
    ("import old.xlsx --into study", 2, ("an old .xls",)),
    ("import table.csv --into study.toml", 2, ("study.toml is no study folder",)),
    ("unpack table.csv out", 4, ("no packed study", "`workbench pack DIR -o FILE` makes one")),
    ("unpack empty.study out", 4, ("no packed study",)),
    ("unpack '' out", 2, ("An empty text names no file or folder",)),
    ("unpack pack ''", 2, ("An empty text names no file or folder",)),
    ("unpack folder out", 4, ("folder cannot be read: Is a directory",)),
    # what goes out
    ("score study --format csv -o missing/x.csv", 5, ("there is no folder missing", "Make it first")),
    ("score study --format csv -o folder", 5, ("folder is a folder", "Name a file in it")),
    ("score study --format csv -o /dev/full", 5, ("No space left on device",)),
    ("report study -o report.pdf", 2, ("a report ends in .xlsx, .html",)),
    ("export study --to study.yaml", 2, (".toml or a .json file; .xml is XMCDA",)),
    ("template study -o sheet.csv", 2, ("Give a name that ends in .xlsx",)),
    ("pack study -o missing/x.zip", 5, ("there is no folder missing",)),
    ("new study", 4, ("study exists already", "nothing was written")),
    ("new ''", 2, ("An empty text names no file or folder", "see that it is set")),
    ("new .", 4, ("'.' is no name for a new folder", "nothing was written")),
    ("new folder/..", 4, ("'..' is no name for a new folder",)),
    ("new /", 4, ("'/' is no name for a new folder",)),
    (f"new {'x' * 300}", 4, ("xxx cannot be created: File name too long.",)),
    ("new con", 4, ("cannot be the name of a folder on Windows",)),
    ("new out --from nope", 2, ("There is no study 'nope'",)),
    ("serve study --port 99999999", 2, ("between 0 and 65535",)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "said"), MISTAKES, ids=[words for words, _, _ in MISTAKES])
def test_a_mistake_is_one_clear_message(
    words: str, code: int, said: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.is_dir()
    if "/dev/" in words and not Path(words.rsplit(maxsplit=1)[-1]).exists():
        words = words.replace("/dev/full", "missing/x").replace("/dev/null", "table.csv")
        said = ()
    assert run(split(words)) == code
    shown = capsys.readouterr().err
    assert all(each in shown for each in said), shown
    assert "Traceback" not in shown
    assert "fault of the program" not in shown


@pytest.mark.parametrize("kind", ["byte order mark", "carriage returns", "tabs"])
def test_what_other_editors_write_is_read_all_the_same(kind: str, place: Path, tmp_path: Path) -> None:
    text = (place / "study.toml").read_bytes()
    changed = {
        "byte order mark": b"\xef\xbb\xbf" + text,
        "carriage returns": text.replace(b"\n", b"\r\n"),
        "tabs": text.replace(b"\nid = ", b"\n\tid\t=\t"),
    }[kind]
    other = tmp_path / "other.toml"
    other.write_bytes(changed)
    assert load(other) == load(place / "study.toml")


def test_an_output_that_is_a_link_or_a_device_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to("real.txt")
    write_output(str(link), b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_output(str(pipe), b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()
