"""The participant's own link: read it, send it again."""

from datetime import datetime

from django.db import transaction

from inkludering.limits import allow
from inkludering.tokens import read_own_link
from participants.models import Registration
from participants.services import notices

LINKS_AN_HOUR = 3


def find_by_link(token: str) -> Registration | None:
    """The registration a link opens; None when it is not ours, or another link has taken its place."""
    read = read_own_link(token)
    return find_by_version(*read) if read else None


def find_by_version(registration_id: int, version: int) -> Registration | None:
    """The registration while ``version`` is the version of its link."""
    found = Registration.objects.select_related(
        *("participant", "event__region", "event__theme", "event__controller"),
        *("event__sign_up", "contribution", "party"),
    )
    return found.filter(pk=registration_id, link_version=version).first()


def signed_up_again(registration: Registration) -> Registration | None:
    """The place that the same person took at the same event after this one was taken back."""
    if registration.is_active:
        return None
    mine = Registration.objects.active().filter(participant=registration.participant_id)
    return mine.filter(event=registration.event_id).first()


@transaction.atomic
def send_lost_link(*, email: str, key: str, now: datetime) -> None:
    """Mail an address the links to its own places. Says nothing about whether it has any.

    ``key`` is that of the form, so that two clicks are one mail.
    """
    ahead = Registration.objects.active().filter(participant__email=email, event__ends_at__gt=now)
    latest = ahead.select_related("participant", "event").order_by("-pk").first()
    if latest is None or not notices.may_be_written_to(email, now=now):
        return
    if allow("lost-link", email, times=LINKS_AN_HOUR, seconds=3600, fail_closed=True):
        notices.tell_lost_link(latest, key=key)
