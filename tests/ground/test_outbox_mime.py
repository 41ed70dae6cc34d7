"""What a mail looks like on the wire, and that nobody can add to its headers."""

import hypothesis
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from inkludering.outbox.kinds import Mail, Picture
from inkludering.outbox.models import Message
from inkludering.outbox.services.building import OURS, build
from tests.services.smtp import Received

PLAIN = Mail(subject="Plassen er din, Åse-Marie", text="Hei.\n")
HOSTILE = [
    "Ola\r\nBcc: evil@example.com",
    "Ola\nX-Evil: 1",
    "Ola\u2028Bcc: evil@example.com",
    "Ola\x0bBcc: evil@example.com",
    "Ola\x00",
    "Ola \ud800",
    "\u202eOla",
]


def message(**fields: str) -> Message:
    return Message(kind="x", key="1", language="nb", **{"recipient": "ola@example.org"} | fields)


def on_the_wire(mail: Mail, **fields: str) -> Received:
    outgoing = build(mail, message(**fields))
    raw = outgoing.message().as_bytes(linesep="\r\n")
    return Received(outgoing.from_email, outgoing.recipients(), raw, 0)


def test_mail_carries_the_headers_of_a_machine() -> None:
    built = message()
    received = on_the_wire(PLAIN).message
    again = build(PLAIN, built).message()

    assert received["Auto-Submitted"] == "auto-generated"
    assert received["To"] == "ola@example.org"
    assert received["Subject"] == "Plassen er din, Åse-Marie"
    assert again["Message-ID"] == built.message_id


def test_sender_has_its_display_name(settings: Settings) -> None:
    settings.MAIL_FROM = "Inkluderingsdager på Ås, Telemark <hei@example.org>"

    (sender,) = on_the_wire(PLAIN).message["From"].addresses

    assert sender.addr_spec == "hei@example.org"
    assert sender.display_name == "Inkluderingsdager på Ås, Telemark"


@pytest.mark.parametrize("own", ["", "lead@example.org"])
def test_reply_goes_to_the_mails_own_address_else_the_messages(own: str) -> None:
    mail = Mail(subject="x", text="x", reply_to=own)

    received = on_the_wire(mail, reply_to="host@example.org").message

    assert received["Reply-To"] == (own or "host@example.org")


def test_text_comes_first_then_html_with_its_picture_then_the_attachment() -> None:
    picture = Picture("langbordet", b"\x89PNG")
    calendar = ("dag.ics", b"BEGIN:VCALENDAR", "text/calendar; method=PUBLISH; charset=utf-8")
    mail = Mail("Åpent", "Tekst æøå\n", '<img src="cid:langbordet">', [calendar], pictures=[picture])

    received = on_the_wire(mail)

    types = [part.get_content_type() for part in received.message.walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/calendar",
    ]
    assert received.text == "Tekst æøå\n"
    assert received.html == '<img src="cid:langbordet">\n'
    assert received.attachments == {"dag.ics": b"BEGIN:VCALENDAR"}


def test_picture_is_named_by_its_content_id() -> None:
    mail = Mail("x", "x", '<img src="cid:langbordet">', pictures=[Picture("langbordet", b"\x89PNG")])

    (image,) = [part for part in on_the_wire(mail).message.walk() if part.get_content_maintype() == "image"]

    assert image["Content-ID"] == "<langbordet>"
    assert image.get_content_disposition() == "inline"


@pytest.mark.parametrize("subject", HOSTILE)
def test_hidden_characters_in_a_subject_stop_the_mail(subject: str) -> None:
    with pytest.raises(ValidationError):
        build(Mail(subject, "x"), message())


@pytest.mark.parametrize("text", HOSTILE)
def test_hidden_characters_in_a_text_are_left_out(text: str) -> None:
    received = on_the_wire(Mail("x", text))

    assert set("\x00\x0b\u202e\ud800") & set(received.text) == set()
    assert received.message["Bcc"] is None
    assert received.message["X-Evil"] is None


@pytest.mark.parametrize("value", HOSTILE[:4])
def test_line_breaks_in_an_extra_header_stop_the_mail(value: str) -> None:
    with pytest.raises((ValidationError, ValueError)):
        build(Mail("x", "x", headers={"List-Unsubscribe": value}), message())


def test_extra_headers_go_along_but_never_ours() -> None:
    extra = {"List-Unsubscribe": "<https://example.org/x>", "To": "evil@example.com", "Bcc": "evil@x.no"}

    received = on_the_wire(Mail("x", "x", headers=extra)).message

    assert received["List-Unsubscribe"] == "<https://example.org/x>"
    assert received.get_all("To") == ["ola@example.org"]
    assert received["Bcc"] is None


def test_two_recipients_in_one_row_stop_the_mail() -> None:
    with pytest.raises(ValidationError):
        build(PLAIN, message(recipient="a@example.org, evil@example.com"))


def test_host_names_beyond_ascii_are_written_as_servers_take_them() -> None:
    assert on_the_wire(PLAIN, recipient="ola@blåbær.no").message["To"] == "ola@xn--blbr-roah.no"


def test_very_long_subject_is_cut() -> None:
    assert len(on_the_wire(Mail("å" * 10_000, "x")).subject) == 200


@hypothesis.settings(deadline=None)  # the machine may be busy; the law holds at any speed
@given(subject=st.text(), text=st.text())
def test_any_text_makes_a_clean_mail_or_none(subject: str, text: str) -> None:
    """The law behind all the above: no text from anybody adds a header or a recipient."""
    try:
        received = on_the_wire(Mail(subject, text))
    except ValidationError:
        return

    names = {name.lower() for name in received.message}
    assert names <= OURS | {"mime-version", "content-type", "content-transfer-encoding"}
    assert received.message.get_all("To") == ["ola@example.org"]
