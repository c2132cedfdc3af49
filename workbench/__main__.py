"""The `workbench` command; its version is answered before anything is loaded."""

from __future__ import annotations

import sys

from workbench.version import VERSION


def main() -> int:
    """Run the command line and return the exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"workbench {VERSION}\n")
        return 0
    from workbench.cli.command_line import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
