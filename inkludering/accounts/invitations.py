"""The link in an invitation: the login page with the address filled in. It lets nobody in."""

from django.core import signing
from django.urls import reverse

from inkludering.accounts.models import User
from inkludering.mail import absolute

SALT = "inkludering.invitation"
DAYS = 14
PARAMETER = "invitasjon"


def invitation_link(user: User) -> str:
    """The whole address. It carries a signed number, so no address stands in logs or histories."""
    token = signing.dumps(user.pk, salt=SALT)
    return f"{absolute(reverse('account_login'))}?{PARAMETER}={token}"


def invited_email(token: str) -> str:
    """The address the link was made for; "" when it is not ours or older than 14 days."""
    try:
        number = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return ""
    found = User.objects.filter(pk=number, is_active=True).values_list("email", flat=True).first()
    return found or ""
