"""The shipped content: complete, short in its quotations, and named after nothing that the code knows."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.model.criterion import AnchoredScale, ComputedLeaf
from workbench.model.references import WITHOUT_SIDE
from workbench.usecases.locations import shipped_studies

if TYPE_CHECKING:
    from workbench.model.study import Study

PACKAGE = Path(workbench.__file__).parent
LONGEST_QUOTATION = 15


def test_every_leaf_says_what_it_asks_and_what_each_level_means(shipped: Study) -> None:
    assert len(shipped.leaves) == 29
    for leaf in shipped.leaves:
        assert leaf.definition, leaf.id
        assert leaf.question, leaf.id
        assert leaf.side_rule, leaf.id
        assert leaf.excludes, leaf.id
        assert leaf.origin in {"essay", "report", "report and essay", "ours"}, leaf.id
        assert leaf.source or leaf.origin == "ours", leaf.id
        assert isinstance(leaf.scale, AnchoredScale)
        assert [level.value for level in leaf.scale.levels] == [0, 25, 50, 75, 100], leaf.id
        assert all(level.descriptor and level.show for level in leaf.scale.levels), leaf.id


def test_benefits_and_burdens_have_a_true_zero_and_equal_anchors_for_both_sides(shipped: Study) -> None:
    computed = next(each for each in shipped.criteria if isinstance(each, ComputedLeaf))
    for names in (computed.computed.benefits, computed.computed.burdens):
        scales = [leaf.scale for leaf in shipped.leaves if leaf.id in names]
        assert all(scale.measurement == "ratio" for scale in scales)
        assert scales[0] == scales[1]


def test_branches_options_and_scores_are_all_there(shipped: Study) -> None:
    roots = [each.id for each in shipped.criteria if each.parent == "root"]
    assert roots == ["burden-sharing", "accountability", "feasibility"]
    sets = {each.id: each.options for each in shipped.option_sets}
    assert (len(sets["areas"]), len(sets["instruments"])) == (4, 16)
    assert len(shipped.scores) == 4 * 29 + 16 * 21
    assert all(score.has_reason and score.basis and score.confidence for score in shipped.scores)
    assert {each.id for each in shipped.profiles} == {
        "full", "core", "burden-sharing-only", "accountability-only", "feasibility",
    }  # fmt: skip
    assert (len(shipped.institutions), len(shipped.cases), len(shipped.evidence)) == (19, 5, 109)
    assert [each.id for each in shipped.weight_sets if each.perspective] == ["us-side", "mx-side"]


def test_scores_of_instruments_say_that_their_reason_stands_for_the_whole_option(shipped: Study) -> None:
    scopes = {option.kind: set[str]() for option in shipped.options}
    kinds = {option.id: option.kind for option in shipped.options}
    for score in shipped.scores:
        scopes[kinds[score.option]].add(score.rationale_scope)
    assert scopes == {"area": {"cell"}, "instrument": {"option"}}


def test_a_heading_is_no_evidence_for_a_score(shipped: Study) -> None:
    headings = {each.id for each in shipped.evidence if "Table of Contents" in each.location}
    counting = {link.id for score in shipped.scores for link in score.evidence if link.counts}
    assert not headings & counting


def test_illustrative_scores_have_no_evidence_that_counts(shipped: Study) -> None:
    for score in shipped.scores:
        assert score.basis != "illustrative" or not any(link.counts for link in score.evidence), score


def test_quotations_are_short_and_have_a_place(shipped: Study) -> None:
    for evidence in shipped.evidence:
        words = [word for word in evidence.quotation.split() if word != "[...]"]
        assert len(words) <= LONGEST_QUOTATION, evidence.id
        assert evidence.location, evidence.id
        assert evidence.elided == ("[...]" in evidence.quotation), evidence.id


def test_weight_sets_answer_every_group_of_the_profile_they_are_for(shipped: Study) -> None:
    for name in ("balanced", "us-side", "mx-side"):
        notices = workbench.score(shipped, weights=name).notices
        assert [notice.code for notice in notices] == [], name
    assert workbench.score(shipped, profile="feasibility").notices == ()


def test_the_study_says_that_it_is_an_illustration(shipped: Study) -> None:
    assert shipped.illustrative
    assert shipped.disclaimer
    assert shipped.caveat


COMMON_WORDS = {"upper", "lower"}
"""Ids of the river's sides that are words of the language too: code may say them of other things."""


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_the_code_knows_no_option_criterion_or_side(name: str) -> None:
    study = workbench.load(name)
    ids = {each.id for each in (*study.options, *study.criteria, *study.sides)} - {
        "proportionality",
        *WITHOUT_SIDE,
        *COMMON_WORDS,
    }
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    ]
    assert found == []
