"""The mails of an account: the code to log in, the code for a new address, "no account here"."""

from datetime import timedelta

from allauth.account import app_settings
from django.utils import timezone

from inkludering.mail import render_mail
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message

LOGIN_CODE, ADDRESS_CODE, NO_ACCOUNT = "login_code", "address_code", "no_account"
KINDS = (LOGIN_CODE, ADDRESS_CODE, NO_ACCOUNT)


def lifetime(kind: str) -> timedelta:
    """How long the code of such a mail opens anything; a later copy would only confuse."""
    if kind == ADDRESS_CODE:
        return timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
    return timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)


def render(message: Message) -> Mail | None:
    """The mail, or None when it comes too late to be of use."""
    if timezone.now() - message.created_at > lifetime(message.kind):
        return None
    minutes = int(lifetime(message.kind).total_seconds() // 60)
    context = {"code": message.params.get("code", ""), "minutes": minutes}
    return render_mail(f"account/mail/{message.kind}", context, message.language)
