"""Table signs: a tent for each table, from the round's page or in the file with all for the day."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from participants.models import Paper
from tests.participants.papers import made, order_pack, words_of
from tests.workshops.rooms import first_day, make_event_with_room, stranger
from workshops import services
from workshops.models import WorkshopRound
from workshops.services import Draw
from workshops.signs import signs_of

pytestmark = pytest.mark.django_db


def pages_of(content: bytes | memoryview | None) -> int:
    return len(PdfReader(io.BytesIO(bytes(content or b""))).pages)


def test_signs_are_ordered_with_names_for_one_round(client: Client) -> None:
    event, (one, _two), user = make_event_with_room(12, None, None)
    WorkshopRound.objects.filter(pk=one.pk).update(question="Hva hindrer oss?")
    services.make_groups(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    client.post(reverse("workshops:signs", args=[event.pk, one.pk]), {"names": "1"})
    paper = made(Paper.objects.get())

    words = words_of(paper.content)
    assert pages_of(paper.content) == 2
    assert words.count("Hva hindrer oss?") == 4  # both sides of two tents
    assert words.count("Kari 7") == 2


def test_the_file_of_the_day_holds_signs_once_there_are_rounds(client: Client) -> None:
    event, _rounds, user = make_event_with_room(12, None)
    client.force_login(user)

    paper = made(order_pack(event, client, "table_signs", "run_sheet"))

    with zipfile.ZipFile(io.BytesIO(bytes(paper.content or b""))) as files:
        (name,) = files.namelist()  # there is no programme
        assert (name, pages_of(files.read(name))) == (f"bordskilt-{event.slug}.pdf", 2)


def test_a_day_without_rounds_has_no_signs(client: Client) -> None:
    event, _rounds, user = make_event_with_room(6)
    client.force_login(user)

    page = client.get(reverse("participants_work:paper", args=[event.pk])).content.decode()
    url = reverse("participants_work:paper_sheet", args=[event.pk, first_day(event).pk, "table_signs"])
    client.post(url)

    assert "Bordskilt" not in page.partition("<main")[2]
    assert not Paper.objects.exists()


def test_signs_say_each_round_in_which_somebody_sits_there() -> None:
    event, (one, two), user = make_event_with_room(14, None, None)
    WorkshopRound.objects.filter(pk=one.pk).update(title="Hindre")
    services.make_groups(round_=one, by=user, now=timezone.now(), draw=Draw())
    WorkshopRound.objects.filter(pk=two.pk).update(group_size=8, title="Muligheter")
    two.refresh_from_db()
    services.make_groups(round_=two, by=user, now=timezone.now(), draw=Draw())

    signs = signs_of(first_day(event))

    assert [[part.about for part in sign.parts] for sign in signs] == [
        ["Hindre", "Muligheter"],
        ["Hindre", "Muligheter"],
        ["Hindre"],
    ]


def test_signs_are_not_for_strangers(client: Client) -> None:
    event, (one,), _user = make_event_with_room(6, None)
    client.force_login(stranger(event))

    assert client.post(reverse("workshops:signs", args=[event.pk, one.pk])).status_code == 404
