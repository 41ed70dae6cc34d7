"""Give people a role, tell them by mail, and take the role back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.accounts.services import create_account
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.fields import EmailField
from inkludering.outbox.models import Message
from inkludering.outbox.services import cancel_pending, queue
from regions.emails import INVITATION
from regions.models import NATIONAL_KINDS, Region, Role, RoleKind

MAILS_FOR_A_ROLE = 5


@dataclass(frozen=True)
class Invitation:
    """What came of inviting somebody: a second time gives the same role and no second mail."""

    user: User
    role: Role
    is_new: bool
    is_queued: bool


@transaction.atomic
def invite(
    *, email: str, kind: RoleKind, region: Region | None, by: User | None, name: str = ""
) -> Invitation:
    """Give the person with this address a role, with an account if need be, and queue the mail.

    Raises ``ValidationError`` for what is no address, ``DomainError`` for a closed account.
    """
    if (kind in NATIONAL_KINDS) != (region is None):
        raise DomainError(_("A national role has no region, and every other role has one."))
    language = region.language if region else "nb"
    user, _is_new = create_account(email=EmailField().clean(email), name=name, language=language)
    if not user.is_active:
        raise DomainError(_("This account is closed. A national administrator can open it again."))
    role, is_new = Role.objects.get_or_create(user=user, kind=kind, region=region)
    if is_new:
        _record("role_granted", role, by)
    return Invitation(user, role, is_new, is_new and _queue(role, by))


@transaction.atomic
def resend_invitation(*, role: Role, by: User | None) -> None:
    """Send the mail once more: links grow old, and mails get lost."""
    if not _queue(role, by):
        raise DomainError(
            _("This person has had the invitation %(count)s times.") % {"count": MAILS_FOR_A_ROLE}
        )


def _queue(role: Role, by: User | None) -> bool:
    number = Message.objects.filter(kind=INVITATION, key__startswith=f"role-{role.pk}-").count()
    if number >= MAILS_FOR_A_ROLE:
        return False
    queue(
        kind=INVITATION,
        key=f"role-{role.pk}-{number + 1}",
        recipient=role.user.email,
        language=role.user.language,
        params={"role": role.pk, "by": by.pk if by else 0},
        reply_to=by.email if by else "",
    )
    return True


@transaction.atomic
def remove_role(*, role: Role, by: User | None) -> None:
    """Take a role back; it ends at the next click of whoever held it."""
    if by is not None and role.user_id == by.pk:
        raise DomainError(_("You cannot take a role from yourself. Ask somebody else to do it."))
    if role.kind == RoleKind.NATIONAL_ADMINISTRATOR:
        administrators = Role.objects.select_for_update().filter(kind=role.kind)
        if len(administrators) <= 1:
            raise DomainError(_("Somebody must be national administrator."))
    cancel_pending(kind=INVITATION, key_prefix=f"role-{role.pk}-")
    _record("role_removed", role, by)
    role.delete()


def _record(verb: str, role: Role, by: User | None) -> None:
    record(verb, role, by=by, region_id=role.region_id, kind=role.kind, user=role.user_id)
