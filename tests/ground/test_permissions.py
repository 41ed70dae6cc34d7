"""The decorators that declare who may open a view."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.decorators.http import require_POST

from inkludering.permissions import by_token, device, loads, policy_of, public, requires
from regions.models import Region, RoleKind
from tests.factories import make_region, make_role

Get = RequestFactory().get


def yes(user: Any, obj: Any) -> bool:
    return True


def no(user: Any, obj: Any) -> bool:
    return False


def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return HttpResponse(f"{args} {kwargs}")


def request_of(user: Any) -> HttpRequest:
    request = Get("/")
    request.user = user
    return request


@pytest.mark.parametrize(("mark", "kind"), [(public, "public"), (by_token, "token"), (device, "device")])
def test_open_views_declare_whom_they_are_for(mark: Any, kind: str) -> None:
    view = mark(lambda request: HttpResponse())

    policy = policy_of(view)

    assert policy is not None
    assert policy.kind == kind
    assert view.login_required is False


def test_requires_asks_the_rule_without_an_object() -> None:
    assert requires(yes)(show)(request_of(AnonymousUser())).status_code == 200
    with pytest.raises(PermissionDenied):
        requires(no)(show)(request_of(AnonymousUser()))


def test_policy_is_seen_through_other_decorators() -> None:
    policy = policy_of(require_POST(requires(no)(show)))

    assert policy is not None
    assert policy.rule is no


@pytest.mark.django_db
def test_loads_hands_the_object_to_the_view_and_keeps_other_arguments() -> None:
    region = make_region()
    user = make_role(RoleKind.COORDINATOR, region).user

    response = loads(Region, yes)(show)(request_of(user), region_id=region.pk, part="om")

    assert isinstance(response, HttpResponse)
    assert response.content.decode() == f"({region!r},) {{'part': 'om'}}"


@pytest.mark.django_db
def test_loads_finds_nothing_that_is_not_visible() -> None:
    user = make_role(RoleKind.COORDINATOR, make_region()).user

    with pytest.raises(Http404):
        loads(Region, yes)(show)(request_of(user), region_id=make_region().pk)


@pytest.mark.django_db
def test_loads_refuses_what_the_rule_refuses() -> None:
    region = make_region()
    user = make_role(RoleKind.COORDINATOR, region).user

    with pytest.raises(PermissionDenied):
        loads(Region, no)(show)(request_of(user), region_id=region.pk)


@pytest.mark.django_db
def test_loads_uses_every_part_of_the_address() -> None:
    region = make_region(slug="telemark")
    user = make_role(RoleKind.COORDINATOR, region).user
    view = loads(Region, yes, by={"slug": "slug", "number": "pk"})(show)

    assert view(request_of(user), slug="telemark", number=region.pk).status_code == 200
    with pytest.raises(Http404):
        view(request_of(user), slug="telemark", number=region.pk + 1)


def test_a_view_without_decorator_has_no_policy() -> None:
    assert policy_of(show) is None
