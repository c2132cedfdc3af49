"""The shipped content: complete, short in its quotations, and named after nothing that the code knows."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import workbench
from workbench.model.criterion import AnchoredScale, ComputedLeaf, Leaf
from workbench.model.references import WITHOUT_SIDE

if TYPE_CHECKING:
    from workbench.model.study import Study

PACKAGE = Path(workbench.__file__).parent
LONGEST_QUOTATION = 15


def test_every_leaf_says_what_it_asks_and_what_each_level_means(shipped: Study) -> None:
    assert len(shipped.leaves) == 21
    for leaf in shipped.leaves:
        assert leaf.definition, leaf.id
        assert leaf.question, leaf.id
        assert leaf.side_rule, leaf.id
        assert leaf.excludes, leaf.id
        assert leaf.origin in {"essay", "report", "ours"}, leaf.id
        assert leaf.source or leaf.origin == "ours", leaf.id
        assert isinstance(leaf.scale, AnchoredScale)
        assert [level.value for level in leaf.scale.levels] == [0, 25, 50, 75, 100], leaf.id
        assert all(level.descriptor for level in leaf.scale.levels), leaf.id


def test_benefits_and_burdens_have_a_true_zero_and_equal_anchors_for_both_sides(shipped: Study) -> None:
    computed = next(each for each in shipped.criteria if isinstance(each, ComputedLeaf))
    for names in (computed.computed.benefits, computed.computed.burdens):
        scales = [leaf.scale for leaf in shipped.leaves if leaf.id in names]
        assert all(scale.measurement == "ratio" for scale in scales)
        assert scales[0] == scales[1]


def test_both_branches_and_the_four_areas_are_there_with_all_their_scores(shipped: Study) -> None:
    assert [each.id for each in shipped.criteria if each.parent == "root"] == ["burden-sharing", "accountability"]
    assert len(shipped.options) == 4
    assert len(shipped.scores) == 84
    assert all(score.has_reason and score.basis and score.confidence for score in shipped.scores)


def test_quotations_are_short_and_have_a_place(shipped: Study) -> None:
    for evidence in shipped.evidence:
        words = [word for word in evidence.quotation.split() if word != "[...]"]
        assert len(words) <= LONGEST_QUOTATION, evidence.id
        assert evidence.location, evidence.id
        assert evidence.elided == ("[...]" in evidence.quotation), evidence.id


def test_every_piece_of_evidence_is_cited(shipped: Study) -> None:
    cited = {name for each in (*shipped.criteria, *shipped.options) for name in each.evidence}
    cited |= {link.id for score in shipped.scores for link in score.evidence}
    assert {evidence.id for evidence in shipped.evidence} == cited


def test_the_study_says_that_it_is_an_illustration(shipped: Study) -> None:
    assert shipped.illustrative
    assert shipped.disclaimer
    assert shipped.caveat


def test_the_code_knows_no_option_criterion_or_side(shipped: Study) -> None:
    ids = {each.id for each in (*shipped.options, *shipped.criteria, *shipped.sides)} - {"proportionality"}
    ids -= set(WITHOUT_SIDE)
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    ]
    assert found == []
