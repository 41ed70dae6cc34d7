"""What sign-up asks goes along when the next day is made from the last one. Fees do not: a price and a code
belong to one day."""

from events.models import Event, ProgrammeItem
from participants.models import Question, Quota, SignUp

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
    event.asks_more = True
    event.save(update_fields=["asks_more"])
