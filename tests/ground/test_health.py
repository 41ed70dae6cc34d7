"""Two questions an operator asks: does it answer, and does all of it work."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from inkludering import health
from inkludering.outbox.models import Heartbeat, Message, MessageStatus
from inkludering.outbox.services import beat_heart
from tests.ground.letters import queue_letter
from tests.services.processes import free_port

pytestmark = pytest.mark.django_db


def asked(client: Client, query: str = "") -> tuple[int, dict[str, Any]]:
    response = client.get(f"/helse/klar{query}")
    return response.status_code, response.json()


def test_alive_asks_nobody(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/helse/lever")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("address", ["/helse/lever", "/helse/klar"])
def test_health_takes_no_post(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_all_is_well(client: Client) -> None:
    beat_heart()

    status, body = asked(client, "?alt=1")

    assert (status, body["status"]) == (200, "ok")
    assert body["outbox"] == {"ok": True, "depth": 0, "oldest_seconds": 0, "held": 0, "failed": 0}


def test_silent_worker_degrades_and_alarms(client: Client) -> None:
    beat_heart()
    Heartbeat.objects.update(beaten_at=timezone.now() - timedelta(minutes=3))

    status, body = asked(client)

    assert (status, body["status"], body["worker"]["ok"]) == (200, "degraded", False)
    assert asked(client, "?alt=1")[0] == 503


def test_outbox_is_counted_and_late_mail_alarms(client: Client) -> None:
    beat_heart()
    for number in (1, 2, 3):
        queue_letter(number)
    Message.objects.filter(key="1").update(not_before=timezone.now() - timedelta(minutes=6))
    Message.objects.filter(key="2").update(status=MessageStatus.FAILED)
    Message.objects.filter(key="3").update(not_before=timezone.now() + timedelta(days=2))

    outbox = asked(client)[1]["outbox"]

    assert outbox.pop("oldest_seconds") >= 360
    assert outbox == {"ok": False, "depth": 2, "held": 0, "failed": 1}


def test_cache_away_degrades_only(client: Client, settings: Settings) -> None:
    beat_heart()
    settings.CACHES = {
        "default": {
            "BACKEND": "inkludering.cache.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
        }
    }

    status, body = asked(client)

    assert (status, body["status"], body["cache"]["ok"]) == (200, "degraded", False)


@pytest.mark.django_db(transaction=True)
def test_database_away_takes_the_site_out_of_service(settings: Settings) -> None:
    database = connections["default"]
    port, database.settings_dict["PORT"] = database.settings_dict["PORT"], free_port()
    database.close()

    try:
        found = health.look_around()
    finally:
        database.settings_dict["PORT"] = port
        database.close()

    assert found["database"] == {"ok": False, "error": "database"}
    assert found["outbox"]["ok"] is False
