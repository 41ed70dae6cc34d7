"""The second factor: who must have one, how it is made, and that login asks for it."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings

from inkludering.accounts.models import User
from inkludering.outbox.models import Message
from regions.models import Region, RoleKind
from tests.factories import make_region, make_role
from tests.services.site import WebServer

CONFIRM = "account_confirm_login_code"


def user_with(kind: RoleKind) -> User:
    return make_role(kind, None if kind == RoleKind.NATIONAL_ADMINISTRATOR else make_region()).user


def type_code(client: Client, user: User) -> Any:
    client.post(reverse("account_login"), {"login": user.email})
    code = Message.objects.order_by("-pk")[0].params["code"]
    return client.post(reverse(CONFIRM), {"code": code})


def current_code(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def add_app(client: Client) -> str:
    """Set up an authenticator app; its secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)
    assert secret is not None
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret[1])})
    cache.clear()  # the same code counts once; the test cannot wait for the next
    return secret[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", [RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.FINANCE, RoleKind.INCLUSION_OFFICER]
)
def test_roles_that_see_much_make_a_second_factor_first(
    client: Client, settings: Settings, kind: RoleKind
) -> None:
    settings.DEMO = False
    type_code(client, user_with(kind))

    response = client.get("/arbeid/regioner/", follow=True)

    assert response.redirect_chain == [(reverse("mfa_index"), 302)]
    assert b'data-color="info"' in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.FACILITATOR])
def test_other_roles_need_none(client: Client, settings: Settings, kind: RoleKind) -> None:
    settings.DEMO = False
    type_code(client, user_with(kind))

    assert client.get("/arbeid/regioner/").status_code == 200


@pytest.mark.django_db
def test_second_factor_is_not_asked_for_in_the_demo(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    client.force_login(user_with(RoleKind.NATIONAL_ADMINISTRATOR))

    assert client.get("/arbeid/regioner/").status_code == 200


@pytest.mark.django_db
def test_app_opens_the_work_pages_and_is_asked_for_at_the_next_login(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = False
    user = user_with(RoleKind.NATIONAL_ADMINISTRATOR)
    type_code(client, user)
    secret = add_app(client)
    assert client.get("/arbeid/regioner/").status_code == 200

    second = Client()
    halfway = type_code(second, user)
    assert halfway.headers["Location"] == reverse("mfa_authenticate")
    assert second.get("/arbeid/regioner/").status_code == 302
    second.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
    assert second.get("/arbeid/regioner/").status_code == 200


@pytest.mark.django_db
def test_wrong_app_code_lets_nobody_in(client: Client) -> None:
    user = user_with(RoleKind.COORDINATOR)
    type_code(client, user)
    add_app(client)
    second = Client()
    type_code(second, user)

    second.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "_auth_user_id" not in second.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
    ],
)
def test_pages_of_the_second_factor_open(client: Client, name: str) -> None:
    type_code(client, user_with(RoleKind.COORDINATOR))
    add_app(client)

    assert client.get(reverse(name)).status_code == 200


def read_code(page: Page, user: User) -> None:
    page.goto("/konto/login/")
    page.fill("input[name=login]", user.email)
    page.click("main form.stack button[type=submit]:not([form])")
    page.wait_for_url("**/login/kode/**")
    page.fill("input[name=code]", Message.objects.order_by("-pk")[0].params["code"])
    page.click("main form.stack button[type=submit]:not([form])")
    page.wait_for_url("**/arbeid/**")


def give_passkeys(page: Page) -> None:
    """A security key inside the browser, as Chromium's own tests use."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def region(transactional_db: None) -> Region:
    return make_region()


def test_passkey_is_added_and_logs_in(page: Page, web_server: WebServer, region: Region) -> None:
    user = make_role(RoleKind.COORDINATOR, region).user
    give_passkeys(page)
    read_code(page, user)
    page.goto("/konto/2fa/nokler/ny/")
    page.fill("input[name=name]", "Min nøkkel")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add, main form.stack button")
    page.wait_for_url("**/2fa/koder/")
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/arbeid/")
