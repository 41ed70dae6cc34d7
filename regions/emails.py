"""The invitation to a role."""

from inkludering.accounts.invitations import DAYS, invitation_link
from inkludering.accounts.models import User
from inkludering.mail import render_mail
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from regions.models import Role

INVITATION = "invitation"


def render_invitation(message: Message) -> Mail | None:
    """The mail, or None when the role was taken back or the account closed in the meantime."""
    role = Role.objects.select_related("user", "region").filter(pk=message.params["role"]).first()
    if role is None or not role.user.is_active:
        return None
    inviter = User.objects.filter(pk=message.params.get("by", 0)).first()
    context = {
        "role": role,
        "region": role.region,
        "inviter": inviter.name if inviter else "",
        "link": invitation_link(role.user),
        "email": role.user.email,
        "days": DAYS,
    }
    return render_mail("regions/mail/invitation", context, message.language)
