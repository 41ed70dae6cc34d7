"""The page that tells how a region begins."""

from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "nn/", "sv/", "da/", "en/"])
def test_start_tells_the_way_and_whom_to_write_to(client: Client, language: str) -> None:
    response = client.get(f"/{language}start/")

    page = response.content.decode()
    assert len(response.context["steps"]) == 6
    assert page.count(f'href="mailto:{settings.OPERATOR_EMAIL}?subject=') == 2
    assert ("Two organisations" in page) == (language == "en/")


def test_subject_of_the_letter_is_in_the_language_of_the_page(client: Client) -> None:
    subject = unquote(client.get("/en/start/").context["letter"]).split("subject=")[1]

    assert subject == "We want to start inclusion days"


@pytest.mark.parametrize("address", ["/", "/om/"])
def test_front_and_about_lead_to_the_start(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert 'href="/start/"' in page
    assert f'href="mailto:{settings.OPERATOR_EMAIL}"' in page
    assert client.post("/start/").status_code == 405
