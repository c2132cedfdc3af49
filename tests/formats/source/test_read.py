"""Reading sources: what is right is read, and every mistake is named at once with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import workbench
from tests.conftest import TESTS
from workbench.errors import DefinitionError, UsageError
from workbench.formats.source.mistakes import WORDS
from workbench.formats.source.read import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTION_KEYS = (
    "area, description, evidence, id, incompatible_with, institutions, interactions, kind, label, "
    "mechanism_forms, note, obstacle_notes"
)

COVERED_ELSEWHERE = {"model_attributes_type", "dict_type", "string_type"}
"""Kinds whose message is the same as another's."""

SOUND = """
id = "harbour"
title = "Harbour options"
[[analysts]]
id = "ana"
label = "Ana"
[[criteria]]
id = "cost"
label = "Net cost"
direction = "minimize"
scale = { kind = "measured", unit = "M EUR per year", worst = 40, best = 0 }
source = "Budget office note 14, table 3"
[[options]]
id = "ferry"
label = "Ferry"
[[options]]
id = "bridge"
label = "Bridge"
[[scores]]
option = "ferry"
criterion = "cost"
analyst = "ana"
value = 10
[[scores]]
option = "bridge"
criterion = "cost"
analyst = "ana"
missing = "not-known"
rationale = "no tender yet"
"""


def mistakes(path: Path) -> list[str]:
    """Return the mistakes of a source, each without the folder it stands in."""
    with pytest.raises(DefinitionError) as caught:
        workbench.load(path)
    return [str(each).replace(f"{path.parent}/", "") for each in caught.value.mistakes]


def test_a_sound_source_is_read(source: Callable[[str], Path]) -> None:
    study = workbench.load(source(SOUND))
    assert [option.id for option in study.options] == ["ferry", "bridge"]
    assert study.criteria[0].source[0].location == "Budget office note 14, table 3"
    evaluation = workbench.score(study)
    assert [each.total for each in evaluation.results] == [75.0, None]
    assert evaluation.results[1].possible_ranks == (1, 2)


def test_three_planted_mistakes_bring_three_messages_with_file_key_and_line(source: Callable[[str], Path]) -> None:
    planted = (
        SOUND.replace('direction = "minimize"', 'direction = "minimise"')
        .replace('label = "Bridge"', 'lable = "Bridge"')
        .replace("value = 10", 'value = "10"')
    )
    assert mistakes(source(planted)) == [
        "study.toml:10: criteria[1].direction: found 'minimise'. Use 'maximize' or 'minimize'.",
        "study.toml:16: options[2].label: is missing. Add it.",
        f"study.toml:18: options[2].lable: unknown key. Did you mean 'label'? Known: {OPTION_KEYS}, ….",
        "study.toml:23: scores[1].value: found '10', which is no number. Write a number with a decimal point.",
    ]


SAMPLES = sorted((TESTS / "samples" / "mistakes").glob("*.toml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_kind_of_mistake_has_its_message(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    with pytest.raises(DefinitionError) as caught:
        read_source(path, ())
    assert [str(each).replace(f"{path.parent}/", "") for each in caught.value.mistakes] == expected


def test_every_message_of_the_reader_has_a_sample() -> None:
    said = "\n".join(path.with_suffix(".txt").read_text(encoding="utf-8") for path in SAMPLES)
    for kind, (found, hint) in WORDS.items():
        parts = [part.strip(" .,") for part in re.split(r"\{[^}]*\}", f"{found} {hint}")]
        if kind not in COVERED_ELSEWHERE:
            assert all(part in said for part in parts if part), kind


def edited(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new)


def test_an_invalid_record_does_not_make_others_wrong(source: Callable[[str], Path]) -> None:
    assert mistakes(source(edited('label = "Ferry"', "label = 3"))) == [
        "study.toml:15: options[1].label: found 3, which is no text. Put it in quotation marks."
    ]


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_bytes(b"id = '\xff'")
    assert mistakes(path) == ["study.toml:1: the byte 0xff is no UTF-8. Save the file as UTF-8."]
    path.write_bytes(b"#" * 10_000_001)
    with pytest.raises(UsageError, match="too large for a study"):
        workbench.load(path)
    with pytest.raises(UsageError, match=r"neither a study folder nor a \.toml or \.json source"):
        workbench.load(tmp_path / "x.yaml" if (tmp_path / "x.yaml").write_text("") == 0 else "")
    with pytest.raises(UsageError, match="neither a path nor a shipped study"):
        workbench.load(tmp_path / "absent.toml")
