"""Sharing work out over an existing Dask cluster, and refusing in words what is none."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

TRIES = 3
"""How often a task is given out again after the worker that had it died."""
PATIENCE = 15.0
"""Seconds in which a scheduler must have answered; one that is being started needs some."""
WORKERS = 300.0
"""Seconds in which the first worker must have joined; a cluster that grows with its work needs some."""
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Cluster:
    """An existing Dask cluster."""

    address: str
    certificate: str = ""
    key: str = ""
    authority: str = ""
    insecure: bool = False
    """Whether a plain connection to another machine was asked for in so many words."""


def check_cluster(cluster: Cluster) -> None:
    """Refuse an address that is none, or through which strangers could run their programs.

    Raises
    ------
    UsageError
        When the address is none, or a plain one to another machine that was not asked for in so many words.
    """
    found = re.fullmatch(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})", cluster.address)
    if found is None or not 0 < int(found[3]) <= LAST_PORT:
        message = f"{cluster.address!r} is no address of a cluster."
        raise UsageError(message, hint="For example tcp://127.0.0.1:8786, or tls://HOST:8786 with certificates.")
    scheme, host = found[1], found[2]
    if scheme == "tls" and not (cluster.certificate and cluster.key and cluster.authority):
        message = "A tls:// address needs --tls-cert, --tls-key and --tls-ca."
        raise UsageError(message)
    if scheme == "tcp" and not _is_this_machine(host) and not cluster.insecure:
        message = (
            f"{cluster.address} is a plain connection to another machine: whoever can reach that scheduler can run "
            "any program on its workers, and read what passes."
        )
        hint = "Use tls://, or a tunnel to 127.0.0.1; on a network you trust, say so with --insecure-cluster."
        raise UsageError(message, hint=hint)


def _is_this_machine(host: str) -> bool:
    """Return whether a host is reached from this machine only; a name that begins alike is not."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def on_cluster(work: Callable[[Task], Outcome], tasks: Sequence[Task], cluster: Cluster) -> Iterator[Outcome]:
    """Yield what becomes of each task, in the order in which they end.

    Raises
    ------
    WorkbenchError
        When there is no scheduler at the address, no worker joins it, or the work is lost with either.
    """
    check_cluster(cluster)
    try:
        from distributed import CancelledError, Client, KilledWorker, as_completed
    except ImportError as error:
        message = "Working on a cluster needs dask[distributed], which is not installed."
        raise UsageError(message, hint="Install the extra: pip install 'policy-workbench[cluster]'.") from error
    security = _security(cluster)
    _quiet()
    _meet_scheduler(cluster, security)
    try:
        client = Client(  # type: ignore[no-untyped-call]
            cluster.address, security=security, timeout=PATIENCE, set_as_default=False
        )
    except (OSError, TimeoutError) as error:
        raise _no_cluster(cluster) from error
    with client:
        futures = [client.submit(work, task, pure=False, retries=TRIES) for task in tasks]
        try:
            _meet_workers(client, cluster)
            for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
                yield future.result()
        except KilledWorker as error:
            message = f"Every worker of {cluster.address} that was given the same piece of work died of it."
            hint = "The machines may lack memory: start fewer workers on each. What is finished stays."
            raise WorkbenchError(message, hint=hint) from error
        except CancelledError as error:
            message = f"The cluster at {cluster.address} was lost."
            hint = "See that its scheduler runs, and start the same command again: what is finished stays."
            raise WorkbenchError(message, hint=hint) from error
        except BaseException:
            client.cancel(futures, force=True)  # type: ignore[no-untyped-call]
            raise


def _security(cluster: Cluster) -> Any:  # noqa: ANN401 - Dask's own record, or none
    if not cluster.certificate:
        return None
    from distributed.security import Security

    security = Security(  # type: ignore[no-untyped-call]
        tls_ca_file=cluster.authority,
        tls_client_cert=cluster.certificate,
        tls_client_key=cluster.key,
        require_encryption=True,
    )
    try:
        security.get_connection_args("client")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        names = f"{cluster.certificate}, {cluster.key} and {cluster.authority}"
        message = f"The certificates {names} cannot be used: {getattr(error, 'strerror', None) or error}."
        raise UsageError(message, hint="Name three files in PEM form that belong together.") from error
    return security


def _quiet() -> None:
    """Keep Dask's own reports off standard error: what a user can act on becomes an error in words."""
    for name in logging.root.manager.loggerDict:
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _meet_scheduler(cluster: Cluster, security: Any) -> None:  # noqa: ANN401 - Dask's own record, or none
    """Ask who answers, within a guard: Dask's own client waits for ever for what accepts and says nothing."""
    try:
        answer = asyncio.run(asyncio.wait_for(_answer(cluster.address, security), PATIENCE))
    except Exception as error:
        # What speaks another language makes Dask's reader fail in any way, by a want of memory too.
        raise _no_cluster(cluster) from error
    kind = answer.get("type") if isinstance(answer, dict) else None
    if kind != "Scheduler":
        found = f"a Dask {str(kind).lower()[:40]}" if kind else "something else"
        message = f"At {cluster.address} there is {found}, not a scheduler."
        raise WorkbenchError(message, hint="Name the address that `dask scheduler` printed when it was started.")


async def _answer(address: str, security: Any) -> Any:  # noqa: ANN401 - whatever it says
    from distributed.comm.core import connect

    arguments = security.get_connection_args("client") if security else {}
    comm = await connect(address, timeout=PATIENCE, **arguments)  # type: ignore[no-untyped-call]
    try:
        await comm.write({"op": "identity"})
        return await comm.read()
    finally:
        comm.abort()


def _meet_workers(client: Any, cluster: Cluster) -> None:  # noqa: ANN401 - Dask's client
    try:
        client.wait_for_workers(1, timeout=WORKERS)
    except TimeoutError as error:
        message = f"No worker has joined the scheduler at {cluster.address} in {WORKERS:,.0f} seconds."
        hint = f"Start some on each machine: dask worker {cluster.address} --nthreads 1."
        raise WorkbenchError(message, hint=hint) from error


def _no_cluster(cluster: Cluster) -> WorkbenchError:
    message = f"There is no cluster at {cluster.address}."
    return WorkbenchError(message, hint="Start it: dask scheduler, and dask worker on each machine.")
