"""Ordering paper as a coordinator does, for tests."""

import io

from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from events.models import Event
from participants.models import Paper
from participants.services import papers
from tests.participants.coordinators import work

TAGS = {"who": "all", "sheet": "avery-l7418", "first": "3", "sides": "one", "codes": "on"}


def order(event: Event, client: Client, **choices: str) -> Paper:
    client.post(work(event, f"utskrift/{event.days.get().pk}/navnelapper/"), TAGS | choices)
    return Paper.objects.latest("pk")


def order_sheet(event: Event, client: Client, kind: str, **choices: str) -> Paper:
    client.post(work(event, f"utskrift/{event.days.get().pk}/ark/{kind}/"), choices)
    return Paper.objects.latest("pk")


def order_pack(event: Event, client: Client, *parts: str) -> Paper:
    prefix = f"day{event.days.get().pk}"
    chosen = {f"{prefix}-parts": parts, f"{prefix}-sheet": "plain"}
    client.post(work(event, f"utskrift/{event.days.get().pk}/dagspakke/"), chosen)
    return Paper.objects.latest("pk")


def made(paper: Paper) -> Paper:
    papers.make_papers(now=timezone.now())
    return Paper.objects.get(pk=paper.pk)


def words_of(content: bytes | memoryview | None) -> str:
    pages = PdfReader(io.BytesIO(bytes(content or b""))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
