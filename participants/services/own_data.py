"""All we know that belongs to one registration, for the person alone: to read and to take along."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from inkludering.audit.models import Entry
from inkludering.outbox.models import Message
from participants.hooks import own_data_parts
from participants.models import DoorPair, Invoice, Registration, SeatOffer, WorkingLanguage
from participants.own_facts import Fact, Part, row_of
from participants.services.needs import open_need
from participants.services.own_accounts import fee_part, invoices_part, payments_part
from participants.services.seats import place_in_line

KEYS = ("search_text", "sort_name", "form_id", "link_version", "code_version")  # made of the rest, or random
OF_THE_PLACE = (
    *("status", "source", "registered_at", "confirmed_at", "cancelled_at", "times_asked", "position"),
)


def parts_of(registration: Registration) -> list[Part]:
    """Everything, in the order a person reads it; higher storeys add theirs."""
    found = [make(registration) for make in PARTS]
    for more in own_data_parts:
        found += more(registration)
    return [*found, _mails(registration), _log(registration)]


def own_data(registration: Registration) -> dict[str, Any]:
    """As plain values that JSON can hold; times in ISO 8601, in UTC."""
    event = registration.event
    about = {"title": event.title, "starts_at": event.starts_at}
    return {"event": about} | {part.key: part.for_file for part in parts_of(registration)}


def _told(registration: Registration) -> Part:
    facts = row_of(registration, leave=(*KEYS, *OF_THE_PLACE, "working_languages", "language"))
    known = [code for code in registration.working_languages if code in WorkingLanguage.values]
    languages = ", ".join(str(WorkingLanguage(code).label) for code in known)
    facts += [
        Fact("working_languages", _("Working languages"), registration.working_languages, languages),
        Fact("language", _("Language of our mails"), registration.language, _language(registration)),
        Fact("email", _("E-mail"), registration.participant.email),
    ]
    return Part("registration", _("What you have told us"), [facts], is_list=False)


def _language(registration: Registration) -> str:
    return str(dict(settings.LANGUAGES).get(registration.language, registration.language))


def _place(registration: Registration) -> Part:
    labels = {
        "source": _("How"),
        "registered_at": _("Signed up"),
        "confirmed_at": _("Got a seat"),
        "cancelled_at": _("Taken back or declined"),
    }
    facts = row_of(registration, labels)
    place = [fact for fact in facts if fact.key in OF_THE_PLACE]
    place.append(Fact("place_in_line", _("Place in line"), place_in_line(registration)))
    return Part("place", _("Your place"), [place], is_list=False)


def _party(registration: Registration) -> Part:
    labels = {"entered_by_name": _("Signed up by"), "entered_by_email": _("Mails go to")}
    party = registration.party
    return Part("party", _("Signed up together"), [row_of(party, labels)] if party else [])


def _days(registration: Registration) -> Part:
    rows = registration.day_choices.select_related("day").order_by("day__date")
    found = [[Fact("day", _("Day"), row.day.date), *row_of(row)] for row in rows]
    return Part("days", _("Days"), found)


def _items(registration: Registration) -> Part:
    rows = registration.item_choices.select_related("item__day").order_by("item__day__date", "pk")
    found = [
        [Fact("title", _("Comes to"), row.item.title), Fact("day", "", row.item.day.date)] for row in rows
    ]
    return Part("items", _("Meals and social items"), found)


def _contribution(registration: Registration) -> Part:
    if not hasattr(registration, "contribution"):
        return Part("contribution", _("What you can contribute"))
    labels = {"consented_at": _("Consent given"), "consent_wording": _("What you said yes to")}
    return Part("contribution", _("What you can contribute"), [row_of(registration.contribution, labels)])


def _answers(registration: Registration) -> Part:
    rows = registration.extra_answers.select_related("question").order_by("question__position", "pk")
    found = [
        [Fact("question", "", row.question.text), Fact("answer", row.question.text, row.value)]
        for row in rows
    ]
    return Part("answers", _("Answers to the organiser's questions"), found)


def _needs(registration: Registration) -> Part:
    found = []
    for need in registration.needs.order_by("-kind"):
        facts = [
            Fact("kind", "", need.kind),
            Fact("words", str(need.get_kind_display()), open_need(need).words()),
            Fact("consent", _("What you said yes to"), need.consent_wording),
            Fact("consented_at", _("Consent given"), need.consented_at),
            Fact("arranged_at", _("Arranged"), need.arranged_at),
        ]
        found.append(facts)
    return Part("food_and_access", _("Food and access"), found)


def _offers(registration: Registration) -> Part:
    labels = {"offered_at": _("Offered"), "expires_at": _("Answer by"), "state": _("Answer")}
    rows = SeatOffer.objects.filter(registration=registration).order_by("pk")
    return Part("seat_offers", _("Seats offered to you"), [row_of(row, labels) for row in rows])


def _door(registration: Registration) -> Part:
    found = [row_of(registration.door_name)] if hasattr(registration, "door_name") else []
    for tag in registration.printed_tags.select_related("day").order_by("pk"):
        printed = Fact("printed_at", _("Name tag printed"), tag.printed_at)
        found.append([Fact("day", _("Day"), tag.day.date), printed])
    return Part("name_tag", _("Name tag"), found)


def _dinner(registration: Registration) -> Part:
    rows = registration.dinner_answers.select_related("day").order_by("day__date")
    found = [
        [
            Fact("day", _("Day"), row.day.date),
            Fact("comes", _("Dinner"), row.comes),
            Fact("happened_at", "", row.happened_at),
        ]
        for row in rows
    ]
    return Part("dinner", _("Dinner"), found)


def _attendance(registration: Registration) -> Part:
    rows = registration.attendances.select_related("day").order_by("day__date")
    labels = {"arrived_at": _("Checked in")}
    return Part("attendance", _("When you came"), [row_of(row, labels) for row in rows])


def _scans(registration: Registration) -> Part:
    """Each thing noted at the door, also what was undone."""
    labels = {"kind": _("At the door"), "device_at": _("When")}
    leave = ("scan_id", "clock_offset")
    rows = registration.scans.order_by("pk")
    return Part("door", _("Noted at the door"), [row_of(row, labels, leave=leave) for row in rows])


def _pairs(registration: Registration) -> Part:
    labels = {"is_same": _("Taken for the same person as another registration"), "decided_at": _("When")}
    rows = DoorPair.objects.filter(Q(kept=registration) | Q(dropped=registration)).order_by("pk")
    return Part("same_person", _("Registered twice"), [row_of(row, labels) for row in rows])


def _mails(registration: Registration) -> Part:
    """Those that went to this person for the day, while their address is kept; what they said is not. A
    place that was passed on tells nothing of the mails to the one before."""
    labels = {"recipient": _("Mail to"), "sent_at": _("Sent")}
    kept = ("kind", "recipient", "language", "status", "created_at", "sent_at")
    invoices = Invoice.objects.filter(agreement__registration=registration).values_list("pk", flat=True)
    person, event = registration.participant_id, registration.event_id
    about = Q(params__registration=registration.pk) | Q(params__invoice__in=list(invoices))
    about |= Q(params__participant=person, params__event=event)
    about |= Q(params__participant=person) & ~Q(params__has_key="event")
    mine = Message.objects.filter(about, recipient=registration.mail_address).exclude(recipient="")
    rows = mine.order_by("pk")
    found = [[fact for fact in row_of(row, labels) if fact.key in kept] for row in rows]
    return Part("mails", _("Mails to you"), found)


def _log(registration: Registration) -> Part:
    rows = Entry.objects.of(registration)
    found = [[Fact(name, "", getattr(row, name)) for name in ("at", "verb", "facts")] for row in rows]
    return Part("log", _("What was done"), found)


PARTS: tuple[Callable[[Registration], Part], ...] = (
    *(_told, _party, _days, _items, _contribution, _answers, _needs),
    *(_place, _offers, fee_part, invoices_part, payments_part),
    *(_door, _attendance, _dinner, _scans, _pairs),
)
