"""Accounts: log in by a code from a mail, by invitation only; sessions end; own profile."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from inkludering.accounts.models import User
from inkludering.accounts.services import create_account
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from regions.models import RoleKind
from tests.factories import make_region, make_role, make_user
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db
LOGIN = "/konto/login/"


def ask_for_code(client: Client, email: str) -> str:
    """Type the address and read the code from the mail that is queued."""
    response = client.post(LOGIN, {"login": email})
    assert response.headers["Location"] == reverse("account_confirm_login_code")
    return str(Message.objects.order_by("-pk")[0].params.get("code", ""))


def log_in(client: Client, user: User) -> None:
    code = ask_for_code(client, user.email)
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response.headers["Location"] == "/arbeid/"


def coordinator(**fields: str) -> User:
    return make_role(RoleKind.COORDINATOR, make_region(), make_user(**fields)).user


def test_login_by_code_leads_to_the_desk(client: Client) -> None:
    user = coordinator()

    log_in(client, user)

    assert client.get("/arbeid/").status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)


def test_login_leads_to_the_page_that_was_asked_for(client: Client) -> None:
    user = coordinator()
    response = client.get("/arbeid/regioner/")
    page = client.post(response.headers["Location"], {"login": user.email, "next": "/arbeid/regioner/"})

    code = Message.objects.get().params["code"]
    done = client.post(page.headers["Location"], {"code": code, "next": "/arbeid/regioner/"})

    assert done.headers["Location"] == "/arbeid/regioner/"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_login_never_leads_to_another_site(client: Client, target: str) -> None:
    user = coordinator()
    client.post(LOGIN, {"login": user.email, "next": target})

    code = Message.objects.get().params["code"]
    done = client.post(reverse("account_confirm_login_code"), {"code": code, "next": target})

    assert done.headers["Location"] == "/arbeid/"


def test_login_asks_an_invited_person_for_one_code_only(client: Client) -> None:
    user, _is_new = create_account(email="ny@example.org")

    log_in(client, user)

    assert Message.objects.count() == 1


def test_address_is_known_in_any_case(client: Client) -> None:
    user = coordinator(email="kari@example.org")

    ask_for_code(client, "Kari@Example.ORG")

    assert Message.objects.get().recipient == user.email


def test_wrong_code_three_times_ends_it(client: Client) -> None:
    code = ask_for_code(client, coordinator().email)
    confirm = reverse("account_confirm_login_code")

    answers = [client.post(confirm, {"code": "WRONG-CODE"}).status_code for _time in range(3)]
    late = client.post(confirm, {"code": code})

    assert answers == [200, 200, 302]
    assert late.status_code == 302
    assert "_auth_user_id" not in client.session


def test_code_is_worth_nothing_after_ten_minutes(client: Client) -> None:
    code = ask_for_code(client, coordinator().email)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client.post(reverse("account_confirm_login_code"), {"code": code})

    assert "_auth_user_id" not in client.session


def test_code_opens_nothing_in_another_browser(client: Client) -> None:
    code = ask_for_code(client, coordinator().email)
    stranger = Client()
    ask_for_code(stranger, coordinator().email)

    stranger.post(reverse("account_confirm_login_code"), {"code": code})

    assert "_auth_user_id" not in stranger.session


def test_code_mail_is_in_the_language_of_the_user(client: Client, smtp_sink: SmtpSink) -> None:
    code = ask_for_code(client, coordinator(language="en").email)

    pump()

    (mail,) = smtp_sink.received
    assert mail.subject == f"{code} is your code to log in"
    assert code in mail.text
    assert code in mail.html
    assert "10 minutes" in mail.text


def test_code_mail_that_comes_too_late_is_not_sent(client: Client, smtp_sink: SmtpSink) -> None:
    ask_for_code(client, coordinator().email)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        pump()

    assert smtp_sink.received == []


def test_unknown_address_gets_the_same_answer_and_a_mail_without_code(
    client: Client, smtp_sink: SmtpSink
) -> None:
    known, unknown = Client(), Client()
    answers = [
        known.post(LOGIN, {"login": coordinator(email="kjent@example.org").email}),
        unknown.post(LOGIN, {"login": "ukjen@example.org"}),
    ]
    pages = [visitor.get(reverse("account_confirm_login_code")) for visitor in (known, unknown)]
    pump()

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    bodies = [re.sub(rb'kjent@|ukjen@|name="csrf[^>]+', b"", page.content) for page in pages]
    assert len(bodies[0]) == len(bodies[1])
    assert [mail.recipients for mail in smtp_sink.received] == [["kjent@example.org"], ["ukjen@example.org"]]


def test_unknown_address_gets_three_mails_a_day_at_most(client: Client) -> None:
    moment = timezone.now()
    for minute in range(6):
        with time_machine.travel(moment + timedelta(minutes=2 * minute)):
            Client().post(LOGIN, {"login": "fremmed@example.org"})

    assert Message.objects.count() == 3


def test_closed_account_gets_no_code(client: Client) -> None:
    user = make_user(is_active=False)

    assert ask_for_code(client, user.email) == ""


def test_closing_an_account_works_at_once(client: Client) -> None:
    user = coordinator()
    log_in(client, user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/arbeid/").status_code == 302


def test_logout_ends_the_session_on_the_server(client: Client) -> None:
    log_in(client, coordinator())
    stolen = client.cookies.output(header="").split("sessionid=")[1].split(";")[0]

    client.post(reverse("account_logout"))

    client.cookies["sessionid"] = stolen
    assert client.get("/arbeid/").status_code == 302


def test_session_ends_after_eight_hours_without_a_click(client: Client) -> None:
    log_in(client, coordinator())
    began = timezone.now()

    with time_machine.travel(began + timedelta(hours=7, minutes=50)):
        assert client.get("/arbeid/").status_code == 200
    with time_machine.travel(began + timedelta(hours=15, minutes=55)):
        assert client.get("/arbeid/").status_code == 302


def test_session_ends_after_twelve_hours_however_busy(client: Client) -> None:
    log_in(client, coordinator())
    began = timezone.now()
    answers = []

    for hour in (3, 6, 9, 11.9, 12.1):
        with time_machine.travel(began + timedelta(hours=hour)):
            answers.append(client.get("/arbeid/").status_code)

    assert answers == [200, 200, 200, 200, 302]


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "3rdparty/",
        "sessions/",
        "login/code/",
    ],
)
def test_pages_of_allauth_we_do_not_use_are_not_there(client: Client, path: str) -> None:
    client.force_login(coordinator())

    assert client.get(f"/konto/{path}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_profile",
        "account_email",
        "account_logout",
        "account_inactive",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_pages_of_the_account_open(client: Client, name: str) -> None:
    log_in(client, coordinator())

    assert client.get(reverse(name)).status_code == 200


def test_profile_changes_name_and_language(client: Client) -> None:
    user = coordinator()
    client.force_login(user)

    client.post(reverse("account_profile"), {"name": "Kari  Nordby", "language": "nn"})

    user.refresh_from_db()
    assert (user.name, user.language) == ("Kari Nordby", "nn")


def test_new_address_is_confirmed_by_a_code_before_it_counts(client: Client) -> None:
    user = coordinator()
    log_in(client, user)

    client.post(reverse("account_email"), {"action_add": "", "email": "ny@example.org"})
    user.refresh_from_db()
    before = user.email
    code = Message.objects.get(recipient="ny@example.org").params["code"]
    client.post(reverse("account_email_verification_sent"), {"code": code})

    user.refresh_from_db()
    assert (before == "ny@example.org", user.email) == (False, "ny@example.org")


def test_accounts_have_no_password() -> None:
    user, _is_new = create_account(email="ny@example.org")

    assert not user.has_usable_password()


def test_login_page_needs_no_second_factor_settings(client: Client, settings: Settings) -> None:
    settings.DEMO = False

    assert client.get(LOGIN).status_code == 200
