"""Scripts with which a shell completes commands, options, files and shipped studies."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class

VARIABLE = "_WORKBENCH_COMPLETE"


def script_of(group: click.Command, shell: str) -> str:
    """Return a shell's script, with how to use it in its first line.

    Raises
    ------
    UsageError
        When the shell is too old for it.
    """
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - the verb offers only shells that there are
    try:
        script = made(group, {}, "workbench", VARIABLE).source()
    except RuntimeError as error:
        raise click.UsageError(str(error)) from error
    use = {
        "bash": 'eval "$(workbench completion bash)" in ~/.bashrc',
        "zsh": 'eval "$(workbench completion zsh)" in ~/.zshrc',
        "fish": "workbench completion fish > ~/.config/fish/completions/workbench.fish",
    }
    return f"# To use it: {use[shell]}\n{script}\n"


class PathType(click.types.StringParamType):
    """A text that shells complete as a file, and where a study is asked for, as a shipped study too."""

    def __init__(self, *, studies: bool) -> None:
        self._studies = studies

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the shipped studies that begin so, and have the shell add its files."""
        del ctx, param
        found = [CompletionItem(incomplete, type="file")]
        if self._studies:
            from workbench.usecases.locations import shipped_studies

            found += [CompletionItem(name) for name in shipped_studies() if name.startswith(incomplete)]
        return found
