"""The public names of the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study

INTERACTIVE = {"open", "serve", "config", "completion"}
"""Verbs that need a terminal, serve until they are ended, or are about a shell, and have no use in Python."""
OTHERWISE = {"batch": "score_many", "import": "import_sheet"}
"""Verbs whose Python name is another one: a subpackage or a keyword has theirs."""


def test_every_public_name_is_there_and_every_verb_is_public() -> None:
    assert {name: callable(getattr(workbench, name)) for name in workbench.__all__ if name != "__version__"}
    names = {OTHERWISE.get(name, name) for name in verbs()}
    missing = {name for name in names if name.isidentifier()} - set(workbench.__all__) - INTERACTIVE
    assert not missing


def test_a_study_is_made_checked_exported_and_reported_from_python(tmp_path: Path, shipped: Study) -> None:
    made = workbench.new(tmp_path / "mine", analyst="Bo")
    assert made == shipped
    assert workbench.load(tmp_path / "mine").view == "bo"
    assert workbench.export(shipped) == workbench.export("us-mexico-2011")
    assert json.loads(workbench.export(shipped, format="json"))["id"] == shipped.id
    assert {concern.code for concern in workbench.check(shipped)} >= {"shared-evidence", "splitting"}
    workbench.report(tmp_path / "mine", tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")
    with pytest.raises(workbench.WorkbenchError, match="no form of a source"):
        workbench.export(shipped, format="yaml")


def test_the_schema_is_plain_data() -> None:
    assert workbench.schema()["type"] == "object"
