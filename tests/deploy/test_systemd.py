"""The units that a host runs: systemd takes them, and they fit together."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components.deploy import nginx
from tests.deploy.running import need_nginx
from tests.serving import ROOT

UNITS = ROOT / "components" / "deploy" / "systemd"
INSTALLED = "/opt/k-colors"


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("There is no systemd-analyze.")
    for unit in UNITS.iterdir():
        here = unit.read_text("utf-8").replace(INSTALLED, str(ROOT))
        # Whoever the page is run by on a host; it has to be somebody who is here.
        here = here.replace("User=kcolors", "User=daemon")
        here = re.sub(r"/\S*/(python|nginx) ", f"{sys.executable} ", here)
        (tmp_path / unit.name).write_text(here, "utf-8")
    (tmp_path / "k-colors@.service").rename(tmp_path / "k-colors@1.service")
    units = [str(unit) for unit in tmp_path.iterdir() if unit.suffix != ".env"]
    assert len(units) == 4
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_the_servers_are_where_nginx_looks_for_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = (UNITS / "k-colors-nginx.service").read_text("utf-8")
    (port,) = re.findall(r"--port (\d+)", proxy)
    words = ["nginx", "--replicas", "3", "--port", port]
    monkeypatch.setattr(sys, "argv", words)
    nginx.main()
    told = capsys.readouterr().out
    server = (UNITS / "k-colors@.service").read_text("utf-8")
    (pattern,) = re.findall(r"--server\.port=(\S+)", server)
    wanted = [pattern.replace("%i", str(number)) for number in (1, 2, 3)]
    assert re.findall(r'"~:(\d+)\$"', told) == wanted


def test_nginx_takes_what_the_unit_writes_for_it(tmp_path: Path) -> None:
    need_nginx()
    command = [sys.executable, "-m", "components.deploy.nginx"]
    command += ["--replicas", "2", "--port", "8500"]
    file = tmp_path / "nginx.conf"
    file.write_bytes(subprocess.run(command, cwd=ROOT, capture_output=True).stdout)
    checked = subprocess.run(
        [nginx.program(), "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
