"""What can be changed in a study, field by field: words, kinds of values, and what they are chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.model.criterion import Group
from workbench.model.reading import ALL, PANEL
from workbench.model.references import WITHOUT_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record."""

    path: tuple[str | int, ...]
    label: str
    kind: str = "text"
    """text (one line), long (many lines), number, flag, choice, relation, ids, sources, scale, function."""
    help: str = ""
    among: str = ""
    """What a choice is made from; see `choices`."""


def _fields(*given: tuple[str, str, str, str, str]) -> tuple[Field, ...]:
    return tuple(Field(tuple(name.split(".")), label, kind, text, among) for name, label, kind, text, among in given)


OF_STUDY = _fields(
    ("title", "Title", "text", "", ""),
    ("question", "Question", "long", "The decision question that the ranking answers.", ""),
    ("as_of", "As of", "text", "The date that the judgements are meant for.", ""),
    ("viewpoint", "For whom", "long", "Who decides, and from whose point of view this is looked at.", ""),
    ("illustrative", "Illustrative", "flag", "Whether the numbers are an illustration; every output says so.", ""),
    ("disclaimer", "Disclaimer", "long", "Printed beside the label ILLUSTRATIVE.", ""),
    ("caveat", "Caveat", "long", "What the order of the options follows from; beside every ranking.", ""),
)
OF_KINDS = {
    "side": _fields(
        ("label", "Name", "text", "", ""),
        ("in_text", "In a sentence", "text", "The name as it stands in a sentence, with its article.", ""),
    ),
    "option": _fields(
        ("label", "Name", "text", "", ""),
        ("short", "Short name", "text", "For narrow places.", ""),
        ("description", "Description", "long", "", ""),
        ("kind", "Kind", "choice", "go-alone is what a side does without the others (the status quo).", "option kinds"),
        ("area", "Area", "choice", "The option that an instrument belongs to.", "options"),
        ("state", "State scored", "text", "The id of the state that is scored; as-described by default.", ""),
        ("status", "Status", "choice", "", "option statuses"),
        ("note", "Note", "long", "", ""),
        ("source", "Source", "sources", "Where the description comes from.", ""),
    ),
    "group": _fields(
        ("label", "Name", "text", "", ""),
        ("short", "Short name", "text", "For narrow places.", ""),
        ("parent", "Under", "choice", "The group it belongs to; root is the whole.", "groups"),
        ("definition", "Definition", "long", "What it covers; of a rule that lets nothing be paid for, also why.", ""),
        ("aggregator", "How it joins", "choice", "arithmetic is paid for fully, geometric partly, minimum not at all.",
         "aggregators"),
    ),
    "computed": _fields(
        ("label", "Name", "text", "", ""),
        ("short", "Short name", "text", "For narrow places.", ""),
        ("parent", "Under", "choice", "", "groups"),
        ("definition", "Definition", "long", "", ""),
        ("computed.benefits", "Gains", "ids", "The ids of what each side gains, one criterion a side.", "leaves"),
        ("computed.burdens", "Burdens", "ids", "The ids of what each side bears, one criterion a side.", "leaves"),
    ),
    "leaf": _fields(
        ("label", "Name", "text", "", ""),
        ("short", "Short name", "text", "For narrow places.", ""),
        ("parent", "Under", "choice", "The group it belongs to; root is the whole.", "groups"),
        ("question", "Question", "long", "What is asked of an option.", ""),
        ("definition", "Definition", "long", "", ""),
        ("excludes", "Leaves out", "long", "What is not counted here, since it counts elsewhere.", ""),
        ("direction", "Better is", "choice", "maximize: more is better; minimize: less is.", "directions"),
        ("side", "Whose", "choice", "A side, shared (one score for all), or both (about their relation).", "sides"),
        ("cell", "Who answers to whom", "relation",
         "Of a channel of accountability: the government's side, then the public's; Compare shows them as a matrix.",
         "relations"),
        ("scale", "Scale", "scale", "levels 5 (described, 0 to 100); or a measured one: UNIT WORST BEST.", ""),
        ("scale.measurement", "Zero means", "choice",
         "ratio: nothing at all, so that shares can be taken; interval: the lowest level, no more.", "measurements"),
        ("value_function", "Worth", "function",
         "linear; exponential 1.5; target 30; piecewise 0:0 50:80 100:100 (performance:worth).", ""),
        ("source", "Source", "sources", "", ""),
    ),
    "analyst": _fields(
        ("label", "Name", "text", "", ""),
        ("side", "Side", "choice", "Without one the analyst stands on no side.", "only sides"),
        ("based_on", "Starts from", "choice", "An analyst whose scores stand where this one has none.", "analysts"),
        ("weight_set", "Weights", "choice", "The weight set that this analyst stands for.", "weight sets"),
    ),
    "document": _fields(("citation", "Citation", "long", "", "")),
    "evidence": _fields(
        ("document", "Document", "choice", "", "documents"),
        ("location", "Place", "text", "Page or paragraph.", ""),
        ("quotation", "Quotation", "long", "", ""),
        ("note", "Note", "long", "", ""),
    ),
    "gate": _fields(
        ("criterion", "Criterion", "choice", "", "leaves"),
        ("at_least", "At least", "number", "In the unit of the criterion's scale.", ""),
        ("at_most", "At most", "number", "", ""),
        ("why", "Reason", "long", "Printed beside every option that fails.", ""),
    ),
    "profile": _fields(
        ("label", "Name", "text", "", ""),
        ("leaves", "Criteria", "ids", "The ids of the criteria that count, with commas.", "leaves"),
        ("weight_set", "Weights", "choice", "Where they are not the study's.", "weight sets"),
    ),
    "option-set": _fields(
        ("label", "Name", "text", "", ""),
        ("options", "Options", "ids", "The ids of the options that are compared, with commas.", "options"),
    ),
}  # fmt: skip
"""The fields by kind of record, in the order in which they are shown."""

