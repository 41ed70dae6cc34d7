"""Invitations: the account, the role, the mail, the command, and taking a role back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from inkludering.accounts.invitations import invitation_link, invited_email
from inkludering.accounts.models import User
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.services import pump
from regions import services
from regions.emails import INVITATION, render_invitation
from regions.models import Role, RoleKind
from tests.factories import make_region, make_role, make_user
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db
COORDINATOR, ADMINISTRATOR = RoleKind.COORDINATOR, RoleKind.NATIONAL_ADMINISTRATOR


def test_invite_makes_account_role_mail_and_note() -> None:
    region, by = make_region(), make_user()

    made = services.invite(email=" Kari@Example.org", kind=COORDINATOR, region=region, by=by, name="Kari")

    assert (made.user.email, made.user.name, made.is_new, made.is_queued) == (
        "kari@example.org",
        "Kari",
        True,
        True,
    )
    assert not made.user.has_usable_password()
    assert Message.objects.get().recipient == "kari@example.org"
    entry = Entry.objects.get()
    assert (entry.verb, entry.by_id, entry.region_id) == ("role_granted", by.pk, region.pk)


def test_invite_twice_gives_one_role_and_one_mail() -> None:
    region = make_region()
    services.invite(email="kari@example.org", kind=COORDINATOR, region=region, by=None)

    again = services.invite(email="KARI@example.org", kind=COORDINATOR, region=region, by=None)

    assert (again.is_new, again.is_queued) == (False, False)
    assert (User.objects.count(), Role.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_invite_keeps_the_name_somebody_has_chosen() -> None:
    user = make_user(email="kari@example.org", name="Kari Selv")

    services.invite(email=user.email, kind=ADMINISTRATOR, region=None, by=None, name="Karri")

    assert User.objects.get().name == "Kari Selv"


@pytest.mark.parametrize("kind", [COORDINATOR, ADMINISTRATOR])
def test_invite_refuses_a_role_in_the_wrong_place(kind: RoleKind) -> None:
    region = make_region() if kind == ADMINISTRATOR else None

    with pytest.raises(DomainError):
        services.invite(email="kari@example.org", kind=kind, region=region, by=None)


@pytest.mark.parametrize("email", ["kari", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"])
def test_invite_refuses_what_is_not_one_address(email: str) -> None:
    with pytest.raises(ValidationError):
        services.invite(email=email, kind=ADMINISTRATOR, region=None, by=None)

    assert not User.objects.exists()


def test_invite_does_not_open_a_closed_account() -> None:
    user = make_user(is_active=False)

    with pytest.raises(DomainError):
        services.invite(email=user.email, kind=ADMINISTRATOR, region=None, by=None)


def test_invitation_is_sent_again_five_times_at_most() -> None:
    role = services.invite(email="kari@example.org", kind=ADMINISTRATOR, region=None, by=None).role
    for _again in range(4):
        services.resend_invitation(role=role, by=None)

    with pytest.raises(DomainError):
        services.resend_invitation(role=role, by=None)

    assert Message.objects.count() == 5


def test_invitation_arrives_with_a_link_that_fills_in_the_address(
    smtp_sink: SmtpSink, client: Client
) -> None:
    region, by = make_region(name="Telemark & Ås"), make_user(name="Nina <b>")
    user = services.invite(email="kari@example.org", kind=COORDINATOR, region=region, by=by).user

    pump()

    (mail,) = smtp_sink.received
    link = next(line for line in mail.text.splitlines() if "/konto/login/" in line)
    assert "Telemark & Ås" in mail.subject
    assert mail.message["Reply-To"] == by.email
    assert "Nina <b>" in mail.text
    assert user.email not in link
    assert f'value="{user.email}"' in client.get(link.removeprefix("http://localhost")).content.decode()


def test_invitation_is_not_sent_when_the_role_was_taken_back() -> None:
    role = services.invite(email="kari@example.org", kind=COORDINATOR, region=make_region(), by=None).role

    services.remove_role(role=role, by=None)

    message = Message.objects.get(kind=INVITATION)
    assert message.status == MessageStatus.CANCELLED
    assert render_invitation(message) is None


def test_invitation_link_fills_in_nothing_after_14_days() -> None:
    user = make_user()
    began = datetime(2027, 1, 4, 12, tzinfo=UTC)
    with time_machine.travel(began):
        token = invitation_link(user).partition("=")[2]

    with time_machine.travel(began + timedelta(days=13, hours=23)):
        assert invited_email(token) == user.email
    with time_machine.travel(began + timedelta(days=14, hours=1)):
        assert invited_email(token) == ""
    assert invited_email("made.up.token") == ""


def test_role_ends_at_the_next_click(client: Client) -> None:
    role = make_role(COORDINATOR, make_region())
    client.force_login(role.user)
    before = client.get("/arbeid/regioner/").status_code

    services.remove_role(role=role, by=None)

    assert (before, client.get("/arbeid/regioner/").status_code) == (200, 403)


def test_last_national_administrator_stays() -> None:
    role = make_role(ADMINISTRATOR)

    with pytest.raises(DomainError):
        services.remove_role(role=role, by=make_user())


def test_nobody_takes_a_role_from_themselves() -> None:
    role = make_role(COORDINATOR, make_region())

    with pytest.raises(DomainError):
        services.remove_role(role=role, by=role.user)


def test_command_works_on_an_empty_database_and_twice(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", administrator="nina@example.org")
    call_command("invite", administrator="nina@example.org")

    said = capsys.readouterr().out
    assert "nina@example.org is national_administrator.\nThe invitation is queued." in said
    assert "nina@example.org is national_administrator already.\nNo new invitation is sent." in said
    assert Message.objects.count() == 1


def test_command_gives_a_role_in_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    region = make_region(name="Telemark", slug="telemark")

    call_command("invite", coordinator=["telemark", "kari@example.org"])
    call_command("invite", "ola@example.org", role="facilitator", region="telemark", name="Ola")

    held = Role.objects.order_by("pk").values_list("user__email", "kind", "region")
    assert list(held) == [
        ("kari@example.org", "coordinator", region.pk),
        ("ola@example.org", "facilitator", region.pk),
    ]
    assert "coordinator in Telemark" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [{}, {"coordinator": ["nowhere", "kari@example.org"]}, {"administrator": "kari"}, {"role": "finance"}],
)
def test_command_says_what_is_wrong(options: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("invite", **options)
