"""Food and access: kept with consent alone, sealed, opened for few, gone after a week."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from inkludering.sealed import SealedError, seal, unseal
from inkludering.tokens import own_link
from participants import export, services
from participants.models import Need, NeedKind, Registration
from participants.services.door_sync import read_people
from participants.services.needs import (
    CONSENT,
    Wanted,
    arranged_for,
    count_for_kitchen,
    keep_needs,
    mark_arranged,
    own_needs,
    version_of,
)
from regions.models import NATIONAL_KINDS, RoleKind
from tests.factories import make_published_event, make_registration, make_role, make_user
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def make_need(
    event: Event | None = None,
    kind: NeedKind = NeedKind.DIET,
    choices: tuple[str, ...] = ("vegan",),
    **more: Any,
) -> Need:
    registration = make_registration(event or make_published_event(), **more)
    keep_needs(registration=registration, wanted=[Wanted(kind, choices, "kanarifugl")], now=NOW)
    return Need.objects.get(registration=registration, kind=kind)


def signed_in(event: Event, kind: str) -> Client:
    """With a role and the second factor it needs."""
    role = make_role(kind, None if kind in NATIONAL_KINDS else event.region)
    Authenticator.objects.create(user=role.user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(role.user)
    return client


def own(client: Client, registration: Registration, rest: str = "") -> str:
    client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
    return f"/min/{registration.pk}/{rest}"


def test_database_holds_no_readable_need() -> None:
    need = make_need()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_need")
        row = str(cursor.fetchall())

    assert "kanarifugl" not in row
    assert '"vegan"' not in row
    assert json.loads(unseal(need.sealed)) == {"choices": ["vegan"], "other": "kanarifugl"}
    assert need.consent_wording == str(CONSENT[NeedKind.DIET])
    assert need.consented_at == NOW


def test_a_need_without_consent_is_refused_by_the_database() -> None:
    registration = make_registration(make_published_event())

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.create(registration=registration, kind="diet", sealed=seal("x"), consented_at=NOW)


def test_needs_are_kept_only_with_the_tick(client: Client) -> None:
    registration = make_registration(make_published_event())
    url = own(client, registration, "behov/")

    refused = client.post(url, {"diet": ["gluten"], "access_other": "Plass foran"})
    kept = client.post(url, {"diet": ["gluten"], "diet_consent": "on"})

    assert refused.status_code == 200
    assert refused.content.decode().count("ds-validation-message") == 2
    assert kept.status_code == 303
    assert [need.wanted for need in own_needs(registration)] == [Wanted(NeedKind.DIET, ("gluten",))]


def test_no_box_is_ticked_beforehand(client: Client) -> None:
    page = client.get(own(client, make_registration(make_published_event()), "behov/"))

    assert "checked" not in page.content.decode()


def test_consents_are_taken_back_one_by_one(client: Client) -> None:
    need = make_need()
    registration = need.registration
    keep_needs(registration=registration, wanted=[Wanted(NeedKind.ACCESS, ("quiet",))], now=NOW)

    answer = client.post(own(client, registration, "behov/diet/slett/"))

    assert answer.status_code == 303
    assert list(Need.objects.values_list("kind", flat=True)) == ["access"]
    assert client.post(own(client, registration, "behov/annet/slett/")).status_code == 404
    assert client.get(own(client, registration, "behov/access/slett/")).status_code == 405


def test_nothing_is_kept_for_a_place_given_up_while_the_page_stood_open() -> None:
    registration = make_registration(make_published_event())
    services.cancel(registration=Registration.objects.get(pk=registration.pk), now=NOW)

    with pytest.raises(DomainError):
        keep_needs(registration=registration, wanted=[Wanted(NeedKind.DIET, ("vegan",))], now=NOW)

    assert not Need.objects.exists()


def test_foreign_link_opens_no_needs(client: Client) -> None:
    need, other = make_need(), make_registration(make_published_event())
    own(client, other)

    assert client.get(f"/min/{need.registration_id}/behov/").status_code == 404
    assert client.post(f"/min/{need.registration_id}/behov/diet/slett/").status_code == 404
    assert Need.objects.count() == 1


def test_only_the_inclusion_officer_sees_who_and_each_look_is_noted() -> None:
    need = make_need(first_name="Sunniva")
    event = need.registration.event

    url = work(event, "tilrettelegging/")
    seen = signed_in(event, RoleKind.INCLUSION_OFFICER).get(url)
    others = [kind for kind in RoleKind if kind != RoleKind.INCLUSION_OFFICER]
    refused = {signed_in(event, kind).get(url).status_code for kind in others}

    assert "Sunniva" in seen.content.decode()
    assert "kanarifugl" in seen.content.decode()
    assert refused == {403}
    assert Entry.objects.filter(verb="needs.seen", target_id=event.pk).count() == 1


def test_needs_are_in_no_list_export_mail_or_log() -> None:
    event = make_published_event()
    need = make_need(event)
    coordinator = client_as(event)

    pages = [
        coordinator.get(work(event, rest)).content.decode() for rest in ("", "pameldte/", "pameldte/kjokken/")
    ]
    pages.append(coordinator.get(work(event, f"pameldte/{need.registration_id}/")).content.decode())
    logged = str(list(Entry.objects.values())) + str(list(Message.objects.values()))

    assert "kanarifugl" not in "".join(pages) + export.as_csv(event).decode() + logged
    assert "diet" not in logged
    assert not Entry.objects.filter(target_id=need.registration_id, verb__startswith="need").exists()


def test_kitchen_gets_numbers_of_each() -> None:
    event = make_published_event()
    make_need(event, first_name="Sunniva")
    for choices in (("vegan",), ("vegan",), ("gluten", "halal")):
        registration = make_registration(event)
        keep_needs(registration=registration, wanted=[Wanted(NeedKind.DIET, choices)], now=NOW)
    make_registration(event)

    kitchen = count_for_kitchen(day=event.days.get())
    page = client_as(event).get(work(event, "pameldte/kjokken/")).content.decode()

    assert [(plate.number, len(plate.words)) for plate in kitchen.plates] == [(2, 1), (1, 2)]
    assert (kitchen.people, kitchen.plain, kitchen.unclear) == (5, 1, 1)
    assert "Sunniva" not in page


def test_needs_go_seven_days_after_and_on_cancelling() -> None:
    kept, cancelled = make_need(), make_need()
    ends_at = kept.event.ends_at
    assert ends_at

    services.cancel(registration=cancelled.registration, now=NOW)
    services.tidy(now=ends_at + timedelta(days=7, seconds=-1))
    left = list(Need.objects.values_list("pk", flat=True))
    services.tidy(now=ends_at + timedelta(days=7))

    assert left == [kept.pk]
    assert Need.objects.count() == 0


def test_neutral_mark_is_for_what_the_officer_has_arranged() -> None:
    need = make_need(kind=NeedKind.ACCESS)
    event = need.registration.event
    officer = signed_in(event, RoleKind.INCLUSION_OFFICER)

    day = event.days.get()

    before, on_tablet = arranged_for(event), read_people(day=day)
    officer.post(work(event, f"tilrettelegging/{need.pk}/"), {"arranged": "1"})

    assert (before, [row["care"] for row in on_tablet]) == (frozenset(), [False])
    assert [row["care"] for row in read_people(day=day)] == [True]
    assert arranged_for(event) == frozenset({need.registration_id})


def test_rotated_keys_seal_anew_and_the_old_one_can_go(settings: Settings) -> None:
    need, old = make_need(), settings.NEEDS_KEYS
    settings.NEEDS_KEYS = ["en helt ny nøkkel som er lang nok til alt", *old]

    call_command("rotate_keys", stdout=StringIO())
    need.refresh_from_db()
    settings.NEEDS_KEYS = settings.NEEDS_KEYS[:1]

    assert "kanarifugl" in unseal(need.sealed)
    settings.NEEDS_KEYS = old
    with pytest.raises(SealedError):
        unseal(need.sealed)


def test_what_the_person_has_changed_meanwhile_is_not_marked_as_arranged() -> None:
    changed, gone, by = make_need(), make_need(), make_user()
    later = NOW + timedelta(minutes=1)
    keep_needs(registration=changed.registration, wanted=[Wanted(NeedKind.DIET, ("gluten",))], now=later)
    Need.objects.filter(pk=gone.pk).delete()

    for seen in (changed, gone):
        with pytest.raises(DomainError):
            mark_arranged(need=seen, arranged=True, now=later, by=by)

    assert Need.objects.get().arranged_at is None


def test_officer_marks_only_what_stood_on_the_page() -> None:
    need = make_need()
    officer = signed_in(need.registration.event, RoleKind.INCLUSION_OFFICER)
    address = work(need.registration.event, f"tilrettelegging/{need.pk}/")
    Need.objects.update(consented_at=NOW + timedelta(minutes=1))

    page = officer.post(address, {"arranged": "1", "seen": version_of(need)}, follow=True)
    before = Need.objects.get().arranged_at
    officer.post(address, {"arranged": "1", "seen": version_of(Need.objects.get())})

    assert "Dette er nettopp endret" in page.content.decode()
    assert before is None
    assert Need.objects.get().arranged_at
