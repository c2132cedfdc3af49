"""Commands made from the verbs that the use cases declare."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from workbench.errors import nearest
from workbench.model.printable import printable
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.usecases.verb import Outcome, Parameter, Verb


class WorkbenchGroup(click.Group):
    """All verbs as commands; called without one, the screen or, where there is no terminal, a ranking."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - click's own settings
        super().__init__(invoke_without_command=True, callback=click.pass_context(_without_command), **settings)
        self.params.append(
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help="Print the version.",
            )
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs."""
        del ctx
        return sorted(verbs())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each verb does, without loading any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(verbs().titles.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, made when it is asked for."""
        del ctx
        verb = verbs().get(cmd_name)
        return command_of(verb) if verb else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in verbs() and not args[0].startswith("-"):
            message = f"There is no command {args[0]!r}. {nearest(args[0], verbs())}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's shape
    if value:
        from workbench.version import VERSION

        click.echo(f"workbench {VERSION}")
        ctx.exit()


def _without_command(ctx: click.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    if has_terminal():
        return finish(verbs()["open"].run(study=None, analyst=None))
    from workbench.usecases.locations import DEFAULT_STUDY, last_study

    command = command_of(verbs()["score"])
    code: int = command.main(args=[str(last_study() or DEFAULT_STUDY)], standalone_mode=False, prog_name="score")
    return code


def has_terminal() -> bool:
    """Return whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def command_of(verb: Verb) -> click.Command:
    """Return a verb as a click command."""

    def callback(**values: Any) -> int:  # noqa: ANN401 - as many kinds as verbs have parameters
        return finish(verb.run(**values))

    return click.Command(
        name=verb.name,
        callback=callback,
        params=[_parameter(each) for each in verb.parameters],
        help=f"{verb.title}.",
        short_help=verb.title,
    )


_TYPES = {"text": click.STRING, "whole": click.INT, "number": click.FLOAT}


def _parameter(parameter: Parameter) -> click.Parameter:
    if parameter.kind == "argument":
        return click.Argument(
            [parameter.name],
            nargs=-1 if parameter.many else 1,
            required=not parameter.optional,
            metavar=parameter.metavar or None,
            type=_type(parameter),
        )
    names = [parameter.name, f"--{parameter.flag or parameter.name.replace('_', '-')}"]
    if parameter.short:
        names.append(f"-{parameter.short}")
    if parameter.kind == "flag":
        return click.Option(names, is_flag=True, help=parameter.help)
    # given a default of None, click takes a required option for answered
    given: dict[str, Any] = {} if parameter.default is None else {"default": parameter.default}
    return click.Option(
        names,
        help=parameter.help,
        **given,
        show_default=parameter.default is not None,
        required=parameter.required,
        multiple=parameter.many,
        type=_type(parameter),
        metavar=parameter.metavar or None,
    )


def _type(parameter: Parameter) -> click.ParamType[Any]:
    if parameter.choices:
        return click.Choice(parameter.choices)
    if parameter.type == "path" or parameter.metavar.strip("…[]") in {"STUDY", "DIR"}:
        from workbench.cli.completion import PathType

        return PathType(studies="STUDY" in parameter.metavar)
    return _TYPES[parameter.type]


def finish(outcome: Outcome) -> int:
    """Show what a use case handed back and return the exit code."""
    if outcome.screen is not None:
        return _open_screen(*outcome.screen)
    if outcome.reports:
        from workbench.usecases.printing import print_reports

        print_reports(outcome.reports, sys.stdout)
    if outcome.completion:
        from workbench.cli.completion import script_of

        click.echo(script_of(click.get_current_context().find_root().command, outcome.completion), nl=False)
    if outcome.text:
        # Into a file or another program goes what was asked for; a terminal would obey what stands in it.
        click.echo(printable(outcome.text) if sys.stdout.isatty() else outcome.text, nl=False)
    for word in outcome.words:
        click.echo(printable(word), err=True)
    if outcome.serving is not None:
        from workbench.web.serving import serve

        return serve(outcome.serving)
    return outcome.exit_code


def _open_screen(path: Path, analyst: tuple[str, str]) -> int:
    if not has_terminal():
        message = f"There is no terminal to work in. The ranking without one: workbench score {str(path)!r}"
        raise click.UsageError(message)
    from workbench.tui.start import run

    return run(path, analyst)
