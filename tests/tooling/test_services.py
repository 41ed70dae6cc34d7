"""The servers of a test run are real, and gone when it is over."""

import os
import signal
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import redis

from tests.services.processes import ServiceError, wait_until
from tests.services.smtp import SmtpSink

ROOT = Path(__file__).resolve().parent.parent.parent
INNER = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the shell that began it all ignores it
sys.path.insert(0, {root!r})
import tests.services_plugin
from scripts import reaper
child = subprocess.Popen(["sleep", "300"], start_new_session=True)
reaper.watch(child.pid)
print(os.environ["DATABASE_URL"], os.environ.get("REDIS_URL"), os.environ["VAR_DIR"], child.pid, flush=True)
{then}
"""


def run_inner(then: str) -> tuple[subprocess.Popen[str], str, str, Path, int]:
    code = INNER.format(root=str(ROOT), then=then)
    env = {k: v for k, v in os.environ.items() if k != "PYTEST_XDIST_WORKER"} | {"TEST_DB": "postgres"}
    run = subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    database, broker, folder, child = run.stdout.readline().split()
    return run, database, broker, Path(folder), int(child)


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def refuses(database: str, broker: str) -> bool:
    try:
        psycopg.connect(database, connect_timeout=1).close()
    except psycopg.OperationalError:
        pass
    else:
        return False
    try:
        return not redis.Redis.from_url(broker, socket_connect_timeout=1).ping()
    except redis.ConnectionError:
        return True


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, None])
def test_services_are_gone_however_the_run_ends(how: signal.Signals | None) -> None:
    run, database, broker, folder, child = run_inner("time.sleep(60)" if how else "pass")
    psycopg.connect(database).close()
    assert redis.Redis.from_url(broker).ping()

    if how:
        run.send_signal(how)
    run.wait(20)

    wait_until(lambda: refuses(database, broker), seconds=20, what="the servers to go away")
    wait_until(lambda: not is_running(child), seconds=10, what="the started process to go away")
    wait_until(lambda: not folder.exists(), seconds=10, what="the folder to go away")


def test_missing_postgres_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.services.postgres.binary_folders", list)
    from tests.services.postgres import Postgres

    with pytest.raises(ServiceError, match="apt-get install postgresql"):
        Postgres()


def mail(recipient: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Blåbær", "a@example.org", recipient
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Hei på deg.\n.punktum først\n")
    message.add_alternative("<p>Hei</p>", subtype="html")
    message.add_attachment(b"BEGIN", maintype="text", subtype="calendar", filename="dag.ics")
    return message


def test_smtp_sink_keeps_the_whole_mail() -> None:
    with SmtpSink() as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.send_message(mail("bodil@example.org"))

    (received,) = sink.to("bodil@example.org")
    assert (received.subject, received.message_id) == ("Blåbær", "<1@example.org>")
    assert received.text == "Hei på deg.\n.punktum først\n"
    assert received.attachments == {"dag.ics": b"BEGIN"}


def test_smtp_sink_answers_as_told() -> None:
    with SmtpSink() as sink:
        sink.answer("RCPT", "550 5.1.1 no such person")
        with smtplib.SMTP("127.0.0.1", sink.port) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
            client.send_message(mail("bodil@example.org"))
        sink.answer("DATA-END", "drop")
        with smtplib.SMTP("127.0.0.1", sink.port) as client, pytest.raises(smtplib.SMTPServerDisconnected):
            client.send_message(mail("bodil@example.org"))

    assert sink.received == []


def test_smtp_sink_keeps_port_and_mail_over_a_break() -> None:
    with SmtpSink() as sink:
        port = sink.port
        sink.stop()
        with pytest.raises(ConnectionRefusedError):
            smtplib.SMTP("127.0.0.1", port)
        sink.start()
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(mail("bodil@example.org"))

        assert len(sink.wait_for(1)) == 1


def test_smtp_sink_delays_when_asked() -> None:
    with SmtpSink(delay=0.3) as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        before = time.monotonic()
        client.send_message(mail("bodil@example.org"))

    assert time.monotonic() - before >= 0.3
