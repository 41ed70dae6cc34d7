"""The embedded default's mailbox: mails kept as files and shown as their readers would see them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.test import Client
from pytest_django import Settings

from inkludering.mailbox import store
from inkludering.outbox.kinds import Mail, Picture
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from tests.ground.letters import queue_letter

MAIL = Mail(
    "Plassen er din",
    "Hei <b>\nhttp://localhost/min/x/\n",
    '<a href="http://localhost/min/x/">x</a><img src="cid:langbordet"><script>alert(1)</script>',
    [("dag.ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8")],
    pictures=[Picture("langbordet", b"\x89PNG")],
)


@pytest.fixture(autouse=True)
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """The mailbox of the embedded default in a folder of its own."""
    settings.DEMO = True
    settings.MAILBOX_DIR = folder = tmp_path / "mail"
    settings.EMAIL_BACKEND = "inkludering.mailbox.backend.EmailBackend"
    return folder


def deliver(mail: Mail = MAIL, recipient: str = "ola@example.org") -> str:
    from inkludering.outbox.services.building import build

    message = Message(kind="x", key="1", language="nb", recipient=recipient)
    get_connection().send_messages([build(mail, message)])
    return next(store.newest()).name


@pytest.mark.django_db
def test_list_shows_the_newest_first(client: Client) -> None:
    deliver(Mail("First", "x"))
    deliver(Mail("Second", "x"))

    html = client.get("/demo/post/").content.decode()

    assert html.index("Second") < html.index("First")


@pytest.mark.django_db
def test_list_shows_one_recipients_mails(client: Client) -> None:
    deliver(Mail("First", "x"))
    deliver(Mail("Second", "x"), recipient="kari@example.org")

    html = client.get("/demo/post/?til=kari@example.org").content.decode()

    assert "Second" in html
    assert "First" not in html


@pytest.mark.django_db
def test_empty_mailbox_says_so(client: Client) -> None:
    assert client.get("/demo/post/").status_code == 200


@pytest.mark.django_db
def test_mail_shows_headers_text_and_attachment(client: Client) -> None:
    name = deliver()

    html = client.get(f"/demo/post/{name}/").content.decode()

    assert "auto-generated" in html
    assert "Hei &lt;b&gt;" in html
    assert f"/demo/post/{name}/vedlegg/0/" in html


def test_html_part_stands_in_a_frame_without_scripts(client: Client) -> None:
    response = client.get(f"/demo/post/{deliver()}/html/")

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "data:image/png;base64," in response.content.decode()
    assert '<a target="_top" href=' in response.content.decode()


def test_attachment_is_downloaded(client: Client) -> None:
    response = client.get(f"/demo/post/{deliver()}/vedlegg/0/")

    assert response.content == b"BEGIN:VCALENDAR"
    assert response["Content-Disposition"] == 'attachment; filename="dag.ics"'


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "x/", "20270129T080000000000-00000000/", "x/html/", "x/vedlegg/0/"])
def test_mailbox_is_not_there_outside_the_demo(client: Client, settings: Settings, path: str) -> None:
    settings.DEMO = False

    assert client.get(f"/demo/post/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["x", "..%2fsecrets", "20270129T080000000000-00000000"])
def test_unknown_mail_is_404(client: Client, name: str) -> None:
    assert client.get(f"/demo/post/{name}/").status_code == 404


def test_unknown_attachment_is_404(client: Client) -> None:
    assert client.get(f"/demo/post/{deliver()}/vedlegg/5/").status_code == 404


def test_backend_refuses_to_work_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured):
        get_connection()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("letter_kinds")
def test_outbox_delivers_to_the_mailbox() -> None:
    queue_letter(7)

    pump()

    assert [mail.recipient for mail in store.newest()] == ["reader7@example.org"]
