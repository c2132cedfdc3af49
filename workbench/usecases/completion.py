"""completion: the script with which a shell completes commands, options and files."""

from __future__ import annotations

from workbench.usecases.verb import Outcome, Parameter, Verb

SHELLS = ("bash", "zsh", "fish")


def run(shell: str) -> Outcome:
    """Hand the script of a shell back."""
    return Outcome(completion=shell)


VERB = Verb(
    name="completion",
    title="Print the script with which your shell completes commands and files",
    parameters=(Parameter("shell", "Which shell.", kind="argument", choices=SHELLS, metavar=f"[{'|'.join(SHELLS)}]"),),
    run=run,
)
