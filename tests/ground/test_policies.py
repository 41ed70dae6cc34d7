"""Who may open what: the whole URLconf, every role, own, foreign and missing objects, all methods."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import DjangoDbBlocker

from inkludering.accounts.models import User
from inkludering.permissions import Policy
from regions.models import Region, RoleKind
from regions.models.regions import RegionQuerySet
from tests.factories import make_region, make_role, make_user
from tests.ground.walking import MAKE, METHODS, PERSONAL, SAMPLE, SHARED, Route, routes, user_routes
from tests.shares import in_shares, share

CANARY = "Kanarifjellet"
NATIONAL = (RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.NATIONAL_ADVISER)
UNREAL = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')

# allauth's own views that we open; they look after themselves. All others are ours and declare.
ALLAUTH = frozenset(
    {
        "account_confirm_login_code",
        "account_logout",
        "account_inactive",
        "account_email",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    }
)


def undeclared(found: Iterator[Route]) -> list[str]:
    """Routes without a policy."""
    return [f"{route.name} {route.path}" for route in found if not route.policy and route.name not in ALLAUTH]


def test_every_view_declares_its_policy() -> None:
    assert undeclared(routes()) == []


def test_a_view_without_policy_is_found() -> None:
    def open_house(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert undeclared(routes([path("apent/", open_house, name="open")])) == ["open apent/"]


def test_every_loaded_model_can_be_made() -> None:
    loaded = {route.policy.model for route in user_routes() if route.policy and route.policy.model}

    assert loaded - set(MAKE) == set()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are meant here; writing each into the log would take most of the time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Person:
    """Somebody signed in, with a role in one region, a national one, or none."""

    kind: str
    user: User
    client: Client

    def ask(self, method: str, url: str) -> tuple[int, bytes]:
        with undone():
            response = self.client.generic(method, url)
            body = b"".join(response) if getattr(response, "streaming", False) else response.content
        return response.status_code, UNREAL.sub(b"", body).replace(url.encode(), b"")

    def anew(self) -> "Person":
        """The same person, just signed in: nothing of what was asked before sticks."""
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie({name: one.value for name, one in self.client.cookies.items()})
        return Person(self.kind, User.objects.get(pk=self.user.pk), client)


def sign_in(kind: str, region: Region) -> Person:
    user = make_user()
    if kind:
        make_role(kind, None if kind in NATIONAL else region, user)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Person(kind, user, client)


@dataclass
class World:
    """Two regions, and one person of each role in the first; ``nobody`` is signed in without a role."""

    own: Region
    other: Region
    people: list[Person]
    nobody: Person
    things: dict[tuple[Region, type[Model]], Model]

    def object_of(self, route: Route, region: Region, person: "Person | None" = None) -> Model | None:
        """What the route loads, of ``region``; None when it loads nothing."""
        model = route.policy.model if route.policy else None
        if model in PERSONAL and person:
            return MAKE[model](region, person.user)
        return self.things[region, model] if model else None

    @property
    def administrator(self) -> Person:
        return self.people[0]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of all tests here, made once: signing in nine people takes longer than most tests."""
    with django_db_blocker.unblock(), undone():
        own, other = make_region(), make_region(name=CANARY, slug="kanarifjellet")
        people, nobody = [sign_in(kind, own) for kind in RoleKind], sign_in("", own)
        things = {
            (region, model): MAKE[model](region, nobody.user) for region in (own, other) for model in MAKE
        }
        yield World(own, other, people, nobody, things)


@pytest.fixture
def world(town: World, db: None) -> World:
    """``town`` as it was made, for one test."""
    return replace(town, people=[person.anew() for person in town.people], nobody=town.nobody.anew())


Answers = dict[str, tuple[int, bytes]]
ADMINISTRATOR_GETS: dict[str, Answers] = {}


def administrator_gets(route: Route, world: World) -> Answers:
    """What the view answers to each method of the one who may most, asked once for each route."""
    if route.path not in ADMINISTRATOR_GETS:
        url = route.for_object(world.object_of(route, world.own, world.administrator))
        ADMINISTRATOR_GETS[route.path] = {method: world.administrator.ask(method, url) for method in METHODS}
    return ADMINISTRATOR_GETS[route.path]


def methods_offered(route: Route, world: World) -> set[str]:
    """The methods the view has at all: it answers 405 to the others."""
    return {method for method, (status, _) in administrator_gets(route, world).items() if status != 405}


