"""XMCDA 4.0.0: valid by the official schema, and a study that scores the same after the way there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree

from tests import studies as make
from tests.strategies import studies
from workbench.errors import DefinitionError
from workbench.formats.xmcda.read import read_xmcda
from workbench.formats.xmcda.write import to_xmcda
from workbench.model.criterion import Aggregator, Group, Leaf
from workbench.model.score import Missing
from workbench.model.value_function import LINEAR
from workbench.usecases.export import xmcda
from workbench.usecases.load import load
from workbench.usecases.score import score

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study

SCHEMA = Path(__file__).parents[2] / "samples" / "xmcda" / "XMCDA-4.0.0.xsd"
SHIPPED = ("us-mexico-2011", "river-basin", "river-basin-three")
HEAD = '<xmcda xmlns="http://www.decision-deck.org/2021/XMCDA-4.0.0">'


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes | str], Path]:
    def write(text: bytes | str) -> Path:
        path = tmp_path / "study.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def plain(study: Study) -> Study:
    """Return a study of straight scales and arithmetic means: what XMCDA can say."""
    criteria = tuple(
        each.model_copy(
            update={"value_function": LINEAR}
            if isinstance(each, Leaf)
            else {"aggregator": Aggregator.ARITHMETIC}
            if isinstance(each, Group)
            else {}
        )
        for each in study.criteria
    )
    same = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**same | {"criteria": criteria})


def mistakes(path: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_xmcda(path)
    return [str(each) for each in caught.value.mistakes]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_study_is_valid_by_the_official_schema_and_the_same_twice(name: str, schema: etree.XMLSchema) -> None:
    data = xmcda(name)
    schema.assertValid(etree.fromstring(data))
    assert xmcda(name) == data


def test_the_schema_refuses_what_is_out_of_place(schema: etree.XMLSchema) -> None:
    assert not schema.validate(etree.fromstring(f"{HEAD}<criteria/></xmcda>"))


@pytest.mark.parametrize("name", SHIPPED[:2])
def test_after_the_way_there_and_back_the_totals_are_the_same(name: str, written: Callable[[bytes], Path]) -> None:
    study = plain(load(name))
    view = study.analysts[0].id
    there, back = score(study, view=view), score(load(written(xmcda(study))), view=view)
    assert there.options == back.options
    # A computed leaf has no form in XMCDA; where it has no weight, nothing is lost.
    assert [each.total for each in back.results] == pytest.approx([each.total for each in there.results])
    assert [each.possible_ranks for each in back.results] == [each.possible_ranks for each in there.results]


def test_intervals_and_kinds_of_missing_come_back(written: Callable[[bytes], Path]) -> None:
    study = make.study(
        [make.leaf("one"), make.leaf("two")],
        {"a": {"one": 25.0, "two": "not-applicable"}, "b": {"one": 50.0, "two": 0.1}},
    )
    back = load(written(to_xmcda(study)))
    assert back.score["a", "two", "ana"].missing is Missing.NOT_APPLICABLE
    assert back.score["b", "two", "ana"].value == 0.1


@settings(max_examples=40)
@given(studies())
def test_any_study_is_valid_xmcda(study: Study) -> None:
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.fromstring(to_xmcda(study)))


def test_a_document_type_and_an_entity_are_refused(written: Callable[[str], Path]) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + "<alternatives/></xmcda>"
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + HEAD + "&a;</xmcda>"
    for text in (bomb, outside):
        (only,) = mistakes(written(text))
        assert "document type or an entity" in only


@pytest.mark.parametrize("text", ["", "no xml", "<a>", "<xmcda/>", '<xmcda xmlns="http://x"/>', b"\xff\xfe\x00"])
def test_what_is_no_xmcda_is_refused_in_words(text: str | bytes, written: Callable[[str | bytes], Path]) -> None:
    (only,) = mistakes(written(text))
    assert ("it is no X" if text else "the file is empty") in only


def test_every_mistake_is_said_at_once_and_nothing_is_guessed(written: Callable[[str], Path]) -> None:
    text = f"""{HEAD}<alternatives><alternative id="A"/><alternative id="A"/></alternatives>
      <criteria><criterion id="c1"/><criterion id="c2"/></criteria>
      <performanceTable id="p"><alternativePerformances><alternativeID>Z</alternativeID><performance>
      <criterionID>c9</criterionID><values><value><real>1</real></value></values></performance>
      <performance><criterionID>c1</criterionID><values><value><label>good</label></value></values></performance>
      </alternativePerformances></performanceTable>
      <criteriaScales><criterionScales><criterionID>c2</criterionID><scales><scale><quantitative>
      <preferenceDirection>max</preferenceDirection></quantitative></scale></scales></criterionScales></criteriaScales>
      </xmcda>"""
    said = "\n".join(mistakes(written(text)))
    for part in (
        "'A' stands twice",
        "no option 'Z'",
        "no criterion 'c9'",
        "criterion/c1",
        "criterion/c2",
        "no direction",
    ):
        assert part in said


def test_ids_of_other_tools_become_ids_of_ours_and_keep_their_names(written: Callable[[str], Path]) -> None:
    text = f"""{HEAD}<alternatives><alternative id="Plan A"/><alternative id="plan_a" name="The other"/>
      <alternative id="off"><active>false</active></alternative></alternatives>
      <criteria><criterion id="C 1"/></criteria>
      <performanceTable><alternativePerformances><alternativeID>Plan A</alternativeID><performance>
      <criterionID>C 1</criterionID><values><value><rational><numerator>1</numerator><denominator>4</denominator>
      </rational></value></values></performance></alternativePerformances></performanceTable>
      <criteriaScales><criterionScales><criterionID>C 1</criterionID><scales><scale><quantitative>
      <preferenceDirection>min</preferenceDirection><minimum><integer>0</integer></minimum>
      <maximum><integer>1</integer></maximum></quantitative></scale></scales></criterionScales></criteriaScales></xmcda>"""
    study = load(written(text))
    assert [(each.id, each.label) for each in study.options][:2] == [("plan-a", "Plan A"), ("plan-a-2", "The other")]
    result = score(study)
    assert result.options == ("plan-a", "plan-a-2")
    assert result.results[0].total == 75.0
