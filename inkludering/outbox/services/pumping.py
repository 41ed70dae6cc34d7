"""The pump: claim, ask whether the mail is still wanted, send, mark."""

import time

import structlog
from django.conf import settings
from django.db import DatabaseError

from inkludering.outbox.kinds import UnknownKindError, find_kind
from inkludering.outbox.models import Message
from inkludering.outbox.services import claiming
from inkludering.outbox.services.building import OutgoingMail, build
from inkludering.outbox.services.sending import MailServer, RefusalError, ServerAwayError

log = structlog.get_logger(__name__)

BATCH_SECONDS = 5.0  # then the worker hears a stop, and the next pump goes on


def pump(limit: int = 50) -> int:
    """Send up to ``limit`` mails that are due; returns how many were dealt with.

    Any number of pumps may run at once. Never call it inside a transaction.
    """
    if settings.MAIL_HOLD:
        return claiming.hold_due()
    claiming.fail_uncertain()
    dealt_with = 0
    ends_at = time.monotonic() + BATCH_SECONDS
    with MailServer() as server:
        for message in claiming.claim_due(limit):
            if not _deal_with(message, server):
                break
            dealt_with += 1
            if time.monotonic() > ends_at:
                break
    return dealt_with


def _deal_with(message: Message, server: MailServer) -> bool:
    """Bring one mail a step further; False when the server is away and the pump may rest."""
    try:
        outgoing = _written(message)
        if outgoing is not None:
            _send(message, outgoing, server)
    except ServerAwayError as error:
        claiming.put_back(message)
        log.warning("mail server away", error=str(error))
        return False
    return True


def _written(message: Message) -> OutgoingMail | None:
    """The mail's bytes, or None when it is no longer wanted or cannot be written."""
    try:
        mail = find_kind(message.kind).render(message)
        if mail is not None:
            return build(mail, message)
    except (UnknownKindError, DatabaseError) as error:
        claiming.mark_retry(message, type(error).__name__)
        log.warning("mail not written yet", message=message.pk, error=type(error).__name__)
    except Exception as error:  # whatever is wrong with this one, the others go on
        claiming.mark_failed(message, f"not written: {type(error).__name__}")
        log.exception("mail cannot be written", message=message.pk, kind=message.kind)
    else:
        claiming.mark_cancelled(message)
    return None


def _send(message: Message, outgoing: OutgoingMail, server: MailServer) -> None:
    server.ensure_open()
    try:
        server.send(outgoing)
    except RefusalError as refusal:
        if refusal.is_final:
            claiming.mark_failed(message, refusal.code)
        else:
            claiming.mark_retry(message, refusal.code)
        log.warning("mail refused", message=message.pk, code=refusal.code)
    else:
        claiming.mark_sent(message)