LEVEL = (("label", "Name of the level", "text"), ("descriptor", "What it means", "long"),
         ("show", "What to show for it", "long"))  # fmt: skip
SETTINGS = _fields(
    ("view", "Whose judgement is shown", "choice", "An analyst, a side, or the panel.", "views"),
    ("weight_set", "Weights", "choice", "", "weight sets"),
    ("profile", "Criteria that count", "choice", "A profile; all for every criterion.", "profiles"),
    ("option_set", "Options that are compared", "choice", "A set of options; all for every one.", "option sets"),
    ("confidence_high", "Half-width, high confidence", "number", "In levels of a scale.", ""),
    ("confidence_medium", "Half-width, medium confidence", "number", "In levels of a scale.", ""),
    ("confidence_low", "Half-width, low confidence", "number", "In levels of a scale.", ""),
    ("firm_share", "Firm from this share of samples", "number", "0.5 to 1.", ""),
    ("firm_weight_move", "Firm against this move of weight", "number", "0 to 1, of all weight.", ""),
    ("correlation_warning", "Report correlation from", "number", "0 to 1.", ""),
    ("shared_evidence_warning", "Report a shared passage from", "number", "Criteria of one option.", ""),
    ("outranking_indifference", "Outranking: indifference (q)", "number", "In levels of a scale.", ""),
    ("outranking_preference", "Outranking: preference (p)", "number", "In levels of a scale.", ""),
    ("outranking_veto", "Outranking: veto (v)", "number", "In levels; without one there is no veto.", ""),
    ("mutuality_levels", "A benefit or burden from", "number", "In levels above 0.", ""),
    ("rough_proportion", "Roughly proportionate from", "number", "0 to 1.", ""),
    ("comparability", "Why the sides' points compare", "long", "Without it no rule that compares them is used.", ""),
)


def choices(study: Study, among: str) -> tuple[str, ...]:
    """Return what a field can be chosen from; empty where anything goes."""
    found = _AMONG.get(among)
    return found(study) if found is not None else ()


def name_of(study: Study, among: str, name: str) -> str:
    """Return what people call what was chosen: its label where there is one, else as it is typed."""
    records: list[Any] = [each for kind in _RECORDS.get(among, ()) for each in getattr(study, kind)]
    return next((each.label for each in records if each.id == name), _WORDS.get(among, {}).get(name, name))


def label_of(study: Study, among: str, name: str) -> str:
    """Return the label of what was chosen, where there is one that says more than its id."""
    label = name_of(study, among, name)
    return label if label.casefold() not in {name, name.replace("-", " ")} else ""


def relation(government: str, public: str) -> str:
    """Return who answers to whom as it is typed and shown."""
    return f"{government} to {public}"


def _ids(field: str, *more: str) -> Callable[[Study], tuple[str, ...]]:
    def named(study: Study) -> tuple[str, ...]:
        records: tuple[Any, ...] = getattr(study, field)
        return (*more, *(each.id for each in records))

    return named


_AMONG: dict[str, Callable[[Study], tuple[str, ...]]] = {
    "option kinds": lambda _: ("area", "instrument", "go-alone"),
    "option statuses": lambda _: ("existing", "proposal", "illustrative"),
    "options": _ids("options"),
    "groups": lambda study: ("root", *(each.id for each in study.criteria if isinstance(each, Group))),
    "aggregators": lambda _: ("arithmetic", "geometric", "minimum"),
    "measurements": lambda _: ("interval", "ratio"),
    "directions": lambda _: ("maximize", "minimize"),
    "sides": lambda study: (*WITHOUT_SIDE, *(each.id for each in study.sides)),
    "only sides": _ids("sides"),
    "relations": lambda study: tuple(relation(one.id, other.id) for one in study.sides for other in study.sides),
    "analysts": _ids("analysts"),
    "weight sets": _ids("weight_sets"),
    "documents": _ids("documents"),
    "leaves": _ids("leaves"),
    "views": lambda study: (PANEL, *(each.id for each in study.analysts), *(each.id for each in study.sides)),
    "profiles": _ids("profiles", ALL),
    "option sets": _ids("option_sets", ALL),
}

_WORDS = {"directions": {"maximize": "more", "minimize": "less"}}
"""What is said of a choice that is no record's id, by what a field is made from."""

_RECORDS = {
    "options": ("options",),
    "groups": ("criteria",),
    "leaves": ("criteria",),
    "sides": ("sides",),
    "only sides": ("sides",),
    "analysts": ("analysts",),
    "weight sets": ("weight_sets",),
    "views": ("analysts", "sides"),
    "profiles": ("profiles",),
    "option sets": ("option_sets",),
}
"""The records whose ids are chosen from, by what a field is made from."""
