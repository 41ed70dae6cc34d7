"""The embedded start: its settings, its folder, and plain words when something is in the way."""

import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import certificate, embedded, machine
from scripts.console import ROOT
from scripts.embedded import DATA, Place, alone_in, check_port, place_from_environment, throw_data_away


def test_place_takes_port_and_folder_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("TLS", "1")

    assert place_from_environment() == Place(var_dir=tmp_path, port=8123, tls=True)


def test_place_has_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "VAR_DIR", "TLS"):
        monkeypatch.setenv(name, "")

    assert place_from_environment() == Place(var_dir=ROOT / "var", port=8000)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_place_refuses_a_port_that_is_none(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(SystemExit):
        place_from_environment()


def test_embedded_environment_ignores_a_database_of_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://other/production")
    monkeypatch.setenv("REDIS_URL", "redis://other")

    env = Place(var_dir=Path("/tmp/x"), port=8001).env()

    assert not {"DATABASE_URL", "REDIS_URL"} & env.keys()
    assert (env["DEMO"], env["BASE_URL"], env["VAR_DIR"]) == ("1", "http://localhost:8001", "/tmp/x")


def test_second_copy_in_one_folder_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone_in(tmp_path), pytest.raises(SystemExit), alone_in(tmp_path):
        pass

    assert capsys.readouterr().err.strip().splitlines()[0] == f"The site is already running from {tmp_path}."
    with alone_in(tmp_path):  # free again
        pass


def test_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit):
            check_port(port)

    assert f"Port {port} is taken by another program." in capsys.readouterr().err
    check_port(port)


def test_throwing_data_away_keeps_keys_and_strangers(tmp_path: Path) -> None:
    for name in (*DATA, "secrets.json", "my-own-file"):
        (tmp_path / name).touch()
    (tmp_path / "mail").mkdir()

    throw_data_away(Place(var_dir=tmp_path, port=8000))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-own-file", "secrets.json"]


def test_certificate_is_valid_for_this_machine_and_signed_by_its_authority(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path / "tls")

    for name in ("-verify_hostname localhost", "-verify_ip 127.0.0.1"):
        trust = ["-CAfile", str(files.authority), "-x509_strict", *name.split()]
        done = subprocess.run(["openssl", "verify", *trust, str(files.site)], capture_output=True, text=True)
        assert done.stdout == f"{files.site}: OK\n", done.stderr
    assert stat.S_IMODE(files.site_key.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.authority_key.stat().st_mode) == 0o600


def test_certificate_authority_stays_the_same(tmp_path: Path) -> None:
    first = certificate.ensure(tmp_path / "tls").authority.read_bytes()

    assert certificate.ensure(tmp_path / "tls").authority.read_bytes() == first


def test_certificate_authority_cannot_vouch_for_a_public_address(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path / "tls")
    certificate.make_site(files, ["8.8.8.8"])

    trust = ["-CAfile", str(files.authority), str(files.site)]
    done = subprocess.run(["openssl", "verify", *trust], capture_output=True, text=True)

    assert "permitted subtree violation" in done.stderr


def test_packages_on_a_machine_without_root_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine, "as_root", lambda: None)
    monkeypatch.setattr(machine, "missing_packages", lambda needs: ["libpango-1.0-0"])

    machine.install(machine.START)

    line = "sudo apt-get install --no-install-recommends libpango-1.0-0"
    assert line in capsys.readouterr().out


def test_packages_on_macos_stop_with_the_brew_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(machine, "has_program", lambda name: False)

    with pytest.raises(SystemExit):
        machine.install(machine.START)

    assert "brew install gettext pango" in capsys.readouterr().err


def test_tables_are_made_ready_once_and_again_when_they_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place, runs = Place(var_dir=tmp_path, port=8000), tmp_path / "runs"
    script = f"open({str(runs)!r}, 'a').write('x'); open({str(tmp_path / DATA[0])!r}, 'w')"
    monkeypatch.setattr(embedded, "PREPARE", ("-c", script))

    for shape in ("first", "first", "second"):
        monkeypatch.setattr(embedded, "shape", lambda now=shape: now)
        embedded.prepare(place)

    assert runs.read_text() == "xx"
