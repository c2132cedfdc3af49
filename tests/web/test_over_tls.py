"""The served workbench over TLS, and what is said where there is none."""

from __future__ import annotations

import asyncio
import io
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

import aiohttp
import pytest

from tests.conftest import require
from tests.web.chromium import Chromium, wired
from tests.web.served import Served, visiting
from workbench.store.folder import read
from workbench.usecases.serve import Serving
from workbench.usecases.served import Person
from workbench.web.server import Server
from workbench.web.serving import _tell

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that vouches for itself, and its key."""
    openssl = shutil.which("openssl")
    require(present=openssl is not None, what="openssl")
    assert openssl is not None
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-out", cert, "-keyout", key],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


async def test_page_screen_and_report_come_over_tls_and_an_ordered_end_keeps_what_is_half_typed(
    serve: Callable[..., Served], certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    served = serve("--analyst", "Ana", options=("--tls-cert", str(cert), "--tls-key", str(key)), trusted=cert)
    assert served.address.startswith("https://127.0.0.1:")
    async with visiting(served) as ana, visiting(served) as stranger:
        # nobody in the clear, and nobody who does not know the certificate
        assert await stranger.status("/") == 403
        with pytest.raises(aiohttp.ClientError):
            await stranger.session.get(served.address.replace("https", "http"))
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await stranger.session.get(served.address, ssl=ssl.create_default_context())
        await ana.enter("Ana")
        (cookie,) = list(ana.session.cookie_jar)
        assert cookie.key.startswith("__Host-")
        assert cookie["secure"]
        assert f"wss://{served.address.removeprefix('https://')}/ws/" in await ana.text("/")
        await ana.comes()
        assert is_zipfile(io.BytesIO(await ana.file("/report.xlsx")))
        await ana.press("n")
        await ana.sees("Reason:")
        await ana.press("Half a reason")
        await ana.sees("Half a reason")
        words = await asyncio.to_thread(served.stop)
    assert "this machine only" in words
    assert "without TLS" not in words
    contents = read(served.study)
    assert "Half a reason" in str(contents.state)
    assert not contents.warnings


@pytest.mark.soak
async def test_a_browser_opens_its_screen_over_tls_only(
    serve: Callable[..., Served], certificate: tuple[Path, Path], chromium: Chromium
) -> None:
    cert, key = certificate
    served = serve("--analyst", "Ana", options=("--tls-cert", str(cert), "--tls-key", str(key)), trusted=cert)
    async with wired(chromium) as wire:
        ana = await (await wire.person("over TLS")).tab()
        await ana.enter(served.links["Ana"])
        assert await ana.run("location.protocol") == "https:"
        assert any(each.startswith("wss://") for each in ana.requests)
        assert not ana.asked_elsewhere(served.address)
        assert not ana.complaints


def told(capsys: pytest.CaptureFixture[str], **given: object) -> tuple[str, str]:
    serving = Serving(Path("study"), (Person("ana", "Ana"),), port=8765, **given)  # type: ignore[arg-type]
    _tell(serving, Server(serving, serving.port))
    said = capsys.readouterr()
    return said.out, said.err


def test_what_is_reached_from_elsewhere_in_the_clear_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    links, words = told(capsys, host="192.0.2.1", names=("desk.example",))
    assert links.startswith("Ana (scores): http://desk.example:8765/enter/")
    assert "reached from other machines too, without TLS: whoever is on the way reads along" in words
    assert "In the folder itself names are claims" in words
    links, words = told(capsys, host="192.0.2.1", names=("desk.example",), certificate=(Path("c"), Path("k")))
    assert links.startswith("Ana (scores): https://desk.example:8765/enter/")
    assert "reached from other machines too." in words
    _, words = told(capsys)
    assert "reached from this machine only." in words
