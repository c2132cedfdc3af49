"""Hypothesis strategies for whole studies: any text, any scale, missing, intervals, two or three sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from workbench.model.agreed import Agreed, Minority
from workbench.model.assignment import Assignment
from workbench.model.background import Case, Institution, MechanismForm
from workbench.model.criterion import (
    Aggregator,
    AnchoredScale,
    Cell,
    Computation,
    ComputedLeaf,
    Direction,
    Group,
    Leaf,
    Level,
    MeasuredScale,
)
from workbench.model.evidence import Document, Evidence, EvidenceLink, Relation
from workbench.model.option import Interaction, Option, OptionSet
from workbench.model.profile import Profile
from workbench.model.record import Source
from workbench.model.round import Round
from workbench.model.score import Basis, Confidence, Missing, Score
from workbench.model.settings import Settings, StatusQuo
from workbench.model.state import assemble, read_record, state_of
from workbench.model.study import Analyst, Side, Study
from workbench.model.value_function import Exponential, Linear, Piecewise, Point, Target
from workbench.model.weights import Answer, GroupAnswers, WeightSet

if TYPE_CHECKING:
    from collections.abc import Sequence

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\"'\\=[]#{}"),
    max_size=12,
)
numbers = st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False)
positive = st.floats(0, 1e3, allow_nan=False)


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def scales(draw: st.DrawFn) -> tuple[AnchoredScale | MeasuredScale, Direction]:
    direction = draw(st.sampled_from(Direction))
    if draw(st.booleans()):
        values = sorted(draw(st.sets(st.integers(0, 100), min_size=2, max_size=6)))
        levels = tuple(
            Level(value=float(value), label=draw(texts), descriptor=draw(texts), show=draw(texts)) for value in values
        )
        return AnchoredScale(kind="anchored", levels=levels), direction
    low, high = sorted(draw(st.sets(numbers, min_size=2, max_size=2)))
    worst, best = (low, high) if direction is Direction.MAXIMIZE else (high, low)
    return MeasuredScale(kind="measured", unit=draw(texts), worst=worst, best=best), direction


@st.composite
def value_functions(draw: st.DrawFn, scale: AnchoredScale | MeasuredScale) -> Any:
    kind = draw(st.sampled_from(["linear", "exponential", "piecewise", "target"]))
    middle = (scale.low + scale.high) / 2
    if kind == "target" and scale.low < middle < scale.high:
        return Target(kind="target", target=middle)
    if kind == "piecewise":
        worth = draw(st.lists(st.floats(0, 100), min_size=2, max_size=2))
        ends = zip((scale.low, scale.high), worth, strict=True)
        return Piecewise(kind="piecewise", points=tuple(Point(performance=raw, value=value) for raw, value in ends))
    return (
        Exponential(kind="exponential", curvature=draw(st.floats(-20, 20)))
        if kind == "exponential"
        else Linear(kind="linear")
    )


@st.composite
def leaves(draw: st.DrawFn, name: str, parents: Sequence[str], sides: Sequence[str], cited: dict[str, Any]) -> Leaf:
    scale, direction = draw(scales())
    in_matrix = draw(st.booleans())
    cell = Cell(government=sides[0], public=sides[-1]) if sides and in_matrix else None
    return Leaf(
        id=name, parent=draw(st.sampled_from(parents)), label=draw(texts), short=draw(texts), definition=draw(texts),
        question=draw(texts), direction=direction, side=draw(st.sampled_from(["shared", "both", *sides])),
        side_rule=draw(texts), excludes=draw(texts), scale=scale, value_function=draw(value_functions(scale)),
        origin=draw(texts), cell=cell, **cited,
    )  # fmt: skip


@st.composite
def scores(draw: st.DrawFn, option: str, leaf: Leaf, analyst: str, evidence: str) -> Score:
    inside = st.floats(leaf.scale.low, leaf.scale.high, allow_nan=False)
    kind = draw(st.sampled_from(["value", "interval", "missing"]))
    if kind == "value":
        judged: dict[str, Any] = {"value": draw(inside)}
    elif kind == "interval":
        low, high = sorted(draw(st.lists(inside, min_size=2, max_size=2)))
        judged = {"low": low, "high": high}
    else:
        judged = {"missing": draw(st.sampled_from(Missing))}
    return Score(
        option=option, criterion=leaf.id, analyst=analyst, rationale=draw(texts),
        confidence=draw(st.none() | st.sampled_from(Confidence)), basis=draw(st.none() | st.sampled_from(Basis)),
        rationale_scope=draw(st.sampled_from(["cell", "option"])),
        evidence=draw(some(st.builds(EvidenceLink, id=st.just(evidence), relation=st.sampled_from(Relation)), 1)),
        **judged,
    )  # fmt: skip


@st.composite
def weight_sets(draw: st.DrawFn, criteria: Sequence[Any]) -> WeightSet:
    groups: dict[str, dict[str, Answer]] = {}
    for node in criteria:
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["swing", "points"]))
            groups.setdefault(node.parent, {})[node.id] = Answer(**{kind: draw(positive)})
    return WeightSet(
        id="given", label=draw(texts), kind=draw(st.sampled_from(["swings-and-points", "importance"])),
        perspective=draw(st.booleans()), illustrative=draw(st.booleans()), note=draw(texts),
        groups={name: GroupAnswers(answers=answers) for name, answers in groups.items()},
    )  # fmt: skip


def interactions(place: int, criterion: str) -> st.SearchStrategy[Interaction]:
    """Return what an option changes together with the one before it; the first has none to name but itself."""
    others = (f"option-{max(place - 1, 0)}",)
    return st.builds(Interaction, others=st.just(others), criterion=st.just(criterion), change=numbers, reason=texts)


def status_quos(sides: Sequence[str]) -> st.SearchStrategy[StatusQuo]:
    typed = st.fixed_dictionaries(dict.fromkeys(sides, numbers))
    return st.builds(StatusQuo, label=texts.map(lambda text: f"stated: {text}"), totals=typed, net=typed)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """Return a whole study in its canonical order."""
    sides = tuple(
        Side(id=f"side-{place}", label=draw(texts), in_text=draw(texts))
        for place in range(draw(st.sampled_from([0, 2, 3])))
    )
    names = [side.id for side in sides]
    document = Document(id="doc", citation=draw(texts))
    evidence = Evidence(
        id="e1", document="doc", location=draw(texts), quotation=draw(texts), elided=draw(st.booleans())
    )
    source = draw(st.sampled_from([(), (Source(document="doc", location="p. 1"),), (Source(location="a note"),)]))
    cited: dict[str, Any] = {"source": source, "evidence": draw(st.sampled_from([(), ("e1",)]))}
    group = Group(id="group", label=draw(texts), aggregator=draw(st.sampled_from(Aggregator)), **cited)
    scored = [
        draw(leaves(f"leaf-{place}", ("root", "group"), names, cited)) for place in range(draw(st.integers(1, 4)))
    ]
    criteria: list[Any] = [group, *scored]
    if len(sides) > 1 and draw(st.booleans()):
        levels = (Level(value=0.0, label="none", descriptor="none"), Level(value=9.0, label="all", descriptor="all"))
        scale = AnchoredScale(kind="anchored", measurement="ratio", levels=levels)
        for kind in ("gain", "cost"):
            criteria += [
                Leaf(id=f"{kind}-{name}", label=draw(texts), direction=Direction.MAXIMIZE, side=name, scale=scale)
                for name in names
            ]
        inputs = {
            f"{field}s": tuple(f"{kind}-{name}" for name in names)
            for field, kind in (("benefit", "gain"), ("burden", "cost"))
        }
        criteria.append(
            ComputedLeaf(id="share", label=draw(texts), computed=Computation(measure="proportionality", **inputs))
        )
    given = draw(some(weight_sets(criteria), 1))
    stands_for = [each.id for each in given]
    analysts = (
        Analyst(id="ana", label=draw(texts), side=draw(st.sampled_from([None, *names]))),
        Analyst(
            id="bo",
            label=draw(texts),
            based_on=draw(st.sampled_from([None, "ana"])),
            weight_set=draw(st.sampled_from([None, *stands_for])),
        ),
    )
    options = tuple(
        Option(id=f"option-{place}", label=draw(texts), kind=draw(st.sampled_from(["area", "instrument", "go-alone"])),
               description=draw(texts), interactions=draw(some(interactions(place, scored[0].id), 1)),
               mechanism_forms=("form",), institutions=("body",), **cited)
        for place in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    judged = tuple(
        draw(scores(option.id, leaf, analyst.id, "e1"))
        for option in options for leaf in scored for analyst in analysts if draw(st.booleans())
    )  # fmt: skip
    agreed = tuple(
        Agreed(option=score.option, criterion=score.criterion, value=score.value, low=score.low, high=score.high,
               missing=score.missing, rationale=draw(texts), minority=(Minority(analyst="bo", text=draw(texts)),))
        for score in judged if score.analyst == "ana" and draw(st.booleans())
    )  # fmt: skip
    made = Study(
        id="made", title=draw(texts), question=draw(texts), as_of=draw(texts), illustrative=draw(st.booleans()),
        disclaimer=draw(texts), caveat=draw(texts), states={"as-described": draw(texts)},
        sides=sides, analysts=analysts, documents=(document,), evidence=(evidence,), criteria=tuple(criteria),
        options=options, profiles=(Profile(id="one", label=draw(texts), leaves=(scored[0].id,)),),
        option_sets=(OptionSet(id="set", label=draw(texts), options=(options[0].id,)),) if options else (),
        mechanism_forms=(MechanismForm(id="form", label=draw(texts), source=source),),
        institutions=(Institution(id="body", label=draw(texts), mechanism_form="form", facts=draw(some(texts))),),
        cases=(Case(id="case", label=draw(texts), begin=draw(texts), facts=draw(some(texts)), **cited),),
        weight_sets=given,
        assignments=draw(st.sampled_from([(), (Assignment(id="part", analyst="bo", criteria=(scored[0].id,)),)])),
        rounds=tuple(
            Round(id=str(place + 1), state="closed", analysts=("ana", "bo"), facilitator="fay", scores=judged[:2],
                  note=draw(texts))
            for place in range(draw(st.integers(0, 2)))
        ),
        scores=judged,
        agreed=agreed,
        settings=Settings(
            view=draw(st.sampled_from([None, "ana"])), confidence_low=draw(positive), comparability=draw(texts),
            exchange_rates={name: draw(positive) for name in names}, status_quo=draw(st.none() | status_quos(names)),
        ),
    )  # fmt: skip
    return assemble({key: read_record(key, value) for key, value in state_of(made).items()})
