"""Sixty people with the names that break things, and how they register over plain HTTP."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

NAMES = [
    ("Åse-Marie", "Øvregård-Knutsen"),
    ("Bjørg Æ.", "Ås"),
    ("Đặng Thị", "Hương"),
    ("José María", "Ñúñez"),
    ("Bo", ""),
    ("Oluwaseun", "Adébáyọ̀-Williams"),
    ("X", "Æther"),
    ("Mohammed", "Al-Ḥasan ibn Yūsuf"),
    ("Göran", "Åkerblom"),
    ("Søren", "Æbelø"),
    ("Siobhán", "O'Brien-Ødegård"),
    ("Sukarti", ""),
]
SECTORS = [
    "public",
    "public",
    "voluntary",
    "voluntary",
    "private",
    "social_entrepreneur",
    "academia",
    "other",
]
BODIES = [
    "Elvestad kommune",
    "Fjordby bibliotek",
    "Møteplassen Elvestad",
    "Sjanse AS",
    "Havbris Industri AS",
    "",
]


@dataclass(frozen=True)
class Guest:
    first_name: str
    last_name: str
    email: str
    sector: str
    organisation: str


def guests(count: int) -> list[Guest]:
    """``count`` guests; from the thirteenth on the names repeat with a number."""
    found = []
    for number in range(count):
        first, last = NAMES[number % len(NAMES)]
        tail = "" if number < len(NAMES) else f" {number}"
        body = BODIES[number % len(BODIES)]
        email = f"gjest{number}@example.org"
        found.append(Guest(f"{first}{tail}", last, email, SECTORS[number % len(SECTORS)], body))
    return found


@dataclass
class Visitor:
    """A visitor without JavaScript: one connection, its cookies, plain forms."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, body, Location) of one request."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields).encode() if fields else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, body, answer.headers.get("Location", "")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"no hidden {name}"
    return found[1]


def fetch_form(url: str, path: str) -> tuple[Visitor, dict[str, str]]:
    """Open the form as a newcomer does; its hidden fields."""
    visitor = Visitor(url)
    status, page, _location = visitor.ask("GET", path)
    assert status == 200
    return visitor, {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "token")}


def send_form(visitor: Visitor, path: str, fields: dict[str, str], guest: Guest) -> str:
    """Send the filled form and read the page that answers."""
    filled = fields | {
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "email": guest.email,
        "organisation_name": guest.organisation,
        "sector": guest.sector,
    }
    status, body, location = visitor.ask("POST", path, filled)
    assert status in {302, 303}, body[:2000]
    status, body, _location = visitor.ask("GET", location)
    assert status == 200
    return body
