"""Several replicas behind nginx: people stay at theirs, whoever else dies.

Most of it needs no browser; it is here because replicas take longer to start than all
that is looked at, and those tests that do need one are about the same ones.
"""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from components.deploy import nginx
from components.work.settings import SETTINGS
from tests.browser.coming_back import (
    nothing_is_left_of_it,
    own_picture,
    somebody,
    upload,
)
from tests.browser.view import (
    download,
    drawn,
    expect_k,
    open_picture,
    slider,
    snapshot,
)
from tests.deploy.running import (
    COOKIE,
    Fleet,
    Replica,
    need_nginx,
    running,
    status,
    wait_until,
)
from tests.load.client import FIGURES, Client, RefusedError
from tests.loop import run
from tests.pictures import decoded, encoded, poster
from tests.server.visitor import WITNESS
from tests.serving import ROOT, free_port

pytestmark = pytest.mark.replicas

MINE = poster(48, 36)


@dataclass(frozen=True)
class Renewed:
    """Two replicas that are looked after, and how it went to start them anew.

    Attributes
    ----------
    fleet : Fleet
        They have a log that is soon a long one.
    answers : list of int
        What visitors were answered meanwhile.
    """

    fleet: Fleet
    answers: list[int]


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renewed]:
    """Start replicas, and start them anew before there are visitors.

    Those that are started first only stand in for them: each real one takes longer to
    start than most of what is looked at here.
    """
    folder = tmp_path_factory.mktemp("replicas")
    settings = {"PYTHONPATH": str(WITNESS), "KCOLORS_STAND_INS": str(folder)}
    with running(2, DEPLOY_LOG="4KB", **settings) as fleet:
        yield Renewed(fleet, renew(fleet))


def renew(fleet: Fleet) -> list[int]:
    """Have the replicas started anew; return what visitors are answered meanwhile."""
    before = [replica.process for replica in fleet.replicas]
    fleet.renew()
    answers: list[int] = []

    def all_new() -> bool:
        answers.append(status(f"{fleet.address}/_stcore/health"))
        return all(
            replica.process != pid and replica.healthy()
            for replica, pid in zip(fleet.replicas, before, strict=True)
        )

    wait_until(all_new)
    return answers


@pytest.fixture(scope="module")
def fleet(renewed: Renewed) -> Fleet:
    """Return the replicas."""
    return renewed.fleet


def replica_of(fleet: Fleet, visitor: Client) -> Replica:
    """Find the replica at which a visitor is."""
    return fleet.replicas[int(visitor.cookies[COOKIE]) - 1]


async def come(fleet: Fleet, **query: str | int) -> list[Client]:
    """Let people come until there is one at each replica."""
    people: dict[str, Client] = {}
    while len(people) < len(fleet.replicas):
        visitor = Client(fleet.address)
        await visitor.connect(**query)
        at = visitor.cookies[COOKIE]
        if at in people:
            await visitor.close()
        else:
            people[at] = visitor
    return list(people.values())


async def leave(people: Sequence[Client]) -> None:
    """Close all tabs."""
    for visitor in people:
        await visitor.close()


def test_health_is_told_and_what_is_not_for_visitors_is_not(fleet: Fleet) -> None:
    assert status(f"{fleet.address}/_stcore/health") == 200
    for replica in (1, 2):
        assert status(f"{fleet.address}/_stcore/health", Cookie=f"{COOKIE}={replica}")
    assert status(f"{fleet.address}/_stcore/metrics") == 404
    wait_until(lambda: all(replica.healthy() for replica in fleet.replicas))


def test_replicas_are_renewed_one_after_the_other(renewed: Renewed) -> None:
    assert set(renewed.answers) == {200}


def test_each_visitor_stays_at_one_replica_for_everything(fleet: Fleet) -> None:
    """Pages, websocket, uploads and downloads: sessions live in one process each."""

    async def use_everything(visitor: Client, number: int) -> None:
        mine = visitor.cookies[COOKIE]
        session = visitor.session
        await visitor.upload("mine.png", encoded(poster(48, 36, seed=number)))
        assert visitor.alerts == []
        await visitor.set_k(3 + number)
        await visitor.download("download_png")
        await visitor.download("download_gif")
        for _ in range(5):
            await visitor.request("GET", "/")
        assert visitor.cookies[COOKIE] == mine
        assert (visitor.session, visitor.k) == (session, 3 + number)
        await visitor.reconnect()
        assert (visitor.session, visitor.k) == (session, 3 + number)
        assert visitor.exceptions == []

    async def everybody() -> None:
        people = await come(fleet, sample="pixel-art", k=9, tab="Take away")
        assert {p.cookies[COOKIE] for p in people} == {"1", "2"}
        await asyncio.gather(*(use_everything(p, i) for i, p in enumerate(people)))
        await leave(people)

    run(everybody())


