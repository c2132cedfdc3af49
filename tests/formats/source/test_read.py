"""Reading sources: what is right is read, and every mistake is named at once with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.errors import DefinitionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTION_KEYS = (
    "area, description, evidence, id, institutions, kind, label, mechanism_forms, note, obstacle_notes, short, source"
)

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


def edited(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (edited('id = "harbour"\n', ""), "study.toml: id: is missing. Add it."),
        (edited('title = "H', 'titel = 1\ntitle = "H'), "study.toml:3: titel: unknown key. Did you mean 'title'? "),
        (
            edited('option = "ferry"', 'option = "fery"'),
            "study.toml:20: scores[1].option: 'fery' is not in the study. Did you mean 'ferry'? Known: bridge, ferry.",
        ),
        (
            edited('criterion = "cost"\nanalyst = "ana"\nvalue', 'criterion = "coast"\nanalyst = "ana"\nvalue'),
            "study.toml:21: scores[1].criterion: 'coast' is not in the study. Did you mean 'cost'? Known: cost.",
        ),
        (
            edited('label = "Bridge"', 'label = "Bridge"\nevidence = ["e1"]'),
            "study.toml:19: options[2].evidence[1]: 'e1' is not in the study. There are none here.",
        ),
        (
            edited('id = "bridge"', 'id = "ferry"'),
            "study.toml:16: options[2]: 'ferry' stands here again. It stands already at study.toml:13; keep one",
        ),
        (
            edited('id = "cost"', 'id = "Cost!"'),
            "study.toml:8: criteria[1].id: found 'Cost!'. An id has lower-case letters, digits and single hyphens.",
        ),
        (
            edited("worst = 40, best = 0", "worst = 40, best = 40"),
            "study.toml:11: criteria[1].scale: worst and best are the same number; a scale needs two ends.",
        ),
        (
            edited('direction = "minimize"', 'direction = "maximize"'),
            "study.toml:7: criteria[1]: direction is maximize, but best is 0 and worst is 40.",
        ),
        (
            edited('kind = "measured"', 'kind = "mesured"'),
            "study.toml:11: criteria[1].scale: found kind mesured. Use 'anchored', 'measured'.",
        ),
        (
            edited("value = 10", "value = nan"),
            "study.toml:23: scores[1].value: found nan. Write a finite number.",
        ),
        (
            edited("value = 10", "value = true"),
            "study.toml:23: scores[1].value: found True, which is no number. Write a number with a decimal point.",
        ),
        (
            edited("value = 10", 'value = 10\nmissing = "not-known"'),
            "study.toml:19: scores[1]: give exactly one of value, low with high, or missing.",
        ),
        (edited("value = 10", "low = 5"), "study.toml:19: scores[1]: an interval needs both low and high."),
        (edited("value = 10", "low = 5\nhigh = 1"), "study.toml:19: scores[1]: low is 5, above high 1."),
        (
            edited('id = "cost"', 'id = "cost"\nparent = "costs"'),
            "study.toml:9: criteria[1].parent: 'costs' is not in the study. Known: root.",
        ),
        (
            edited('label = "Net cost"', 'label = "Net \\u0007cost"'),
            "study.toml:9: criteria[1].label: contains the character U+0007, which cannot be shown; remove it.",
        ),
        (
            'use = ["no.toml"]\n' + SOUND,
            "study.toml:1: use[1]: there is no definition file 'no.toml'. It is looked for beside this file and in ",
        ),
        ("id = ", "study.toml: no valid TOML: Invalid value (at end of document)."),
        ("options = 3\n" + SOUND.split("[[options]]", maxsplit=1)[0], "study.toml:1: options: found one table."),
        (
            SOUND + '[settings]\nview = "bo"\n',
            "study.toml:31: settings.view: 'bo' is not in the study. Known: ana.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_to_do(
    source: Callable[[str], Path], text: str, message: str
) -> None:
    assert any(each.startswith(message) for each in mistakes(source(text))), mistakes(source(text))


def test_a_score_beyond_its_anchored_scale_is_refused(source: Callable[[str], Path]) -> None:
    levels = '[{ value = 0, label = "no", descriptor = "none" }, { value = 4, label = "yes", descriptor = "all" }]'
    text = edited(
        'scale = { kind = "measured", unit = "M EUR per year", worst = 40, best = 0 }',
        f'scale = {{ kind = "anchored", levels = {levels} }}',
    )
    assert mistakes(source(text)) == [
        "study.toml:23: scores[1].value: 10 is beyond the scale. The scale of cost runs from 0 to 4."
    ]


def test_an_invalid_record_does_not_make_others_wrong(source: Callable[[str], Path]) -> None:
    assert mistakes(source(edited('label = "Ferry"', "label = 3"))) == [
        "study.toml:15: options[1].label: found 3, which is no text. Put it in quotation marks."
    ]


def test_a_cycle_of_parents_is_named(source: Callable[[str], Path]) -> None:
    groups = '[[criteria]]\nid = "a"\nlabel = "A"\nparent = "b"\n[[criteria]]\nid = "b"\nlabel = "B"\nparent = "a"\n'
    assert mistakes(source(SOUND + groups)) == [
        "study.toml:33: criteria[2].parent: the criterion is its own ancestor. Name another parent.",
        "study.toml:37: criteria[3].parent: the criterion is its own ancestor. Name another parent.",
    ]


def test_a_computed_leaf_refuses_inputs_without_a_true_zero(source: Callable[[str], Path]) -> None:
    text = SOUND + (
        '[[criteria]]\nid = "p"\nlabel = "P"\n'
        'computed = { measure = "proportionalty", benefits = ["cost", "cost"], burdens = ["cost", "toll"] }\n'
    )
    found = mistakes(source(text))
    assert found[0] == (
        "study.toml:33: criteria[2].computed: 'cost' is on an interval scale. "
        'Shares need a true zero: set measurement = "ratio" on cost if it has one.'
    )
    assert "'toll' is not in the study" in found[1]
    assert "Did you mean 'proportionality'" in found[2]


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_bytes(b"id = '\xff'")
    assert mistakes(path) == ["study.toml: byte 6 is no UTF-8. Save the file as UTF-8."]
    path.write_bytes(b"#" * 10_000_001)
    with pytest.raises(UsageError, match="too large for a study"):
        workbench.load(path)
    with pytest.raises(UsageError, match=r"neither a study folder nor a \.toml or \.json source"):
        workbench.load(tmp_path / "x.yaml" if (tmp_path / "x.yaml").write_text("") == 0 else "")
    with pytest.raises(UsageError, match="neither a path nor a shipped study"):
        workbench.load(tmp_path / "absent.toml")