def methods_for(person: Person, offered: set[str], world: World) -> list[str]:
    """All six for two people. For the others those that differ: 405 does not look at the role, and
    Django answers HEAD with the view's GET."""
    everything = person in (world.administrator, world.people[-1])
    return [method for method in METHODS if everything or (method in offered and method != "HEAD")]


def check_own(route: Route, world: World) -> list[str]:
    """In the own region the rule decides: never 5xx, 403 exactly for those it refuses. And what is
    answered to those without a national role names nothing of the other region."""
    wrong, offered = [], methods_offered(route, world)
    for person in [*world.people, world.nobody]:
        obj = world.object_of(route, world.own, person)
        url, rule = route.for_object(obj), route.policy and route.policy.rule
        may = bool(rule and rule(User.objects.get(pk=person.user.pk), obj))
        hidden = not person.kind and obj is not None and type(obj) not in SHARED
        for method in methods_for(person, offered, world):
            known = administrator_gets(route, world) if person is world.administrator else {}
            status, body = known[method] if known else person.ask(method, url)
            refused = 404 if hidden else 403
            fits = status not in (401, 403, 405) and status < 500 if may else status == refused
            if status != 405 if method not in offered else not fits:
                wrong.append(f"{method} {url} as {person.kind or 'nobody'}: {status}")
            if person.kind not in NATIONAL and CANARY.encode() in body:
                wrong.append(f"{method} {url} as {person.kind or 'nobody'} names the other region")
    return wrong


def check_foreign(route: Route, world: World, parts: int = 1) -> list[str]:
    """A foreign object answers 404, and in each byte as one that does not exist. What is loaded depends on
    who asks and never on the method, so with two ``parts`` each role tries one of GET and POST."""
    wrong, offered = [], methods_offered(route, world)
    foreign = route.for_object(world.object_of(route, world.other))
    for number, person in enumerate(world.people, len(route.path)):
        methods = methods_for(person, offered, world)
        for method in methods if person is world.administrator else share(methods, number, parts):
            missing = person.ask(method, route.for_nothing())
            if missing[0] != (404 if method in offered else 405):
                wrong.append(f"{method} {route.for_nothing()} as {person.kind}: {missing[0]}")
            if person.kind not in NATIONAL and person.ask(method, foreign) != missing:
                wrong.append(f"{method} {foreign} as {person.kind} is not {missing[0]}")
    return wrong


def named(found: list[Route]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", [pytest.param(route, id=route.name) for route in found])


WITH_OBJECT = [route for route in user_routes() if route.policy and route.policy.model]
OF_A_REGION = [route for route in WITH_OBJECT if route.policy and route.policy.model not in SHARED]


@named(user_routes())
def test_rule_decides_in_own_region(route: Route, world: World) -> None:
    assert check_own(route, world) == []


@in_shares(2)
@named(OF_A_REGION)
def test_foreign_object_is_as_if_it_did_not_exist(route: Route, world: World, parts: int) -> None:
    assert check_foreign(route, world, parts) == []


def test_strangers_are_sent_to_the_login_page(client: Client, world: World) -> None:
    for route in user_routes():
        url = route.for_object(world.object_of(route, world.own))
        for method in METHODS:
            response = client.generic(method, url)
            assert response.status_code == 302, f"{method} {url}"
            assert response.headers["Location"].startswith(reverse("account_login")), url


@named([route for route in routes() if not (route.policy and route.policy.kind == "user")])
def test_open_pages_never_fail(route: Route, client: Client, db: None) -> None:
    client.raise_request_exception = False
    url = route.fill({name: SAMPLE[kind] for name, kind in route.arguments().items()})

    for method in METHODS:
        assert client.generic(method, url).status_code < 500, method


def test_a_queryset_that_does_not_filter_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RegionQuerySet, "visible_to", lambda self, user: self.all())
    route = next(route for route in user_routes() if route.name == "regions_work:region")

    assert check_foreign(route, world) != []


def test_a_list_of_everything_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RegionQuerySet, "visible_to", lambda self, user: self.all())
    route = next(route for route in user_routes() if route.name == "regions_work:list")

    assert any("names the other region" in fault for fault in check_own(route, world))


def test_a_view_that_does_not_ask_its_rule_is_found(world: World) -> None:
    route = next(route for route in user_routes() if route.name == "regions_work:region")
    stricter = Policy("user", lambda user, obj: False, Region, {"slug": "slug"})

    assert check_own(replace(route, policy=stricter), world) != []
