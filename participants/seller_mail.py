"""The mail that tells of another account on the invoices: to all who answer for money in the regions that
share the sender."""

from inkludering.accounts.models import User
from inkludering.mail import render_mail
from inkludering.outbox import kinds
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from inkludering.outbox.services import queue
from participants.models import Seller

KIND = "participants.seller_account"


def tell_account_changed(seller: Seller, user: User, *, before: str, by: User, change: int) -> None:
    """``before`` is the old account; ``change`` is the number of the change in the log."""
    params: dict[str, int | str] = {"seller": seller.pk, "user": user.pk, "by": by.pk}
    queue(
        kind=KIND,
        key=f"{change}-{user.pk}",
        recipient=user.email,
        language=user.language,
        params=params | {"before": before, "after": seller.bank_account},
    )


def render(message: Message) -> Mail | None:
    params = message.params
    seller = Seller.objects.filter(pk=params["seller"]).first()
    user = User.objects.filter(pk=params["user"], is_active=True).first()
    if seller is None or user is None or user.email != message.recipient:
        return None
    by = User.objects.filter(pk=params["by"]).first()
    context = {"seller": seller, "before": params["before"], "after": params["after"], "by": by}
    return render_mail("participants/mail/seller_account", context, message.language)


def register_kind() -> None:
    kinds.register(KIND, render)
