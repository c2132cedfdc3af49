"""Writing a study as XMCDA 4.0.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from workbench.formats.xmcda import NAMESPACE
from workbench.model.criterion import ROOT, AnchoredScale, ComputedLeaf, Leaf
from workbench.model.selection import select
from workbench.model.value_function import Piecewise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.score import Score
    from workbench.model.study import Study

Element = etree._Element  # noqa: SLF001 - lxml has no public name for what it returns


def to_xmcda(
    study: Study, evaluation: StudyEvaluation | None = None, raw: dict[str, dict[str, float]] | None = None
) -> bytes:
    """Return a study as the bytes of one XMCDA file; equal studies give equal bytes.

    Parameters
    ----------
    evaluation
        Whose totals, ranks and weights stand beside; without one they are left away.
    raw
        By weight set: the points of each criterion among its siblings.
    """
    top = etree.Element(f"{{{NAMESPACE}}}xmcda", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs know no default namespace
    shown = select(study)
    compared, counting = {each.id for each in shown.options}, {each.id for each in shown.criteria}
    counting -= {each.id for each in study.criteria if isinstance(each, ComputedLeaf)}
    if study.options:
        records = ((each.id, each.label, each.description, each.id in compared) for each in study.options)
        _named(top, "alternatives", "alternative", records, name=study.title)
    if study.criteria:
        nodes = ((each.id, each.label, each.definition, each.id in counting) for each in study.criteria)
        _named(top, "criteria", "criterion", nodes, name=study.question)
    for analyst in study.analysts:
        _performances(top, study, analyst.id, analyst.label)
    if evaluation is not None:
        _totals(top, evaluation)
    _functions(top, study)
    _hierarchy(top, study)
    _scales(top, study)
    labels = {each.id: each.label for each in study.weight_sets}
    for name, points in (raw or {}).items():
        _values(top, "criteriaValues", "criterionValues", "criterionID", points,
                id=f"weights-{name}", name=labels[name], mcdaConcept="weights among siblings")  # fmt: skip
    if evaluation is not None:
        shares = {each.criterion: each.share for each in evaluation.leaf_weights}
        _values(top, "criteriaValues", "criterionValues", "criterionID", shares,
                id="global-weights", name=evaluation.run.weights_label, mcdaConcept="global weights")  # fmt: skip
    _facts(top, study, evaluation)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", {key: each for key, each in attributes.items() if each})
    child.text = text
    return child


def _describe(parent: Element, text: str) -> None:
    if text:
        _add(_add(parent, "description"), "comment", text)


def _named(top: Element, whole: str, one: str, records: Iterable[tuple[str, str, str, bool]], *, name: str) -> None:
    parent = _add(top, whole, name=name)
    for identifier, label, description, active in records:
        record = _add(parent, one, id=identifier, name=label)
        _describe(record, description)
        if not active:
            _add(record, "active", "false")


def _performances(top: Element, study: Study, analyst: str, label: str) -> None:
    table = _add(top, "performanceTable", id=analyst, name=label)
    for option in study.options:
        scores = [score for leaf in study.leaves if (score := study.score.get((option.id, leaf.id, analyst)))]
        if scores:
            row = _add(table, "alternativePerformances")
            _add(row, "alternativeID", option.id)
            for score in scores:
                _performance(row, score)


def _performance(row: Element, score: Score) -> None:
    cell = _add(row, "performance")
    _describe(cell, score.missing.value if score.missing else "")
    _add(cell, "criterionID", score.criterion)
    value = _add(_add(cell, "values"), "value")
    if score.missing is not None:
        _add(value, "NA")
    elif score.value is not None:
        _number(value, score.value)
    elif score.low is not None and score.high is not None:
        interval = _add(value, "interval")
        _number(_add(interval, "lowerBound"), score.low)
        _number(_add(interval, "upperBound"), score.high)


def _number(parent: Element, number: float) -> None:
    _add(parent, "real", repr(float(number)))


def _values(top: Element, whole: str, one: str, key: str, values: dict[str, float], **attributes: str) -> None:
    if not values:
        return
    parent = _add(top, whole, **attributes)
    for name, number in values.items():
        row = _add(parent, one)
        _add(row, key, name)
        _number(_add(_add(row, "values"), "value"), number)


def _totals(top: Element, evaluation: StudyEvaluation) -> None:
    known = {each.id: each.total for each in evaluation.results if each.total is not None}
    ranks = {each.id: float(each.rank) for each in evaluation.results if each.rank is not None}
    view = f"{evaluation.run.view_label}; {evaluation.run.weights_label}"
    for name, values in (("totals", known), ("ranks", ranks)):
        _values(top, "alternativesValues", "alternativeValues", "alternativeID", values,
                id=name, name=view, mcdaConcept=name)  # fmt: skip


def _functions(top: Element, study: Study) -> None:
    """Write value functions that run straight from point to point; others have no form in XMCDA."""
    bent = [each for each in study.leaves if isinstance(each.value_function, Piecewise)]
    if not bent:
        return
    parent = _add(top, "criteriaFunctions", mcdaConcept="value functions")
    for leaf in bent:
        row = _add(parent, "criterionFunctions")
        _add(row, "criterionID", leaf.id)
        discrete = _add(_add(_add(row, "functions"), "function"), "discrete")
        for point in leaf.value_function.points if isinstance(leaf.value_function, Piecewise) else ():
            at = _add(discrete, "point")
            _number(_add(at, "abscissa"), point.performance)
            _number(_add(at, "ordinate"), point.value)


def _hierarchy(top: Element, study: Study) -> None:
    children: dict[str, list[str]] = {}
    for each in study.criteria:
        children.setdefault(each.parent, []).append(each.id)
    if not children.get(ROOT):
        return

    def below(parent: Element, name: str) -> None:
        nodes = _add(parent, "nodes")
        for child in children[name]:
            node = _add(nodes, "node")
            _add(node, "criterionID", child)
            if child in children:
                below(node, child)

    below(_add(top, "criteriaHierarchy"), ROOT)


def _scales(top: Element, study: Study) -> None:
    if not study.leaves:
        return
    parent = _add(top, "criteriaScales")
    for leaf in study.leaves:
        row = _add(parent, "criterionScales")
        _add(row, "criterionID", leaf.id)
        _scale(_add(_add(row, "scales"), "scale", name=getattr(leaf.scale, "unit", "")), leaf)


def _scale(scale: Element, leaf: Leaf) -> None:
    best = "max" if leaf.direction == "maximize" else "min"
    if isinstance(leaf.scale, AnchoredScale):
        words = _add(scale, "qualitative")
        _add(words, "preferenceDirection", best)
        labels = _add(words, "valuedLabels")
        for level in leaf.scale.levels:
            one = _add(labels, "valuedLabel")
            _add(one, "label", level.label)
            _number(_add(one, "value"), level.value)
        return
    numbers = _add(scale, "quantitative")
    _add(numbers, "preferenceDirection", best)
    _number(_add(numbers, "minimum"), leaf.scale.low)
    _number(_add(numbers, "maximum"), leaf.scale.high)


def _facts(top: Element, study: Study, evaluation: StudyEvaluation | None) -> None:
    """Write what identifies the study, so that no copy loses it."""
    facts = {
        "study": study.id,
        "as-of": study.as_of,
        "status": f"ILLUSTRATIVE. {study.disclaimer}" if study.illustrative else "",
        "caveat": study.caveat,
        "computed": ", ".join(each.id for each in study.criteria if isinstance(each, ComputedLeaf)),
    }
    if evaluation is not None:
        special = [f"{name} {rule}" for name, rule in evaluation.run.aggregators.items() if rule != "arithmetic"]
        facts |= {
            "digest": evaluation.study.digest,
            "weights": evaluation.run.weights,
            "view": evaluation.run.view,
            "aggregators": ", ".join(special) or "arithmetic",
        }
    parent = _add(top, "programParameters", name="study")
    for name, text in facts.items():
        if text:
            row = _add(parent, "programParameter", id=name)
            _add(_add(_add(row, "values"), "value"), "label", text)
