"""Runs the site on this machine: gunicorn and one Celery worker with beat, under one supervisor."""

import http.client
import os
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.console import say
from scripts.embedded import Place, alone_in, check_port, place_from_environment, prepare
from scripts.supervise import Child, Supervisor


@dataclass(frozen=True)
class Https:
    """The certificate of a start with ``TLS=1``, and how tablets reach and trust the site."""

    site: Path
    site_key: Path
    addresses: tuple[str, ...]
    advice: str


def web(place: Place, secure: Https | None) -> Child:
    reach = "0.0.0.0" if place.tls else os.environ.get("HOST", "127.0.0.1")  # noqa: S104 - tablets must reach it
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--workers", "1"]
    command += ["--threads", "8", "--bind", f"{reach}:{place.port}", "inkludering.wsgi:application"]
    if secure:
        command += ["--certfile", str(secure.site), "--keyfile", str(secure.site_key)]
    return Child("The web server", command, place.var_dir / "logs" / "web.log")


def worker(place: Place) -> Child:
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    pool = [
        "worker",
        "-B",
        "-P",
        "threads",
        "-c",
        "2",
        *quiet,
        "-s",
        str(place.var_dir / "beat" / "schedule"),
    ]
    command = [sys.executable, "-m", "celery", "-A", "inkludering.celery:app", *pool]
    return Child("The worker", command, place.var_dir / "logs" / "worker.log")


def answers(place: Place) -> bool:
    """Whether the site answers; the certificate is our own, made a moment ago, so not checked."""
    try:
        connection: http.client.HTTPConnection
        if place.tls:
            unchecked = ssl._create_unverified_context()  # noqa: S323, SLF001 - asks this machine only
            connection = http.client.HTTPSConnection("127.0.0.1", place.port, timeout=2, context=unchecked)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=2)
        connection.request("GET", "/helse/lever", headers={"Host": f"localhost:{place.port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


WELCOME = """
The site runs at  {url}

  {url}/demo/       sign in with one click, in each role; start here
  {url}/            what everybody sees
  {url}/demo/post/  the mails it has sent

Stop it with Ctrl-C. Data and logs lie in {var_dir}; `make demo` begins afresh.
"""

TRUST = """On the same network it is reached at {addresses}
Everybody there can open it, the one-click sign-in included: use it with demo data only.

A browser warns until the machine's own authority is trusted: {authority}
  iPad     send it the file (AirDrop, mail), open it, then Settings > General > VPN & Device
           Management > install, and General > About > Certificate Trust Settings > switch it on
  Android  Settings > Security > Install a certificate > CA certificate
  Chrome   Settings > Privacy and security > Security > Manage certificates > Import
  macOS    open it in Keychain Access and choose "Always Trust"
"""


def https(place: Place) -> Https | None:
    if not place.tls:
        return None
    from scripts import certificate  # noqa: PLC0415 - pulls in cryptography, which plain http does without

    files, addresses = certificate.ensure(place.var_dir / "tls"), certificate.lan_addresses()
    reached = ", ".join(f"https://{address}:{place.port}" for address in addresses) or "no address"
    advice = TRUST.format(addresses=reached, authority=files.authority)
    return Https(files.site, files.site_key, tuple(addresses), advice)


def main() -> int:
    place = place_from_environment()
    with alone_in(place.var_dir):
        check_port(place.port)
        secure = https(place)
        prepare(place)
        children = [web(place, secure), worker(place)]
        for child in children:
            child.log.write_bytes(b"")  # of this start only: nothing piles up
        say("Starting …")
        env = place.env(more_hosts=secure.addresses if secure else ())
        welcome = WELCOME.format(url=place.url, var_dir=place.var_dir) + (secure.advice if secure else "")
        supervisor = Supervisor(children, env=env)
        result = supervisor.run(is_ready=lambda: answers(place), when_ready=lambda: say(welcome))
        say("Stopped.")
    return result


if __name__ == "__main__":
    sys.exit(main())
