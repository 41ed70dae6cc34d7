"""From the words of a mail to the bytes on the wire."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage as ModernMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from inkludering.outbox.addresses import ascii_address, split_sender, validate_address
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from inkludering.text import normalise_line

SUBJECT_LENGTH = 200
PART_LENGTH = 2_000_000  # characters of one text part: far above any real mail
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
OURS = frozenset({"from", "to", "cc", "bcc", "subject", "date", "message-id", "auto-submitted"})


class _Bytes(ModernMessage):
    """Python's message with the one argument more that Django's SMTP backend gives."""

    def as_bytes(self, unixfrom: bool = False, policy: Any = None, linesep: str | None = None) -> bytes:
        wanted = policy or self.policy
        return super().as_bytes(unixfrom, wanted.clone(linesep=linesep) if linesep else wanted)


class OutgoingMail(EmailMultiAlternatives):
    """A mail with pictures inside its HTML part, which Django's own cannot nest."""

    def __init__(self, mail: Mail, message: Message) -> None:
        self.mail = mail
        reply_to = mail.reply_to or message.reply_to
        super().__init__(
            subject=normalise_line(mail.subject)[:SUBJECT_LENGTH],
            body=_visible(mail.text),
            from_email=split_sender(settings.MAIL_FROM)[1],
            to=[message.recipient],
            reply_to=[reply_to] if reply_to else None,
            headers={"Message-ID": message.message_id, **mail.headers},
        )
        if mail.html:
            self.attach_alternative(_visible(mail.html), "text/html")
        for name, content, mimetype in mail.attachments:
            self.attach(name, content, mimetype)

    def message(self, *, policy: Any = SMTP) -> Any:
        built = _Bytes(policy=policy)
        self._set_headers(built)
        built.set_content(self.body, cte="quoted-printable")
        if self.mail.html:
            built.add_alternative(_visible(self.mail.html), subtype="html", cte="quoted-printable")
            html = list(built.iter_parts())[-1]
            for picture in self.mail.pictures:
                html.add_related(
                    picture.content,
                    "image",
                    picture.subtype,
                    cid=f"<{picture.cid}>",
                    disposition="inline",
                )
        for name, content, mimetype in self.mail.attachments:
            maintype, _, rest = mimetype.partition("/")
            subtype, *parameters = [part.strip() for part in rest.split(";")]
            built.add_attachment(
                content,
                maintype,
                subtype,
                filename=name,
                params=dict(parameter.split("=", 1) for parameter in parameters),
            )
        return built

    def _set_headers(self, built: ModernMessage) -> None:
        name, address = split_sender(settings.MAIL_FROM)
        built["Subject"] = self.subject
        built["From"] = f'"{name}" <{address}>' if name else address
        built["To"] = ascii_address(self.to[0])
        if self.reply_to:
            built["Reply-To"] = ascii_address(self.reply_to[0])
        built["Date"] = format_datetime(datetime.now(UTC))
        built["Message-ID"] = self.extra_headers["Message-ID"]
        built["Auto-Submitted"] = "auto-generated"
        for header, value in self.mail.headers.items():
            if header.lower() not in OURS:
                built[header] = normalise_line(value)


def _visible(text: str) -> str:
    """``text`` without characters that show nothing or turn the reading direction."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n"))


def build(mail: Mail, message: Message) -> OutgoingMail:
    """The mail ready to be sent; every way in which it could not be encoded raises here."""
    validate_address(message.recipient)
    reply_to = mail.reply_to or message.reply_to
    if reply_to:
        validate_address(reply_to)
    if max(len(mail.text), len(mail.html)) > PART_LENGTH:
        raise ValueError("too long")
    outgoing = OutgoingMail(mail, message)
    outgoing.message().as_bytes(linesep="\r\n")
    return outgoing
