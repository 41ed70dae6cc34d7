"""Write the demo into an empty database: deterministic but for the dates, which count from today."""

from datetime import date, datetime, timedelta

from django.db import transaction

from demo.content.days import ANY_WORKING_DAY, EVENTS, FRIDAY, DemoEvent
from demo.content.places import ORGANISATIONS, REGIONS, WORKING_GROUPS
from demo.content.themes import THEMES
from demo.programme import write_programme
from demo.registrations import write_registrations
from events.models import Event, EventOrganisation, OrganisationRole, Series, Theme
from inkludering.accounts.models import User
from inkludering.dates import OSLO
from inkludering.text import slugify, sort_key
from regions.models import Member, Organisation, Region, Role, RoleKind, WorkingGroup

# key -> (name, e-mail, role, region)
USERS: dict[str, tuple[str, str, RoleKind, str]] = {
    "administrator": ("Bergljot Demosen", "nasjonal@example.org", RoleKind.NATIONAL_ADMINISTRATOR, ""),
    "telemark": ("Sunniva Demosen", "telemark@example.org", RoleKind.COORDINATOR, "telemark"),
    "oslo": ("Jorunn Demosen", "oslo@example.org", RoleKind.COORDINATOR, "oslo"),
    "member": ("Halvor Demosen", "gruppe@example.org", RoleKind.WORKING_GROUP_MEMBER, "telemark"),
    "facilitator": ("Leyla Demosen", "fasilitator@example.org", RoleKind.FACILITATOR, "oslo"),
}


@transaction.atomic
def load(*, today: date, now: datetime) -> None:
    """Everything, or nothing. The database holds no events yet."""
    _write_regions()
    organisations = _write_organisations()
    _write_working_groups(organisations)
    users = _write_users()
    for name, question, goals in THEMES:
        Theme.objects.create(name=name, slug=slugify(name), question=question, goals=goals)
    for number, plan in enumerate(EVENTS, 1):
        event = _write_event(plan, organisations, users, today=today, now=now)
        write_programme(event, plan.programme, _first_date(plan, today), now=now)
        write_registrations(event, plan, by=users["administrator"], seed=number, now=now)


def _write_regions() -> None:
    for place in REGIONS:
        region = Region.objects.create(
            slug=place.slug,
            name=place.name,
            sort_name=sort_key(place.name),
            parent=Region.objects.filter(slug=place.parent).first(),
            phase=place.phase,
            cadence=place.cadence,
            days_held_before=place.held_before,
            language=place.language,
            vision=place.vision,
            contact_email=f"{place.slug}@example.org",
            contact_phone="+47 00 00 00 01",
        )
        WorkingGroup.objects.create(region=region)
        Series.objects.create(region=region, name=f"Inkluderingsdager i {place.name}")


def _write_organisations() -> dict[str, Organisation]:
    written = {}
    for body in ORGANISATIONS:
        organisation = Organisation(
            kind=body.kind, sector=body.sector, country=body.country, contact_email="post@example.org"
        )
        organisation.set_name(body.name, body.unit)
        organisation.save()
        written[body.name] = organisation
    return written


def _write_working_groups(organisations: dict[str, Organisation]) -> None:
    for slug, names in WORKING_GROUPS.items():
        group = WorkingGroup.objects.get(region__slug=slug)
        Member.objects.bulk_create(
            Member(working_group=group, organisation=organisations[name]) for name in names
        )


def _write_users() -> dict[str, User]:
    users = {}
    for key, (name, email, kind, slug) in USERS.items():
        users[key] = User.objects.create_user(email, name)
        Role.objects.create(user=users[key], kind=kind, region=Region.objects.filter(slug=slug).first())
    return users


def _first_date(plan: DemoEvent, today: date) -> date:
    first = today + timedelta(days=plan.days_from_now)
    fits = set(range(FRIDAY + 1)) if plan.weekday == ANY_WORKING_DAY else {plan.weekday}
    while first.weekday() not in fits:
        first += timedelta(days=1)
    return first


def _write_event(
    plan: DemoEvent,
    organisations: dict[str, Organisation],
    users: dict[str, User],
    *,
    today: date,
    now: datetime,
) -> Event:
    region, first = Region.objects.get(slug=plan.region), _first_date(plan, today)
    made = datetime(first.year, first.month, first.day, 9, tzinfo=OSLO) - timedelta(weeks=6)
    event = Event(
        region=region,
        series=region.series.first(),
        language=region.language,
        owner=users.get(plan.region, users["administrator"]),
        controller=organisations[plan.organisers[0]],
        contact_email=region.contact_email,
        contact_phone=region.contact_phone,
        hashtags=f"inkludering {plan.region}",
        changed_at=min(now, made),
        published_at=min(now, made) if plan.published else None,
    )
    _write_texts(event, plan, first)
    event.save()
    _write_parts(event, plan, organisations)
    return event


def _write_texts(event: Event, plan: DemoEvent, first: date) -> None:
    theme = Theme.objects.get(name=plan.theme)
    event.theme, event.guiding_question, event.goals = theme, theme.question, theme.goals
    event.title, event.subtitle, event.kind = plan.title or theme.name, plan.subtitle, plan.kind
    event.introduction, event.audience = plan.introduction, plan.audience
    event.venue_name, event.venue_address = plan.venue
    event.access_info = "Trinnfri inngang, heis, teleslynge og stille rom"
    event.travel_info = "Buss M2 stopper ved døra. Gratis parkering."
    event.meal_note = "Felles lunsj, suppe og brød"
    event.capacity = plan.capacity
    event.slug, event.year = slugify(event.title), first.year


def _write_parts(event: Event, plan: DemoEvent, organisations: dict[str, Organisation]) -> None:
    for role, names in (
        (OrganisationRole.ORGANISER, plan.organisers),
        (OrganisationRole.CO_ORGANISER, plan.co_organisers),
        (OrganisationRole.FUNDER, plan.funders),
    ):
        EventOrganisation.objects.bulk_create(
            EventOrganisation(event=event, organisation=organisations[name], role=role) for name in names
        )
