"""What a day needs before it can be published, and where to put it right."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events import hooks, rules
from events.models import Event, EventFormat, EventKind, ItemKind, OrganisationRole, ProgrammeItem
from events.services.checking import Days, open_people, programme_days
from regions.services import founding_rule


@dataclass(frozen=True)
class CheckItem:
    """One line of the list. ``label`` names the thing; ``hint`` says what to do when it is not done."""

    key: str
    label: str
    done: bool
    url: str
    blocking: bool = True
    hint: str = ""


def publish_checklist(event: Event, now: datetime) -> list[CheckItem]:
    """All that stands between the draft and the public, what blocks first."""
    days = programme_days(event)
    checks = [
        *_about(event, now),
        *_hosts(event),
        *_programme(event, [item for _day, items in days for item in items]),
        _founding(event),
        *_review(event),
        *_advice(event, days),
    ]
    for extra in hooks.checklist_extras:
        checks += extra(event)
    return checks


def missing_of(checks: list[CheckItem]) -> list[CheckItem]:
    """What must be put right before publishing."""
    return [check for check in checks if check.blocking and not check.done]


def _edit(event: Event, anchor: str) -> str:
    return f"{reverse('events_work:edit', args=[event.pk])}#{anchor}"


def _about(event: Event, now: datetime) -> list[CheckItem]:
    if event.format == EventFormat.DIGITAL:
        place = CheckItem(
            "venue", _("A link to the meeting"), bool(event.digital_link), _edit(event, "id_digital_link")
        )
    else:
        place = CheckItem("venue", _("A venue"), bool(event.venue_name), _edit(event, "id_venue_name"))
    contact = bool(event.contact_email or event.contact_phone)
    return [
        CheckItem("theme", _("A theme"), event.theme_id is not None, _edit(event, "id_theme")),
        CheckItem(
            "dates",
            _("A date that is still ahead"),
            event.starts_at is not None and not event.is_over(now),
            _edit(event, "days"),
            hint=_("The day needs a date and an item with a clock time."),
        ),
        place,
        CheckItem("contact", _("Somebody to ask"), contact, _edit(event, "id_contact_email"),
                  hint=_("An e-mail address or a phone number.")),
    ]  # fmt: skip


def _hosts(event: Event) -> list[CheckItem]:
    hosts = reverse("events_work:organisations", args=[event.pk])
    organised = event.parts.filter(role=OrganisationRole.ORGANISER).exists()
    return [
        CheckItem("organiser", _("At least one organiser"), organised, hosts),
        CheckItem(
            "controller",
            _("Who answers for the registrations"),
            event.controller_id is not None,
            hosts,
            hint=_("One organisation is responsible for the personal data."),
        ),
    ]


def _programme(event: Event, items: list[ProgrammeItem]) -> list[CheckItem]:
    url = reverse("events_work:programme", args=[event.pk])
    return [CheckItem("programme", _("A programme with at least one item"), bool(items), url)]


def _founding(event: Event) -> CheckItem:
    state = founding_rule(event.region)
    return CheckItem(
        "founding",
        _("A working group with two organisations from two sectors"),
        state.is_met,
        reverse("regions_work:working_group", args=[event.region.slug]),
        hint=state.missing,
    )


def _review(event: Event) -> list[CheckItem]:
    places = {
        "venue": (_("The venue from the last day is looked at"), _edit(event, "id_venue_name")),
        "hosts": (
            _("The hosts from the last day are looked at"),
            reverse("events_work:organisations", args=[event.pk]),
        ),
        "programme": (
            _("The programme from the last day is looked at"),
            reverse("events_work:programme", args=[event.pk]),
        ),
    }
    marks = [(part, *places[part]) for part in event.review if part in places]
    return [CheckItem(f"review_{part}", label, False, url) for part, label, url in marks]


def _advice(event: Event, days: Days) -> list[CheckItem]:
    """Warnings: they never stop anybody."""
    url = reverse("events_work:programme", args=[event.pk])
    items = [item for _day, of_day in days for item in of_day]
    longest = max((rules.longest_sitting(of_day)[1] for _day, of_day in days), default=0)
    chafing = [seam for _day, of_day in days for seam in rules.seams(of_day)]
    advice = [
        (
            "breaks",
            _("A break at least every %(minutes)s minutes") % {"minutes": rules.LONGEST_WITHOUT_BREAK},
            longest <= rules.LONGEST_WITHOUT_BREAK,
        ),
        ("seams", _("A programme without gaps or overlaps"), not chafing),
        ("people", _("All speakers are confirmed"), not open_people(items)),
    ]
    if event.kind == EventKind.INCLUSION_DAY:
        tables = any(item.kind == ItemKind.ROUND for item in items)
        advice.insert(0, ("tables", _("Time at the tables"), tables))
    return [CheckItem(key, label, done, url, blocking=False) for key, label, done in advice if items]
