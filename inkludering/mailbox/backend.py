"""The mail "server" of the embedded default: a folder."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from inkludering.mailbox import store


class EmailBackend(BaseEmailBackend):
    """Keeps each mail as a file. Only with DEMO=1: the page that shows them asks for no login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.DEMO:
            raise ImproperlyConfigured("The mailbox backend needs DEMO=1.")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for email in email_messages:
            store.keep(email.message().as_bytes())
        return len(email_messages)
