"""What sign-up asks goes along when the next day is made from the last one, and the prices with their
days. The fee itself is off until somebody turns it on; a code belongs to one day."""

from events.models import Event, ProgrammeItem
from participants.models import FeeDay, FeeType, Question, Quota, SignUp

QUESTION = ("position", "kind", "text", "help_text", "options", "is_required", "keep_days")
QUOTA = ("kind", "value", "seats")


def copy_sign_up(source: Event, event: Event, items: dict[int, ProgrammeItem]) -> None:
    """Called by the events storey inside the transaction that makes ``event`` from ``source``. ``items``
    are its programme items by the ids of those they were made from."""
    before = SignUp.objects.filter(event=source).first()
    if before is None:
        return
    chosen = [items[pk] for pk in before.items.values_list("pk", flat=True) if pk in items]
    before.pk, before.event, before.has_fees = None, event, False
    before._state.adding = True
    before.save()
    before.items.set(chosen)
    Question.objects.bulk_create(
        Question(event=event, **values) for values in source.questions.in_order().values(*QUESTION)
    )
    Quota.objects.bulk_create(Quota(event=event, **values) for values in source.quotas.values(*QUOTA))
    _copy_prices(source, event)
    event.asks_more = True
    event.save(update_fields=["asks_more"])


def _copy_prices(source: Event, event: Event) -> None:
    days = zip(source.days.order_by("date"), event.days.order_by("date"), strict=False)
    new_days = {old.pk: new for old, new in days}
    for price in FeeType.objects.on_offer().filter(event=source, code="").in_order().prefetch_related("days"):
        made = FeeType.objects.create(
            event=event, position=price.position, name=price.name, amount=price.amount
        )
        FeeDay.objects.bulk_create(FeeDay(fee_type=made, day=new_days[day.pk]) for day in price.days.all())
