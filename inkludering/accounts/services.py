"""Accounts come by invitation; their mails go through the outbox like all others."""

from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from inkludering.accounts.emails import NO_ACCOUNT
from inkludering.accounts.models import User
from inkludering.outbox.services import count_to, queue

MAILS_A_DAY = {NO_ACCOUNT: 3}  # to an address that has no account here, whoever types it in
CODES_A_DAY = 40


@transaction.atomic
def create_account(*, email: str, name: str = "", language: str = "nb") -> tuple[User, bool]:
    """The account of ``email`` and whether it is new. A known one keeps its own name and language."""
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name, language=language)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
        return user, True
    if name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    return user, False


def queue_account_mail(*, kind: str, email: str, code: str = "") -> bool:
    """Queue a mail in the language of whoever has this address; False when it had too many today.

    The same steps for a known and an unknown address, so that time tells nobody which it is.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).values_list("language", flat=True).first()
    yesterday = timezone.now() - timedelta(days=1)
    if count_to(email, since=yesterday) >= MAILS_A_DAY.get(kind, CODES_A_DAY):
        return False
    language = known or get_language() or "nb"
    params: dict[str, int | str] = {"code": code} if code else {}
    queue(kind=kind, key=uuid4().hex, recipient=email, language=language, params=params)
    return True


def edit_profile(*, user: User, name: str, language: str) -> None:
    """Change what a user may change about itself."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
