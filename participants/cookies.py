"""Two signed cookies of visitors: the receipt of a form, and which own pages a link has opened.

Neither needs a row in the database, so a link scanner that opens a link changes nothing.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

RECEIPT, OWN = "receipt", "own"
RECEIPT_SECONDS = 30 * 60
OWN_SECONDS = 2 * 60 * 60
OWN_PAGES = 8  # as many as one browser has open at a time


@dataclass(frozen=True)
class Receipt:
    """What the thanks page shows, and what a correction starts from: all of it typed in this browser."""

    event_id: int
    form_id: str
    status: str
    place: int | None
    answers: dict[str, Any]
    token_id: str = ""  # of the form as it stood in the browser: Back shows the same one again
    digest: str = ""  # of all else on the form: what is sensitive must not travel in a cookie
    others: str = ""  # how it went for the colleagues on the form, in words
    total: str = ""  # what everybody on the form is to pay, in words
    sent_to: str = ""  # the address of a helper, where the person has none

    @property
    def form_uuid(self) -> UUID:
        return UUID(self.form_id)

    def has_answers(self, answers: dict[str, Any], digest: str) -> bool:
        return written(self.answers) == written(answers) and self.digest == digest


def written(answers: dict[str, Any]) -> str:
    """Answers as one text, the same before and after their way through a cookie."""
    return json.dumps(answers, sort_keys=True)


def name_of(name: str) -> str:
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name_of(name),
        value,
        max_age=seconds,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest, name: str, seconds: int) -> Any:
    try:
        return signing.loads(
            request.COOKIES.get(name_of(name), ""), salt=f"inkludering.{name}", max_age=seconds
        )
    except signing.BadSignature:
        return None


def give_receipt(response: HttpResponse, receipt: Receipt) -> None:
    _set(
        response,
        RECEIPT,
        signing.dumps(vars(receipt), salt="inkludering.receipt", compress=True),
        RECEIPT_SECONDS,
    )


def read_receipt(request: HttpRequest, event_id: int) -> Receipt | None:
    """The receipt of the last form this browser sent to the event, for half an hour."""
    found = _read(request, RECEIPT, RECEIPT_SECONDS)
    try:
        receipt = Receipt(**found)
    except TypeError:
        return None
    return receipt if receipt.event_id == event_id else None


def opened(request: HttpRequest) -> dict[str, int]:
    """Registration id → link version, of the links opened in this browser within two hours."""
    found = _read(request, OWN, OWN_SECONDS)
    return found if isinstance(found, dict) else {}


def remember_opened(request: HttpRequest, response: HttpResponse, registration_id: int, version: int) -> None:
    kept = {key: value for key, value in opened(request).items() if key != str(registration_id)}
    latest = dict(list(kept.items())[-(OWN_PAGES - 1) :]) | {str(registration_id): version}
    _set(response, OWN, signing.dumps(latest, salt="inkludering.own"), OWN_SECONDS)