def test_what_the_replicas_keep_packed_is_passed_on_so(fleet: Fleet) -> None:
    page = requests.get(f"{fleet.address}/", timeout=60)
    script = re.search(r'src="\.(/static/js/[^"]+)"', page.text)
    module = re.search(r'href="(assets/[^"]+\.js)"', page.text)
    assert script is not None
    assert module is not None
    for path in ("/", script[1], f"/{module[1]}"):
        answer = requests.get(f"{fleet.address}{path}", timeout=60)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Content-Length" in answer.headers  # which nginx would not know


def test_a_cookie_that_names_no_replica_does_no_harm(fleet: Fleet) -> None:
    for wrong in ("", "0", "99", "x" * 999, "1;1", "%00"):
        assert status(f"{fleet.address}/", Cookie=f"{COOKIE}={wrong}") == 200


def test_a_long_log_is_emptied_and_written_on(fleet: Fleet) -> None:
    log = fleet.folder / "access.log"
    sizes = [0]

    def is_shorter() -> bool:
        for _ in range(5):  # or it takes long to be a long one
            status(f"{fleet.address}/_stcore/health")
        sizes.append(log.stat().st_size)
        return sizes[-1] < sizes[-2]

    def is_written_on() -> bool:
        status(f"{fleet.address}/_stcore/health")
        return "GET server" in log.read_text()

    wait_until(is_shorter)
    wait_until(is_written_on)


def test_nothing_of_an_upload_is_on_the_disk_or_in_the_log(fleet: Fleet) -> None:
    # More bytes than anybody keeps in memory unasked, but a few colors only.
    few = MINE // 128 * 128
    pixels = np.kron(few, np.ones((20, 25, 1), np.uint8))
    large = encoded(pixels, "BMP")
    assert len(large) > 2 * 2**20

    async def upload() -> str:
        visitor = Client(fleet.address)
        await visitor.connect(sample="pixel-art", k=8, tab="Colors")
        await visitor.upload("secret-name.bmp", large)
        assert visitor.alerts == []
        await visitor.close()
        return visitor.session

    session = run(upload())
    log = (fleet.folder / "access.log").read_text()
    assert re.search(r"204 PUT upload .* replica [12]$", log, re.M)
    for private in ("secret-name", session, "sample=", "k=8", "127.0.0.1"):
        assert private not in log
    used = [f for f in fleet.folder.rglob("*") if f.parent != fleet.folder]
    assert used == []


def test_what_is_larger_than_the_largest_file_is_turned_away(fleet: Fleet) -> None:
    async def upload() -> None:
        visitor = Client(fleet.address)
        await visitor.connect(sample="pixel-art", tab="Colors")
        largest = SETTINGS.file_bytes
        with pytest.raises(RefusedError, match="413"):
            await visitor.upload("large.png", bytes(largest + 3 * 2**20))
        await visitor.close()

    run(upload())


