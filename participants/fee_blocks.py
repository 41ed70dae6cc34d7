"""The fee on pages of other pieces: the event's page, the own page, the page for cancelling."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.hooks import Price, prices
from events.models import Event
from inkludering.dates import OSLO
from inkludering.navigation import Tab, event_tabs
from participants import seller_mail
from participants.balances import billed, paid
from participants.fee_words import settled, words_of
from participants.hooks import Block, own_page_blocks
from participants.models import FeeAgreement, FeePlan, Registration
from participants.money import money
from participants.services.fees import can_set_payer, plan_of, prices_of
from participants.services.invoicing import kept_of
from regions import rules


def price_of_event(event: Event) -> Price | None:
    """One price, or from the lowest on; None for a free event, which costs no look."""
    plan = plan_of(event)
    amounts = [one.amount for one in prices_of(event)] if plan else []
    if plan is None or not amounts:
        return None
    lowest = min(amounts)
    words = money(lowest, plan.currency)
    if len(set(amounts)) > 1:
        words = _("From %(price)s") % {"price": words}
    return Price(words, f"{lowest // 100}.{lowest % 100:02}", plan.currency)


def _agreement(registration: Registration) -> FeeAgreement | None:
    """A free event costs no look."""
    if not registration.event.asks_more:
        return None
    return FeeAgreement.objects.filter(registration=registration).first()


def fee_block(registration: Registration) -> Block | None:
    agreement = _agreement(registration)
    if agreement is None:
        return None
    context: dict[str, Any] = {
        "registration": registration,
        "fee": words_of(agreement, registration.event),
        "invoices": agreement.invoices.order_by("pk"),
        "payer": agreement,
        "may_change_payer": can_set_payer(agreement),
    }
    return Block("participants/_own_fee.html", context)


def when_cancelled(registration: Registration, now: datetime) -> dict[str, Any] | None:
    """What cancelling now means for the money: what comes back, and what must still be paid."""
    agreement = _agreement(registration)
    if agreement is None or agreement.is_free:
        return None
    asked, came = billed(agreement), paid(agreement)
    today = now.astimezone(OSLO).date()
    kept = kept_of(agreement, registration.event, asked=asked, came=came, on=today)
    until = words_of(agreement, registration.event).until
    return {"settled": settled(agreement, kept=kept, came=came), "until": until}


def sees_accounts(user: Any, event: Event | None) -> bool:
    """Only where the day costs something, or once did."""
    if event is None or not event.asks_more or not rules.can_see_accounts(user, event):
        return False
    return FeePlan.objects.filter(event=event).exists()


def register() -> None:
    """Tell the pages and the mails, once all models are there."""
    seller_mail.register_kind()
    tab = Tab(gettext_lazy("Invoices"), "participants_work:accounts", sees_accounts, "participants_work:fees")
    event_tabs.add(tab, order=72)
    prices.add(price_of_event)
    own_page_blocks.add(fee_block, order=30)
