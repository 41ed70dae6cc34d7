"""How a region begins: from two sentences in a mail to a row of days that runs itself."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.presentation.steps import Step

_WAY = (
    (_("Write to us"), _("Two sentences are enough. Then we talk about what your place needs.")),
    (
        _("Ask your own first"),
        _("Talk with your board and your members. A small meeting where all are heard is a good beginning."),
    ),
    (
        _("Find one from another sector"),
        _(
            "Two organisations from two sectors make a working group: a municipality and an association, "
            "say. Many groups become about seven."
        ),
    ),
    (
        _("Choose a rhythm"),
        _("Each month, every second month or each quarter. Theme and host change, the frame stays."),
    ),
    (
        _("Make the first day"),
        _(
            "One theme, one question, short talks, work at the tables and a shared meal. "
            "Begin eight weeks ahead."
        ),
    ),
    (
        _("Stand on your own feet"),
        _(
            "We are with you for three days. After that you carry it on, "
            "and choose themes and people yourselves."
        ),
    ),
)


def way_to_start() -> list[Step]:
    return [Step(str(title), str(text)) for title, text in _WAY]


def letter() -> str:
    """A mail to those who run the site, with its subject written."""
    subject = gettext("We want to start inclusion days")
    return f"mailto:{settings.OPERATOR_EMAIL}?subject={quote(subject)}"
