"""What happens to every request: clean input, headers, languages, a busy database."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from csp.utils import build_policy
from django.db import DataError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.cache import cache_control
from pytest_django import Settings

import inkludering.urls
from inkludering.middleware import BAD_INPUT, answer_to, client_ip
from inkludering.permissions import public
from tests.factories import make_user


@public
def raising(request: HttpRequest, name: str) -> HttpResponse:
    errors: dict[str, Exception] = {
        "busy": OperationalError("canceling statement due to lock timeout"),
        "data": DataError("value too long"),
        "nul": ValueError("A string literal cannot contain NUL (0x00) characters."),
        "surrogate": UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        "number": OverflowError("Python int too large to convert to SQLite INTEGER"),
        "fault": KeyError("x"),
    }
    raise errors[name]


@public
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.LANGUAGE_CODE}")


@public
@cache_control(public=True, max_age=60)
def open_page(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("x")
    if "cookie" in request.GET:
        response.set_cookie("a", "b")
    return response


handler400 = "inkludering.middleware.bad_request"
handler500 = "inkludering.middleware.server_error"
urlpatterns = [
    path("raise/<str:name>/", raising),
    path("open/", open_page),
    *[path(f"{place}/", page) for place in ("side", "arbeid", "min/x", "dor/x", "konto/x")],
    *inkludering.urls.urlpatterns,
]


@pytest.fixture
def site(settings: Settings) -> Client:
    """The site with a few more pages."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address",
    [
        "/side/%00",
        "/side/%ff%fe",
        "/side/?a=%00",
        "/side/?a=%ff",
        "/side/?%00=a",
        "/%c0%ae%c0%ae/",
        "/?q=%ed%a0%80",
    ],
)
def test_address_that_is_no_text_is_answered_400(site: Client, address: str) -> None:
    path_info, _, query = address.partition("?")

    response = site.generic("GET", path_info, QUERY_STRING=query)

    assert response.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/side/?a=%C3%A6", "/side/?a=%F0%9F%98%80", "/side/?a=100%", "/side/?a=+"]
)
def test_address_with_any_text_is_fine(site: Client, address: str) -> None:
    assert site.get(address).status_code == 200


@pytest.mark.parametrize("name", ["data", "nul", "surrogate", "number"])
def test_input_a_database_cannot_hold_is_answered_400(site: Client, name: str) -> None:
    assert site.post(f"/raise/{name}/").status_code == 400


def test_fault_of_ours_stays_a_fault(site: Client) -> None:
    assert site.get("/raise/fault/").status_code == 500


def test_busy_database_is_answered_503_and_keeps_what_was_typed(site: Client) -> None:
    response = site.post("/raise/busy/?a=1", {"first_name": "Åse", "days": ["1", "2"]})

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    html = response.content.decode()
    assert '<input type="hidden" name="first_name" value="Åse">' in html
    assert html.count('name="days"') == 2
    assert 'action="/raise/busy/?a=1"' in html


def test_busy_database_keeps_no_more_than_a_page_holds(site: Client) -> None:
    response = site.post("/raise/busy/", {"text": "x" * 300_000})

    assert response.status_code == 503
    assert "xxxxx" not in response.content.decode()


@pytest.mark.parametrize("error", BAD_INPUT)
def test_errors_of_input_have_an_answer_outside_views(error: type[Exception]) -> None:
    made = error("utf-8", b"", 0, 1, "x") if error is UnicodeDecodeError else None

    answer = answer_to(RequestFactory().get("/"), made or Exception.__new__(error))

    assert answer is not None
    assert answer.status_code == 400


@pytest.fixture
def locked_users() -> Iterator[Any]:
    """Another connection holds the lock on a user's row."""
    user = make_user()
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            type(user).objects.select_for_update().get(pk=user.pk)
            held.set()
            over.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    yield user
    over.set()
    holder.join()


def wait_for_lock(user: Any) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        type(user).objects.select_for_update().get(pk=user.pk)


@pytest.mark.django_db(transaction=True)
def test_lock_that_is_not_given_is_a_busy_database(locked_users: Any) -> None:
    with pytest.raises(OperationalError) as caught:
        wait_for_lock(locked_users)

    answer = answer_to(RequestFactory().get("/"), caught.value)
    assert answer is not None
    assert answer.status_code == 503


@pytest.mark.parametrize("address", ["/side/", "/min/x/", "/nowhere/", "/raise/fault/", "/side/?a=%00"])
@pytest.mark.django_db
def test_every_answer_has_the_headers(site: Client, address: str) -> None:
    response = site.generic("GET", address.partition("?")[0], QUERY_STRING=address.partition("?")[2])

    assert response["Permissions-Policy"].startswith("camera=(self), ")
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert sorted(response["Content-Security-Policy"].split("; ")) == sorted(build_policy().split("; "))
    assert len(response["X-Request-ID"]) == 32


def test_request_ids_differ(site: Client) -> None:
    assert site.get("/side/")["X-Request-ID"] != site.get("/side/")["X-Request-ID"]


def test_page_that_says_so_may_be_stored_unless_it_sets_a_cookie(site: Client) -> None:
    assert site.get("/open/")["Cache-Control"] == "public, max-age=60"
    assert site.get("/open/?cookie=1")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("address", "hidden"),
    [("/side/", False), ("/min/x/", True), ("/nn/min/x/", True), ("/dor/x/", True), ("/arbeid/", True)],
)
@pytest.mark.django_db
def test_personal_pages_are_kept_from_search_engines(site: Client, address: str, hidden: bool) -> None:
    assert site.get(address).has_header("X-Robots-Tag") is hidden


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "language", "shown"),
    [
        ("/arbeid/", "nn", "nn"),
        ("/arbeid/", "en", "en"),
        ("/arbeid/", "sv", "nb"),
        ("/konto/x/", "nn", "nn"),
        ("/side/", "nn", "nb"),
    ],
)
def test_work_pages_speak_the_users_language(site: Client, address: str, language: str, shown: str) -> None:
    site.force_login(make_user(language=language))

    assert site.get(address).content.decode() == shown


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", "192.0.2.9"),
        (0, "198.51.100.1", "192.0.2.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.9"),
        (1, "not an address", ""),
        (1, "", "192.0.2.9"),
    ],
)
def test_visitors_address_comes_from_our_own_proxies_only(
    settings: Settings, proxies: int, forwarded: str, found: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR="192.0.2.9")

    assert client_ip(request) == found