def test_a_port_that_is_taken_is_told_before_anything_is_started(fleet: Fleet) -> None:
    taken = fleet.replicas[0].port
    command = [sys.executable, "-m", "components.deploy", "--port", str(taken)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"Port {taken} is taken.\n"


@dataclass(frozen=True)
class Windows:
    """Windows of somebody at a replica that is to hang, and to be killed for it.

    Attributes
    ----------
    victim : Replica
        It is that of both windows.
    by_nginx : Page
        A window on the page behind nginx, which has a sample.
    on_an_upload : Page
        A window on the replica itself, which for it is a server that is started anew.
    before : str
        What is to be seen in the window that has a sample.
    """

    victim: Replica
    by_nginx: Page
    on_an_upload: Page
    before: str

    @contextmanager
    def come_back(self) -> Iterator[None]:
        """Wait until both have found a server again.

        Nothing but the death of theirs cuts them off.
        """
        with self.by_nginx.expect_websocket(), self.on_an_upload.expect_websocket():
            yield


@pytest.fixture(scope="module")
def windows(fleet: Fleet, browser: Browser) -> Iterator[Windows]:
    """Open windows at a replica, which share the scripts that have been compiled."""
    with somebody(browser, fleet.address) as person:
        by_nginx = at_ten_colors(person.new_page(), fleet.address)
        (cookie,) = (c for c in person.cookies() if c["name"] == COOKIE)
        victim = fleet.replicas[int(cookie["value"]) - 1]
        on_an_upload = at_ten_colors(person.new_page(), victim.address)
        before = snapshot(on_an_upload)
        assert snapshot(by_nginx) == before
        upload(on_an_upload, MINE)
        yield Windows(victim, by_nginx, on_an_upload, before)


def at_ten_colors(tab: Page, address: str) -> Page:
    """Open the page in a window, and move the slider."""
    open_picture(tab, f"{address}/?sample=pixel-art&k=9")
    slider(tab).press("ArrowRight")
    expect_k(tab, 10)
    return tab


@pytest.mark.browser
def test_the_sessions_of_one_replica_survive_that_another_hangs_and_is_killed(
    fleet: Fleet, windows: Windows
) -> None:
    """Those who were at it go on at the living one, and it is started again."""
    victim = windows.victim

    async def go_on() -> None:
        people = await come(fleet, sample="pixel-art", k=7, tab="Colors")
        theirs = [p for p in people if replica_of(fleet, p) is victim]
        others = [p for p in people if replica_of(fleet, p) is not victim]
        sessions = [p.session for p in others]
        for visitor in people:
            await visitor.set_k(11)
        hung = victim.process
        os.kill(hung, signal.SIGSTOP)
        for visitor in others:  # while it hangs
            assert visitor.connected
            await visitor.set_k(12, FIGURES)
            assert visitor.k == 12
        assert [p.session for p in others] == sessions
        for visitor in theirs:
            with suppress(RefusedError):
                await visitor.rerun()  # is not answered, and ends when it is killed
            before = visitor.session
            await visitor.reconnect()
            assert visitor.session != before
            assert visitor.k == 11
            assert "sample=pixel-art" in visitor.query
            assert visitor.exceptions == []
        await asyncio.to_thread(
            wait_until, lambda: victim.process != hung and victim.healthy()
        )
        # Nobody is pulled back to it, where their sessions are not.
        for visitor in people:
            assert visitor.connected
            await visitor.upload("mine.png", encoded(MINE))
            assert visitor.exceptions == []
        assert [p.session for p in others] == sessions
        await leave(people)
        # It gets visitors again.
        again = await come(fleet, sample="pixel-art", tab="Colors")
        await leave(again)

    with windows.come_back():
        run(go_on())


@pytest.mark.browser
def test_a_browser_comes_back_at_a_living_replica_with_the_same_k_and_sample(
    windows: Windows, tmp_path: Path
) -> None:
    tab = windows.by_nginx
    expect_k(tab, 10)
    assert snapshot(tab) == windows.before
    # The files of the server before are gone; those of this one are there.
    saved = decoded(download(tab, tmp_path).read_bytes())
    assert np.array_equal(saved, drawn(tab, "quantized"))
    expect(slider(tab)).to_be_enabled()  # it is not while there is no connection
    slider(tab).press("ArrowRight")
    expect_k(tab, 11)
    assert "sample=pixel-art" in tab.url
    nothing_is_left_of_it(tab)


@pytest.mark.browser
def test_when_the_server_starts_anew_k_stays_and_an_upload_is_told_to_be_gone(
    windows: Windows,
) -> None:
    tab = windows.on_an_upload
    gone = tab.get_by_role("alert").filter(has_text="no longer here")
    expect(gone).to_be_visible()
    expect_k(tab, 10)
    expect(own_picture(tab)).to_have_count(0)
    expect(tab.get_by_role("dialog")).to_have_count(0)

    upload(tab, MINE)  # once more
    expect_k(tab, 10)
    expect(own_picture(tab)).to_be_visible()
    nothing_is_left_of_it(tab)


def test_the_proxy_of_the_manual_is_one_that_nginx_takes(tmp_path: Path) -> None:
    """Its certificate is left out: there is none here."""
    need_nginx()
    manual = (ROOT / "components/deploy/README.md").read_text("utf-8")
    (servers,) = re.findall(r"```nginx\n(.*?)```", manual, re.S)
    servers = re.sub(r"ssl_certificate.*;\n|(?<=443) ssl", "", servers)
    servers = re.sub(r"listen \[::\]:\d+.*;\n", "", servers)
    for port in ("443", "80"):
        servers = servers.replace(f"listen {port}", f"listen 127.0.0.1:{free_port()}")
    folder = f"""
        access_log off; client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path};
        fastcgi_temp_path {tmp_path}; uwsgi_temp_path {tmp_path};
        scgi_temp_path {tmp_path};
    """
    file = tmp_path / "nginx.conf"
    file.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ {folder} {servers} }}", "utf-8"
    )
    command = [nginx.program(), "-t", "-e", "stderr", "-c", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_the_command_ends_in_order_when_interrupted_too(fleet: Fleet) -> None:
    # The last test here, for the others need them; elsewhere it is told to terminate.
    wait_until(lambda: all(replica.healthy() for replica in fleet.replicas))
    assert fleet.end(signal.SIGINT) == 3  # with nginx
