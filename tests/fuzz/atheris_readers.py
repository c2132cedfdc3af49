"""Coverage-guided attacks on every reader, where atheris is installed: `python -m tests.fuzz.atheris_readers [RUNS]`.

What it finds stands in `crash-*` files in the folder that is printed; it belongs into `test_found.py`, made small.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.errors import WorkbenchError

RUNS = 5_000
SECONDS = 20
KEPT = ("crash", "timeout", "oom", "leak")
"""How the files begin in which the library keeps what it finds."""
MEGABYTES = 1_024
"""Of the whole process, instrumentation included."""


class Attack:
    """The attack on one reader, in a process of its own."""

    def __init__(self, name: str, runs: int, place: Path) -> None:
        self.atheris: Any = import_module("atheris")
        with self.atheris.instrument_imports(include=["workbench"]):
            from tests.fuzz.readers import READERS

            self.reader = READERS[name]
            seeds = self.reader.seeds()
            self.path = place / f"input{self.reader.suffix}"
            self.path.write_bytes(seeds[0])
            # what a reader loads where it is used is instrumented too
            self.reader.read(self.path)
        self.name, self.runs, self.place = name, runs, place
        self.tried = self.refused = 0
        self.seeds = place / "seeds"
        self.seeds.mkdir()
        for number, seed in enumerate(seeds):
            (self.seeds / str(number)).write_bytes(seed)

    def begin(self) -> None:
        """Attack, and do not return."""
        limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-max_len=60000", "-len_control=0", "-seed=1"]
        places = [f"-artifact_prefix={self.place}/", str(self.seeds)]
        words = [sys.argv[0], f"-atheris_runs={self.runs}", "-verbosity=0", *limits, *places]
        zipped = {"custom_mutator": self.mutated} if self.reader.suffix in {".xlsx", ".study"} else {}
        self.atheris.Setup(words, self.once, **zipped)
        self.atheris.Fuzz()

    def once(self, data: bytes) -> None:
        """Give the reader one input."""
        self.tried += 1
        self.path.write_bytes(data)
        try:
            self.reader.read(self.path)
        except WorkbenchError as error:
            self.refused += 1
            assert str(error).strip()  # noqa: PT017 - either end of a reading is right
        if self.tried == self.runs:
            sys.stdout.write(f"{self.name}: {self.tried:,} tried, {self.refused:,} refused\n")
            sys.stdout.flush()

    def mutated(self, data: bytes, most: int, seed: int) -> bytes:
        """Change a part of a zip; a zip that is broken already, and each fifth, as it is."""
        try:
            with ZipFile(BytesIO(data)) as archive:
                parts = {each: archive.read(each) for each in archive.namelist()}
        except Exception:  # noqa: BLE001 - whatever a broken zip makes the library raise
            parts = {}
        if not parts or seed % 5 == 0:
            return bytes(self.atheris.Mutate(data, most))
        chosen = sorted(parts)[seed % len(parts)]
        parts[chosen] = self.atheris.Mutate(parts[chosen], len(parts[chosen]) + 64)
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for each, content in parts.items():
                archive.writestr(each, content)
        return packed.getvalue()[:most]


def main(runs: int, names: list[str]) -> int:
    """Attack every reader in a process of its own; return how many fell."""
    from tests.fuzz.readers import READERS

    fallen = 0
    for name in names or READERS:
        place = Path(mkdtemp(prefix="atheris-"))
        command = [sys.executable, "-m", "tests.fuzz.atheris_readers", "--one", name, str(runs), str(place)]
        own = os.environ | {"WORKBENCH_HOME": str(place / "home"), "WORKBENCH_ANALYST": "Ana"}
        done = subprocess.run(command, env=own, capture_output=True, text=True, errors="replace", check=False)
        found = sorted(each.name for kind in KEPT for each in place.glob(f"{kind}-*"))
        said = next((line for line in done.stdout.splitlines() if line.startswith(f"{name}: ")), "not finished")
        sys.stdout.write(f"{name}: {said.removeprefix(f'{name}: ')}\n")
        # The library's own alarm can end a process that has finished; what counts is what it kept, and the last word.
        if found or said == "not finished":
            fallen += 1
            sys.stdout.write(
                f"  fell with {done.returncode}: {place} {found}\n{(done.stdout + done.stderr)[-3_000:]}\n"
            )
        sys.stdout.flush()
    return fallen


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        Attack(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])).begin()
    else:
        sys.exit(min(1, main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS, sys.argv[2:])))
