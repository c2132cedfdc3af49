"""Writing a study as one canonical, self-contained text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.model.state import LISTS
from workbench.model.study import Header

if TYPE_CHECKING:
    from workbench.model.record import Record
    from workbench.model.study import Study

FORMAT = "policy-source/1"
"""The version of the text's format, in its first key."""


def to_toml(study: Study) -> str:
    """Return a study as TOML: one score a table, in the order of options, criteria and analysts."""
    import tomli_w

    return tomli_w.dumps(source_data(study), multiline_strings=False)


def to_json(study: Study) -> str:
    """Return a study as JSON, with the same keys as in TOML."""
    return json.dumps(source_data(study), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def source_data(study: Study) -> dict[str, Any]:
    """Return a study as plain data; what equals its default is left out."""
    data: dict[str, Any] = {"format": FORMAT}
    data |= {name: value for name, value in _plain(study).items() if name in Header.model_fields}
    for field, _ in LISTS.values():
        if records := getattr(study, field):
            data[field] = [_plain(record) for record in records]
    if study.scores:
        data["scores"] = [_plain(score) for score in study.scores]
    if study.agreed:
        data["agreed"] = [_plain(each) for each in study.agreed]
    if settings := _plain(study.settings):
        data["settings"] = settings
    return data


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)
