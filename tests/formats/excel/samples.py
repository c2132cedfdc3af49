"""Studies of every shape that the report must calculate."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING, Any

from tests.studies import ComputedLeaf, group, leaf, study
from workbench.model.criterion import Computation, Direction, MeasuredScale
from workbench.model.score import Score
from workbench.model.state import assemble, read_record, state_of
from workbench.model.value_function import Exponential, Piecewise, Point, Target

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion, Leaf
    from workbench.model.study import Study
    from workbench.model.value_function import ValueFunction

    Rows = dict[str, dict[str, float | str | None]]

NOT_APPLICABLE = "not-applicable"


def three_levels() -> Study:
    """Every aggregator, three levels, a group without weight, zeros in products, and holes of both kinds."""
    criteria: list[Criterion] = [
        group("g"),
        group("h", "g", aggregator="geometric", aggregators_beside=("minimum", "arithmetic")),
        leaf("a", "h"),
        leaf("b", "h"),
        leaf("c", "g"),
        group("m", aggregator="minimum", aggregators_beside=("geometric",)),
        leaf("d", "m"),
        leaf("e", "m"),
        group("zero"),
        leaf("f", "zero"),
    ]
    random = Random(20110401)  # noqa: S311 - scores for a test
    whole, holed = (0, 25, 50, 75, 100), (0, 25, 50, 75, 100, None, NOT_APPLICABLE, "not-known")
    rows = {
        f"o{place}": {name: random.choice(holed if place % 3 == 0 else whole) for name in "abcdef"}
        for place in range(8)
    }
    weights = {
        "root": {"g": 50, "m": 30, "zero": 20},
        "g": {"h": 3, "c": 1},
        "h": {"a": 1, "b": 2},
        "m": {"d": 1, "e": 0},
        "zero": {"f": 0},
    }
    return study(criteria, rows, weights)


def measured() -> Study:
    """A measured scale on which less is better, with scores beyond its ends."""
    scale = MeasuredScale(kind="measured", unit="M EUR", worst=40.0, best=0.1)
    cost = leaf("cost").model_copy(update={"direction": Direction.MINIMIZE, "scale": scale})
    rows = {"x": {"cost": 55.0, "a": 0}, "y": {"cost": 3.3333333333, "a": 50}, "z": {"cost": -1.0, "a": 100}}
    return study([cost, leaf("a")], rows, {"root": {"cost": 1, "a": 2}})


def computed() -> Study:
    """A computed criterion that has weight, with nobody gaining, nobody paying, and holes."""
    worse: dict[str, Any] = {"measurement": "ratio", "direction": Direction.MINIMIZE}
    shares = Computation(measure="proportionality", benefits=("a", "b"), burdens=("c", "d"))
    criteria: list[Criterion] = [
        group("g"),
        leaf("a", "g", measurement="ratio"),
        leaf("b", "g", measurement="ratio"),
        leaf("c", "g", **worse),
        leaf("d", "g", **worse),
        ComputedLeaf(id="p", parent="g", label="P", computed=shares),
        leaf("z"),
    ]
    rows: Rows = {
        "x": {"a": 25, "b": 50, "c": 75, "d": 0, "z": 10},
        "y": {"a": 0, "b": 0, "c": 0, "d": 0, "z": 60},
        "w": {"a": 100, "b": 50, "c": None, "d": 25, "z": 0},
        "v": {"a": 100, "b": 50, "c": NOT_APPLICABLE, "d": None, "z": 0},
        "u": {"a": 10, "b": 75, "c": 0, "d": 0, "z": 0},
    }
    return study(criteria, rows, {"root": {"g": 1, "z": 1}, "g": {"a": 1, "b": 1, "c": 1, "d": 1, "p": 3}})


def intervals() -> Study:
    """The same with some scores given as intervals."""
    given = {
        ("x", "a"): (25, 75),
        ("x", "c"): (50, 100),
        ("y", "z"): (0, 100),
        ("y", "a"): (0, 50),
        ("u", "c"): (0, 25),
    }
    made = computed()
    scores = [_interval(each, *given[place]) if (place := (each.option, each.criterion)) in given else each
              for each in made.scores]  # fmt: skip
    return made.model_copy(update={"scores": tuple(scores)})


def _interval(score: Score, low: float, high: float) -> Score:
    return Score(
        option=score.option, criterion=score.criterion, analyst=score.analyst, low=float(low), high=float(high)
    )


def curves() -> Study:
    """Every kind of value function in both directions, with intervals across kinks, points beyond the scale, holes."""

    def on(name: str, function: ValueFunction, *, less: bool = False) -> Leaf:
        ends = (40.0, -10.0) if less else (-10.0, 40.0)
        scale = MeasuredScale(kind="measured", unit="m", worst=ends[0], best=ends[1])
        direction = Direction.MINIMIZE if less else Direction.MAXIMIZE
        return leaf(name).model_copy(update={"direction": direction, "scale": scale, "value_function": function})

    peaks = [(-20.0, 30.0), (0.0, 90.0), (10.0, 5.0), (20.0, 70.0), (35.0, 0.0)]
    points = tuple(Point(performance=at, value=worth) for at, worth in peaks)
    functions: list[ValueFunction] = [
        Piecewise(kind="piecewise", points=points),
        Piecewise(kind="piecewise", points=points[1:3]),
        Exponential(kind="exponential", curvature=2.5),
        Exponential(kind="exponential", curvature=-3.0),
        Exponential(kind="exponential", curvature=0.0),
        Target(kind="target", target=7.0),
    ]
    leaves = [
        on(f"{way}{place}", function, less=way == "l")
        for way in "ml"
        for place, function in enumerate(functions)
    ]  # fmt: skip
    random = Random(5)  # noqa: S311 - scores for a test
    rows: Rows = {f"o{option}": {each.id: round(random.uniform(-30, 50), 2) for each in leaves} for option in range(5)}
    rows["o1"] |= {"m0": "not-known", "l3": NOT_APPLICABLE, "l5": "not-scored"}
    made = study(leaves, rows)
    given = {("o2", each.id): (-15.0, 12.0 + place) for place, each in enumerate(leaves)}
    given |= {("o3", each.id): (float(place), 30.0) for place, each in enumerate(leaves)}
    scores = [_interval(each, *given[at]) if (at := (each.option, each.criterion)) in given else each
              for each in made.scores]  # fmt: skip
    return made.model_copy(update={"scores": tuple(scores)})


def each_kind() -> Study:
    """A small study with every kind of value function, two options, and a geometric group."""

    def on(name: str, function: ValueFunction) -> Leaf:
        scale = MeasuredScale(kind="measured", unit="m", worst=0.0, best=24.0)
        return leaf(name).model_copy(update={"scale": scale, "value_function": function})

    points = tuple(Point(performance=at, value=worth) for at, worth in [(0, 0), (6, 60), (12, 85), (24, 100)])
    criteria: list[Criterion] = [
        on("bent", Exponential(kind="exponential", curvature=-1.5)),
        on("pieces", Piecewise(kind="piecewise", points=points)),
        on("peaked", Target(kind="target", target=3.0)),
        group("open", aggregator="geometric"),
        leaf("a", "open"),
    ]
    rows: Rows = {
        "x": {"bent": 3, "pieces": 7, "peaked": 2, "a": 25},
        "y": {"bent": 9, "pieces": 20, "peaked": 4, "a": 75},
    }
    return study(criteria, rows, {"root": {"bent": 1, "pieces": 1, "peaked": 1, "open": 1}})


def asked() -> Study:
    """Groups asked in every way from which weights are derived, in two weight sets; some pairs without a judgement."""
    groups: list[Criterion] = [group(name) for name in ("ranked", "paired", "meant", "partly", "between")]
    names = {each.id: [f"{each.id}{place}" for place in range(4)] for each in groups}
    criteria: list[Criterion] = [
        *groups,
        *(leaf(name, parent) for parent, children in names.items() for name in children),
    ]
    random = Random(7)  # noqa: S311 - scores for a test
    rows: Rows = {
        f"o{option}": {name: random.choice((0, 25, 50, 75, 100)) for children in names.values() for name in children}
        for option in range(3)
    }
    state = dict(state_of(study(criteria, rows)))
    for name, rule in (("first", "rank_order_centroid"), ("second", "rank_sum")):
        state[f"weights/{name}"] = {"label": name.title()}
        for key, answers in _asked(names, rule).items():
            state[f"weights/{name}/{key}"] = answers
    state["order/weights"] = ["first", "second"]
    return assemble({key: read_record(key, value) for key, value in state.items()})


def _asked(names: dict[str, list[str]], rule: str) -> dict[str, Any]:
    pairs = {"paired": (3, 5, 0.2, 2, 4, 1), "meant": (2, 4, 7, 3, 0.25, 6)}
    comparisons = {
        name: [
            {"above": above, "below": below, "times": float(times)}
            for (above, below), times in zip(combinations(names[name], 2), given, strict=True)
        ]
        for name, given in pairs.items()
    }
    chain = [{"above": b, "below": a, "times": 3.0} for a, b in pairwise(names["partly"])]
    best, second, third, worst = names["between"]
    return {
        "root": {"ranks": dict(zip(names, (2, 1, 2, 5, 9), strict=True)), "rank_rule": rule},
        "ranked": {"ranks": dict(zip(names["ranked"], (4, 1, 3, 2), strict=True)), "rank_rule": "rank_reciprocal"},
        "paired": {"comparisons": comparisons["paired"]},
        "meant": {"comparisons": comparisons["meant"], "priority": "geometric_mean"},
        "partly": {"comparisons": chain, "priority": "geometric_mean" if rule == "rank_sum" else "eigenvector"},
        "between": {
            "best_worst": {
                "best": best,
                "worst": worst,
                "best_to_others": {second: 2.0, third: 4.0, worst: 8.0},
                "others_to_worst": {best: 8.0, second: 5.0, third: 2.0},
            }
        },
    }


def inapplicable() -> Study:
    """One option to which half a group applies, one to which a group does not apply, one to which nothing does."""
    rows: Rows = {
        "x": {"a": 25, "b": NOT_APPLICABLE, "c": 50},
        "y": {"a": NOT_APPLICABLE, "b": NOT_APPLICABLE, "c": 0},
        "z": dict.fromkeys("abc", NOT_APPLICABLE),
    }
    return study([group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c")], rows)


def many(n_options: int = 3) -> Study:
    """Many criteria: eight groups of five."""
    random = Random(7)  # noqa: S311 - scores for a test
    names = [f"l{place}-{number}" for place in range(8) for number in range(5)]
    criteria: list[Criterion] = [
        *(group(f"g{place}") for place in range(8)),
        *(leaf(name, name.split("-")[0].replace("l", "g")) for name in names),
    ]
    weights = {"root": {f"g{place}": place + 1 for place in range(8)}}
    weights |= {f"g{place}": {f"l{place}-{number}": number + 1 for number in range(5)} for place in range(8)}
    rows = {f"o{option}": {name: random.randint(0, 100) for name in names} for option in range(n_options)}
    return study(criteria, rows, weights)


def large() -> Study:
    """Twenty options on forty criteria, with an importance weight set beside."""
    made = many(20)
    chosen = made.weight_sets[0]
    importance = chosen.model_copy(update={"id": "importance", "label": "Importance", "kind": "importance"})
    return made.model_copy(update={"weight_sets": (chosen, importance)})


SAMPLES = {
    "one leaf, two options": lambda: study([leaf("a")], {"x": {"a": 25}, "y": {"a": 75}}),
    "one option": lambda: study([leaf("a")], {"x": {"a": 25}}),
    "a tie": lambda: study([leaf("a")], {"x": {"a": 75}, "y": {"a": 75}, "z": {"a": 0}}),
    "nothing scored": lambda: study([leaf("a"), leaf("b")], {"x": {}, "y": {}}),
    "one score missing": lambda: study([leaf("a"), leaf("b")], {"x": {"a": 25}, "y": {"a": 75, "b": 50}}),
    "inapplicable": inapplicable,
    "three levels": three_levels,
    "measured": measured,
    "computed": computed,
    "intervals": intervals,
    "curves": curves,
    "asked": asked,
    "many": many,
}
"""Each kind of study, by name."""
