"""Write requirements-dev.lock: every package that development needs, with its version and hash, and no address.

Run it with the path of a report that pip has made of a fresh resolution:
`pip install --dry-run --ignore-installed --report REPORT '.[dev,serve]'`, then `python tests/lock.py REPORT`.
The hashes are those of the files for the system and the Python it was made on: Linux on x86-64, Python 3.11.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements-dev.lock"
OWN = "policy-workbench"
HEAD = """# Development dependencies with hashes, for Linux on x86-64 and Python 3.11; made by tests/lock.py.
# pip install --require-hashes --no-deps -r requirements-dev.lock
"""


def main(report: str) -> None:
    """Write the file."""
    lines = []
    for each in json.loads(Path(report).read_text(encoding="utf-8"))["install"]:
        name, version = each["metadata"]["name"].lower().replace("_", "-"), each["metadata"]["version"]
        if name != OWN:
            lines.append(
                f"{name}=={version} \\\n    --hash=sha256:{each['download_info']['archive_info']['hashes']['sha256']}\n"
            )
    LOCK.write_text(HEAD + "".join(sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
