"""A study survives every way of writing it down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import workbench
from tests.soak import sizes
from tests.strategies import studies
from workbench.errors import DefinitionError
from workbench.formats.source.read import read_source
from workbench.formats.source.write import to_json, to_toml
from workbench.model.state import digest, state_of
from workbench.store.folder import create, read

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study


def through_text(study: Study, folder: Path, suffix: str) -> Study:
    path = folder / f"study{suffix}"
    path.write_text(to_json(study) if suffix == ".json" else to_toml(study), encoding="utf-8")
    return read_source(path, ())


@sizes("examples", short=60, whole=1000)
def test_any_study_is_the_same_after_toml_and_after_json(examples: int, tmp_path: Path) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]

    @settings(max_examples=examples, suppress_health_check=slow)
    @given(study=studies())
    def same(study: Study) -> None:
        for suffix in (".toml", ".json"):
            again = through_text(study, tmp_path, suffix)
            assert state_of(again) == state_of(study)
            assert digest(again) == digest(study)
            assert again == study

    same()


def test_folder_toml_folder_json_folder_keeps_the_digest(shipped: Study, tmp_path: Path) -> None:
    study = shipped
    for place, suffix in enumerate((".toml", ".json", ".toml")):
        create(tmp_path / str(place), study, "ana", why="test")
        study = through_text(read(tmp_path / str(place)).study(), tmp_path, suffix)
        assert digest(study) == digest(shipped)


def test_the_text_is_self_contained_and_canonical(shipped: Study) -> None:
    text = to_toml(shipped)
    assert "\nuse =" not in text
    assert text.startswith('format = "policy-source/1"\nid = "us-mexico-2011"\n')
    assert to_toml(shipped) == text
    assert json.loads(to_json(shipped))["options"][0]["label"] == "Border management"


def test_a_newer_format_is_refused(shipped: Study, tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    path.write_text(to_json(shipped).replace("policy-source/1", "policy-source/2"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"format: found 'policy-source/2'\. This program reads policy-source/1"):
        workbench.load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "a", "title": NaN}', "study.json: no valid JSON: NaN is no JSON number."),
        ('{"id": "a", "id": "b"}', "study.json: no valid JSON: the key 'id' stands twice in one object."),
        ("[1]", "study.json: the text is no object. A study is one object with keys."),
        ("[" * 100_000, "study.json: nested too deeply. A study needs six levels at most."),
        ('{"id": "a",\n "title": 3}', "study.json:2: title: found 3, which is no text. Put it in quotation marks."),
        (
            '{\n "id": "a", "title": "t",\n "options": [\n  {"id": "x", "label": "X"},\n  {"id": "x"}\n ]\n}',
            "study.json:5: options[2]: 'x' stands here again. It stands already at ",
        ),
    ],
)
def test_a_mistake_in_json_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "study.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        workbench.load(path)
    assert any(str(each).replace(f"{tmp_path}/", "").startswith(message) for each in caught.value.mistakes)
