"""Nothing in the logs opens a door or names a person."""

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from inkludering.logging import ScrubFilter, logging_config, scrub
from inkludering.permissions import public

SECRET = "41.1.CANARYcanaryCANARYcanary"
PERSON = "ola.nordmann@example.org"
CODE = "CANARYCODE"

Lines = Callable[[], list[dict[str, Any]]]


@public
def failing(request: HttpRequest, **_: str) -> HttpResponse:
    raise ValueError(f"{PERSON} typed something odd at {request.path}")


urlpatterns = [path("min/<str:token>/", failing), path("dor/kode/<str:code>/", failing)]
handler500 = "inkludering.middleware.server_error"


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What was logged since, as parsed lines."""
    structlog.contextvars.clear_contextvars()
    stream = io.StringIO()
    config = logging_config("DEBUG")
    config["handlers"]["stderr"]["stream"] = stream
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before[0], before[1]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"/min/{SECRET}/", "/min/***/"),
        (f"GET /nn/min/{SECRET}/avmelding/ HTTP/1.1", "GET /nn/min/***/avmelding/ HTTP/1.1"),
        (f"/min/{SECRET}?a=1 x", "/min/***?*** x"),
        (f"https://x.no/dor/kode/{CODE}/", "https://x.no/dor/kode/***/"),
        (f"to {PERSON}, again", "to ***@***, again"),
        ("Ola <ola@blåbær.no>", "Ola <***@***>"),
        ("/arbeid/arrangementer/7/pameldte/?q=Ola+Nordmann", "/arbeid/arrangementer/7/pameldte/?***"),
        ("nothing special", "nothing special"),
    ],
)
def test_scrub(text: str, clean: str) -> None:
    assert scrub(text) == clean


def test_line_is_json_with_time_level_and_source(lines: Lines) -> None:
    structlog.get_logger("inkludering.x").info("mail sent", message=7)

    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "mail sent", "message": 7, "level": "info", "logger": "inkludering.x"}


def test_standard_loggers_pass_the_same_filter(lines: Lines) -> None:
    logging.getLogger("celery.worker").warning("to %s at /min/%s/", PERSON, SECRET)

    assert lines()[0]["event"] == "to ***@*** at /min/***/"


def test_values_inside_values_are_scrubbed(lines: Lines) -> None:
    structlog.get_logger("x").info("x", data={"who": [PERSON]}, request=HttpRequest())

    assert lines()[0]["data"] == {"who": ["***@***"]}


def test_exception_is_logged_without_its_words(lines: Lines) -> None:
    try:
        raise IntegrityError(f"Key (email)=({PERSON}) already exists. DETAIL: Kari Nordmann")
    except IntegrityError:
        logging.getLogger("x").exception("failed")

    (line,) = lines()
    assert line["error"][0]["type"] == "IntegrityError"
    assert line["error"][0]["frames"][0].endswith("test_exception_is_logged_without_its_words")
    assert "Nordmann" not in json.dumps(line)


def test_exception_about_the_program_keeps_its_words(lines: Lines) -> None:
    try:
        dict[str, str]()["missing"]
    except KeyError:
        logging.getLogger("x").exception("failed")

    assert lines()[0]["error"][0]["says"] == "'missing'"


def test_request_id_is_on_every_line_of_a_request(settings: Settings, lines: Lines) -> None:
    settings.ROOT_URLCONF = __name__

    response = Client(raise_request_exception=False).get("/min/x/")

    assert {line.get("request_id") for line in lines() if line["level"] == "error"} == {
        response["X-Request-ID"]
    }


def test_request_is_logged_by_its_route(settings: Settings, lines: Lines) -> None:
    settings.ROOT_URLCONF = __name__

    Client(raise_request_exception=False).get(f"/min/{SECRET}/")

    (line,) = [line for line in lines() if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "min/<str:token>/", 500)
    assert line["ms"] >= 0


def test_gunicorns_own_logger_is_scrubbed() -> None:
    record = logging.makeLogRecord({"msg": "Error handling request /min/%s/", "args": (SECRET,)})
    record.exc_info = (ValueError, ValueError(PERSON), None)

    ScrubFilter().filter(record)

    assert record.getMessage() == "Error handling request /min/***/ (ValueError)"
    assert record.exc_info is None


@pytest.mark.parametrize("address", [f"/min/{SECRET}/", f"/dor/kode/{CODE}/", f"/nowhere/min/{SECRET}/"])
def test_no_canary_of_a_failing_page_is_logged(settings: Settings, lines: Lines, address: str) -> None:
    settings.ROOT_URLCONF = __name__

    Client(raise_request_exception=False).get(address, {"q": "CANARY"})

    written = json.dumps(lines())
    assert "/***" in written
    assert "canary" not in written.lower().replace("no_canary", "")
    assert PERSON not in written
