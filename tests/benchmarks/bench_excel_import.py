"""CPU seconds and memory in which workbooks are refused or read: python -m tests.benchmarks.bench_excel_import.

Each file is looked at by a process of its own, so that memory is what that file took; the time is the CPU time of the
look alone, without starting Python. Refusing a file has to take at most a second and 200 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.formats.excel.hostile import FILES, written

GOALS = {"seconds": 1.0, "megabytes": 200.0}

LOOK = """
import json, sys
from pathlib import Path
from time import process_time
from workbench.errors import DefinitionError
from workbench.formats.excel import open_safely as door, preflight
limits = getattr(preflight, sys.argv[2])
start = process_time()
try:
    door.open_safely(Path(sys.argv[1]), limits)
    code = "read"
except preflight.RefusedWorkbookError as error:
    code = error.code
seconds = process_time() - start
status = Path("/proc/self/status")
memory = next((line.split()[1] for line in status.open() if line.startswith("VmHWM")), 0) if status.exists() else 0
print(json.dumps([code, seconds, int(memory) / 1024]))
"""

SHEETS = (("us-mexico-2011", "a score sheet, 84 cells"),)


def look(path: Path, limits: str) -> tuple[str, float, float]:
    """Return how a file was taken, the CPU seconds and the megabytes that took."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(path), limits], capture_output=True, text=True, check=True)
    code, seconds, megabytes = json.loads(done.stdout)
    return code, seconds, megabytes


def say(what: str, found: tuple[str, float, float]) -> bool:
    """Write one line, and return whether the goals are met."""
    code, seconds, megabytes = found
    met = seconds <= GOALS["seconds"] and megabytes <= GOALS["megabytes"]
    sys.stdout.write(f"{what:<44}{code:<16}{seconds:>8.2f} s{megabytes:>8.0f} MB{'' if met else '  missed'}\n")
    return met


def main() -> None:
    """Print a line for every file, as a score sheet and as a table."""
    from workbench.usecases.template import template

    with TemporaryDirectory() as name:
        folder = Path(name)
        met = []
        for make in FILES:
            path = written(folder, make)
            met += [say(f"{make.__name__} ({kind})", look(path, limits)) for kind, limits in (
                ("sheet", "SHEET_LIMITS"), ("table", "TABLE_LIMITS"))]  # fmt: skip
            path.unlink()
        for study, what in SHEETS:
            template(study, folder / "sheet.xlsx", analysts=["ana"])
            met.append(say(what, look(folder / "sheet.xlsx", "SHEET_LIMITS")))
    sys.stdout.write(f"{sum(met)} of {len(met)} within {GOALS['seconds']:g} s and {GOALS['megabytes']:g} MB\n")


if __name__ == "__main__":
    main()
