"""One shared connection to the mail server, and what each of its answers means."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.mail import get_connection

from inkludering.outbox.services.building import OutgoingMail

SMTP_SECONDS = 20


class ServerAwayError(Exception):
    """No connection, so nothing can be sent: no mail is to blame."""


@dataclass(frozen=True)
class RefusalError(Exception):
    """The server said no to one mail, or fell silent. ``code`` holds no personal data."""

    code: str
    is_final: bool


class MailServer:
    """Opens when first needed; after any trouble a fresh connection is made."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def ensure_open(self) -> None:
        """Raises ``ServerAwayError``."""
        if self._connection is not None:
            return
        connection = get_connection(timeout=SMTP_SECONDS)
        try:
            connection.open()
        except OSError as error:  # smtplib's exceptions are among them
            raise ServerAwayError(type(error).__name__) from None
        self._connection = connection

    def send(self, outgoing: OutgoingMail) -> None:
        """Hand over one mail. Raises ``RefusalError``."""
        try:
            self._connection.send_messages([outgoing])
        except OSError as error:
            self._close()
            raise refusal_of(error) from None

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()


def refusal_of(error: OSError) -> RefusalError:
    """What went wrong, in one word and one number; never the server's sentence, which may quote
    the address. Only a 5xx about this recipient or this text is final: other troubles pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max((answer[0] for answer in error.recipients.values()), default=0)
        return RefusalError(f"recipient {code}", is_final=code >= 500)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return RefusalError("address not supported", is_final=True)
    if isinstance(error, smtplib.SMTPDataError):
        return RefusalError(f"text {error.smtp_code}", is_final=error.smtp_code >= 500)
    if isinstance(error, smtplib.SMTPResponseException):
        return RefusalError(f"server {error.smtp_code}", is_final=False)
    return RefusalError(type(error).__name__, is_final=False)
