"""Where the programme cannot be drawn, whoever asks for it is told so, and led to the page that prints."""

import sys

import pytest
from django.test import Client

from events.tasks import render_programmes
from inkludering import pdf as printing
from tests.events.pages import address, get, text_of
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db


def test_a_programme_that_cannot_be_drawn_leads_to_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_published_event()
    monkeypatch.setattr(printing, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    printing._press_of_process.cache_clear()

    render_programmes(event.pk, "en")
    failed = get(client, event, "program.pdf")
    monkeypatch.undo()
    printing._press_of_process.cache_clear()
    render_programmes(event.pk, "en")

    assert failed.status_code == 202
    assert "The PDF cannot be made just now" in text_of(failed)
    assert f'href="{address(event, "program/")}"' in failed.content.decode()
    assert get(client, event, "program.pdf").content.startswith(b"%PDF-")
