"""The cookies that really exist. A higher storey that sets one adds it in ``AppConfig.ready()``."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inkludering.navigation import Registry


@dataclass(frozen=True)
class Cookie:
    name: str
    purpose: Promise | str
    lifetime: Promise | str


KNOWN: Registry[Cookie] = Registry()
KNOWN.add(
    Cookie(
        settings.CSRF_COOKIE_NAME,
        _("Protects forms, so that nobody else can send one in your name. Set when you open a form."),
        _("One year"),
    ),
    order=10,
)
KNOWN.add(
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Remembers that you are logged in."),
        _("At most 12 hours"),
    ),
    order=20,
)
KNOWN.add(
    Cookie("messages", _("Carries one message, such as “Saved”, to the next page."), _("Until it is shown")),
    order=30,
)
