"""Thousands of changed inputs for every reader: a result that can be right, or one clear refusal, within guards."""

from __future__ import annotations

import os
import resource
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.mutation import inputs
from tests.fuzz.readers import READERS
from tests.soak import note_figures, sizes
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 10.0
"""A guard for one input, ten times what is expected of the slowest."""
MEGABYTES = 512
SHARE = float(os.environ.get("SOAK_SHARE", "1"))
"""Which share of its inputs the long form tries."""


@pytest.mark.parametrize("name", READERS)
@sizes("share", 0.0015, SHARE)
def test_every_reader_reads_well_or_refuses_clearly(
    name: str, share: float, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    reader = READERS[name]
    tried, refused = 0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    @settings(
        max_examples=int(reader.whole * share), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(inputs(reader.seeds()))
    def attack(data: bytes) -> None:
        nonlocal tried, refused
        path = tmp_path / f"input{reader.suffix}"
        path.write_bytes(data)
        tried += 1
        started = process_time()
        try:
            reader.read(path)
        except WorkbenchError as error:
            refused += 1
            assert str(error).strip()  # noqa: PT017 - either end of a reading is right
        assert process_time() - started < SECONDS

    attack()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < MEGABYTES
    note_figures(record_property, f"changed inputs: {name}", tried=tried, refused=refused)


@pytest.mark.parametrize("name", READERS)
def test_every_sound_input_is_read(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    path = tmp_path / f"input{reader.suffix}"
    path.write_bytes(reader.seeds()[0])
    reader.read(path)
