"""serve: the workbench on a study, in the browser of colleagues who do not have it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model.own_path import own_path
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.usecases.served import Person

LOOPBACK = "127.0.0.1"
PORT = 8765
SESSIONS, MOST_SESSIONS = 8, 200
IDLE = 60
"""Minutes without a key or a click after which a screen is ended."""
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, to whom, and how."""

    study: Path
    people: tuple[Person, ...]
    host: str = LOOPBACK
    port: int = PORT
    """0 takes a free one."""
    names: tuple[str, ...] = ()
    """Under which names the machine is reached, beside the address."""
    certificate: tuple[Path, Path] | None = None
    """A TLS certificate and its key."""
    sessions: int = SESSIONS
    idle: float = IDLE * 60.0
    """In seconds."""

    @property
    def is_local(self) -> bool:
        """Whether nobody on another machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Return whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def run(  # noqa: PLR0917 - called by name only
    study: str,
    analyst: Sequence[str],
    observer: Sequence[str],
    host: str,
    port: int,
    name: Sequence[str],
    tls_cert: str | None,
    tls_key: str | None,
    sessions: int,
    idle: int,
    *,
    without_tls: bool,
) -> Outcome:
    """Check what is asked for, and hand it to the server."""
    from workbench.usecases.history import open_folder

    folder = open_folder(study)
    serving = Serving(
        study=folder.path.resolve(),
        people=_people(analyst, observer),
        host=host,
        port=_between("--port", port, 0, HIGHEST_PORT),
        names=tuple(name),
        certificate=_certificate(tls_cert, tls_key),
        sessions=_between("--sessions", sessions, 1, MOST_SESSIONS),
        idle=60.0 * _between("--idle", idle, 1, 24 * 60),
    )
    _check_reach(serving, without_tls=without_tls)
    return Outcome(words=tuple(folder.faults()), serving=serving)


def _people(analysts: Sequence[str], observers: Sequence[str]) -> tuple[Person, ...]:
    from workbench.usecases.locations import identity
    from workbench.usecases.served import Person

    people: dict[str, Person] = {}
    named: list[tuple[str | None, bool]] = [(each, False) for each in analysts]
    named += [(each, True) for each in observers]
    for label, reads_only in named or [(None, False)]:
        person = Person(*identity(label), reads_only=reads_only)
        if person.id in people:
            message = f"{person.label!r} and {people[person.id].label!r} are one name, {person.id!r}."
            raise UsageError(message, hint="Give each person a name of their own.")
        people[person.id] = person
    return tuple(people.values())


def _between(what: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        message = f"{what} is {value}; it must be between {low} and {high}."
        raise UsageError(message)
    return value


def _certificate(cert: str | None, key: str | None) -> tuple[Path, Path] | None:
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        message = "A certificate and its key go together."
        raise UsageError(message, hint="Give --tls-cert FILE and --tls-key FILE.")
    files = own_path(cert), own_path(key)
    for file in files:
        if not file.is_file():
            message = f"{file} is no file."
            raise UsageError(message, hint="Give the certificate and the key as PEM files.")
    return files


def _check_reach(serving: Serving, *, without_tls: bool) -> None:
    """Refuse to be reached from elsewhere in the clear, or under a name that nobody has given."""
    if serving.is_local:
        return
    if serving.certificate is None and not without_tls:
        message = f"{serving.host} is reached from other machines, where anybody on the way reads along."
        hint = "Give --tls-cert and --tls-key; or --without-tls, if the network itself is trusted, such as a tunnel."
        raise UsageError(message, hint=hint)
    if not serving.names and ip_address_or_none(serving.host) in {None, "0.0.0.0", "::"}:  # noqa: S104 - refused here
        message = f"Under which name do the others reach {serving.host}?"
        raise UsageError(message, hint="Give --name HOST, as it stands in their browser; other names are turned away.")


def ip_address_or_none(host: str) -> str | None:
    """Return an address in its usual form; None for what is none."""
    try:
        return str(ip_address(host))
    except ValueError:
        return None


VERB = Verb(
    name="serve",
    title="Serve a study to browsers; each person has a link of their own",
    parameters=(
        Parameter("study", "The study folder.", kind="argument", metavar="DIR"),
        Parameter("analyst", "Somebody who scores; once for each. Without any, you.", many=True, metavar="NAME"),
        Parameter("observer", "Somebody who only reads; once for each.", many=True, metavar="NAME"),
        Parameter("host", "The address to listen on; others than this machine's own need TLS.", default=LOOPBACK,
                  metavar="ADDRESS"),
        Parameter("port", "The port; 0 for a free one.", type="whole", default=PORT, metavar="N"),
        Parameter("name", "A name under which others reach this machine; once for each.", many=True, metavar="HOST"),
        Parameter("tls_cert", "A TLS certificate (PEM).", type="path", metavar="FILE"),
        Parameter("tls_key", "Its key (PEM).", type="path", metavar="FILE"),
        Parameter("without_tls", "Be reached from other machines without TLS.", kind="flag"),
        Parameter("sessions", "How many may work at once.", type="whole", default=SESSIONS, metavar="N"),
        Parameter("idle", "Minutes without a key or click after which a screen is ended.", type="whole", default=IDLE,
                  metavar="MINUTES"),
    ),
    run=run,
)  # fmt: skip
