"""Write what sign-up to one event asks, what its people answered, and what they pay."""

import random
from datetime import datetime
from itertools import cycle

from demo.content.sign_up import DemoSignUp
from events.models import Event, EventDay, ProgrammeItem
from inkludering.accounts.models import User
from participants.models import (
    Answer,
    Contribution,
    DayChoice,
    FeePlan,
    FeeType,
    ItemChoice,
    Part,
    PayerKind,
    Question,
    Registration,
    Seller,
    SignUp,
)
from participants.services.fees import Payer, write_agreement
from participants.services.invoicing import issue_invoice

COUNTRIES = {"NO": 60, "SE": 25, "DK": 15}
INVOICED = 3


def write_sign_up(
    event: Event, plan: DemoSignUp, people: list[Registration], *, by: User, seed: int, now: datetime
) -> None:
    """``people`` are those of the event; only those with a seat or in line have answered."""
    dice = random.Random(seed)  # noqa: S311  # what people answer, not a secret
    event.asks_more = True
    event.save(update_fields=["asks_more"])
    sign_up = SignUp.objects.create(
        event=event,
        asks_role=True,
        asks_experience=True,
        asks_country=True,
        has_questions=True,
        has_fees=True,
    )
    items = list(ProgrammeItem.objects.filter(day__event=event, title__in=plan.items))
    sign_up.items.set(items)
    coming = [one for one in people if one.is_active]
    _write_answers(event, plan, coming, dice)
    _write_choices(event, plan, coming, items, dice)
    _write_fees(event, plan, coming, dice, by=by, now=now)


def _write_answers(event: Event, plan: DemoSignUp, people: list[Registration], dice: random.Random) -> None:
    rows = []
    for position, asked in enumerate(plan.questions, 1):
        options = list(asked.answers) if asked.kind != "text" else []
        question = Question.objects.create(
            event=event, position=position, kind=asked.kind, text=asked.text, options=options
        )
        for one in people:
            if dice.random() < 0.8:
                said = dice.choice(asked.answers)
                rows.append(
                    Answer(
                        question=question, registration=one, value=[said] if asked.kind == "many" else said
                    )
                )
    Answer.objects.bulk_create(rows)


def _write_choices(
    event: Event,
    plan: DemoSignUp,
    people: list[Registration],
    items: list[ProgrammeItem],
    dice: random.Random,
) -> None:
    """Country, days, part, dinner and what somebody can contribute."""
    days = list(EventDay.objects.filter(event=event).order_by("date"))
    tasks, words = dict(zip((one.pk for one in people), plan.tasks, strict=False)), cycle(plan.contributions)
    chosen = []
    for one in people:
        one.country = dice.choices(list(COUNTRIES), weights=list(COUNTRIES.values()))[0]
        task = tasks.get(one.pk, "")
        part = Part.PROJECT_OWNER if task else Part.PARTICIPANT
        chosen += [DayChoice(registration=one, day=day, part=part, assignment=task) for day in days]
    Registration.objects.bulk_update(people, ["country"])
    DayChoice.objects.bulk_create(chosen)
    eats = [one for one in people if dice.random() < 0.7]
    ItemChoice.objects.bulk_create(ItemChoice(registration=one, item=item) for item in items for one in eats)
    tells = [one for one in people if dice.random() < 0.3]
    Contribution.objects.bulk_create(Contribution(registration=one, experience=next(words)) for one in tells)


def _write_fees(
    event: Event,
    plan: DemoSignUp,
    people: list[Registration],
    dice: random.Random,
    *,
    by: User,
    now: datetime,
) -> None:
    """Prices and a code, what each agreed to, and the first invoices."""
    terms = FeePlan.objects.create(event=event, is_on=True, vat_reason="Utenfor merverdiavgiftsloven")
    prices = _write_prices(event, plan)
    free = FeeType(event=event, position=len(prices) + 1, name=plan.reason, amount=0, code=plan.code)
    free.reason = plan.reason
    free.save()
    for number, one in enumerate(people):
        chosen = free if number < 2 else dice.choices(prices, weights=[8, 2, 2])[0]
        if one.day_choices.exclude(assignment="").exists():
            chosen = prices[0]  # the workshop is on the last day
        write_agreement(one, chosen, terms, _payer_of(one), now=one.registered_at)
        if chosen.days.exists():
            one.day_choices.exclude(day__in=chosen.days.all()).delete()
    _write_seller(event)
    paying = [one for one in people if one.status == "confirmed"][2 : 2 + INVOICED]
    for one in paying:
        issue_invoice(registration=one, now=now, by=by)


def _write_prices(event: Event, plan: DemoSignUp) -> list[FeeType]:
    """With the days each is for."""
    days, prices = list(event.days.order_by("date")), []
    for position, (name, kroner, numbers) in enumerate(plan.prices, 1):
        price = FeeType.objects.create(event=event, position=position, name=name, amount=kroner * 100)
        price.days.set([days[number - 1] for number in numbers])
        prices.append(price)
    return prices


def _payer_of(one: Registration) -> Payer:
    """The organisation, with a name for the invoice; somebody without one pays at home."""
    if one.organisation_name:
        return Payer(
            payer_name=one.organisation_name, reference=one.name, invoice_email="faktura@example.org"
        )
    home = {"street": "Gateveien 1", "postal_code": "0000", "city": "Fjordby"}
    return Payer(kind=PayerKind.PERSON, payer_name=one.name, **home)


def _write_seller(event: Event) -> None:
    """Numbers that are right by their check digits and belong to nobody."""
    assert event.controller  # noqa: S101  # every event of the demo has one
    Seller.objects.create(
        controller=event.controller,
        name=str(event.controller),
        organisation_number="312345676",
        street="Bryggegata 4",
        postal_code="0000",
        city="Fjordby",
        email="faktura@example.org",
        bank_account="12345678903",
    )
