"""The README's cluster commands run as printed, on a port of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.batch.conftest import CHECKOUT, MODEL, batch, content, free_port
from tests.conftest import require

if TYPE_CHECKING:
    from pathlib import Path


def test_the_cluster_commands_of_the_readme_score_the_scenarios(tmp_path: Path) -> None:
    require(present=find_spec("distributed") is not None, what="dask[distributed]")
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    port = free_port()
    table = tmp_path / "scenarios.csv"
    table.write_text("scenario,co-development/benefit-us\nlow,0\nhigh,75\n", encoding="utf-8")
    programs = (
        f'workbench() {{ "{sys.executable}" -m workbench "$@"; }}\ndask() {{ exec "{sys.executable}" -m dask "$@"; }}\n'
    )
    with subprocess.Popen(
        ["bash", "-c", programs + block.replace("8786", str(port))],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(CHECKOUT)}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as script:  # fmt: skip
        try:
            assert script.wait(timeout=180) == 0
        finally:
            os.killpg(script.pid, signal.SIGKILL)
    batch(table, "--model", MODEL, "--out", tmp_path / "alone")
    assert content(tmp_path / "shared") == content(tmp_path / "alone")
