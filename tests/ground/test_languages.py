"""Which language a page speaks that has none in its address: the user's, the browser's, or its event's."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from events.models import Event
from inkludering.languages import asked_for, work_language
from regions.models import RoleKind
from tests.factories import make_published_event, make_role, make_user
from tests.participants.doors import make_door


def language_of(client: Client, address: str, **headers: str) -> str:
    html = client.get(address, headers=headers or None).content.decode()
    found = re.search(r'<html lang="([a-z-]+)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nb"),
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en-US;q=0.6", "nb"),
        ("no", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("en-GB,en;q=0.9,nb;q=0.8", "en"),
        ("nb;q=0.3,en;q=0.9", "en"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "nb"),
        ("da", "nb"),
        ("pl,en;q=0.5", "en"),
        ("pl", "nb"),
        ("; ;q=x,,*", "nb"),
        ("nb" * 9000, "nb"),
    ],
)
def test_first_language_of_the_browser_that_is_spoken_here(header: str, language: str) -> None:
    request = RequestFactory().get("/konto/login/", headers={"accept-language": header})

    assert asked_for(request) == language


def test_nearest_language_of_the_back_office() -> None:
    near = {code: work_language(code) for code in ("nb", "nn", "sv", "da", "en", "xx")}

    assert near == {"nb": "nb", "nn": "nn", "sv": "nb", "da": "nb", "en": "en", "xx": "nb"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "demo:index", "door:start"])
def test_signed_out_pages_speak_the_browsers_language(client: Client, settings: object, name: str) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]  # the demo's page is not there without

    languages = [
        language_of(client, reverse(name), **{"Accept-Language": code}) for code in ("nn", "en", "sv")
    ]

    assert languages == ["nn", "en", "nb"]
    assert language_of(client, reverse(name)) == "nb"
    assert "Accept-Language" in client.get(reverse(name))["Vary"]


@pytest.mark.django_db
def test_signed_in_user_decides_and_not_the_browser(client: Client, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]  # as above
    client.force_login(make_user(language="nn"))

    assert language_of(client, "/demo/", **{"Accept-Language": "en"}) == "nn"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "door", "screen"),
    [("nn", "nn", "nn"), ("en", "en", "en"), ("sv", "nb", "sv"), ("nb", "nb", "nb")],
)
def test_door_and_big_screen_follow_the_day(event: str, door: str, screen: str) -> None:
    tablet, room = (
        make_door(make_published_event(language=event).days.select_related("event").get()),
        Client(),
    )
    room.force_login(make_role(RoleKind.FACILITATOR, tablet.event.region, user=make_user(language="en")).user)
    english = {"Accept-Language": "en-GB"}

    shown = reverse("workshops:screen", args=[tablet.device.day_id])

    assert language_of(tablet.client, tablet.path(), **english) == door
    assert language_of(room, shown, **english) == screen
    assert Event.objects.get().language == event
