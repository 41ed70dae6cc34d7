"""Calling a day off."""

from django.utils.translation import gettext_lazy as _

from inkludering.fields import TextField
from inkludering.forms import Form


class CancelForm(Form):
    reason = TextField(
        label=_("What do you want to tell those who are coming?"),
        max_length=400,
        rows=3,
        help_text=_("It stands in the mail to each of them and on the page of the day."),
        error_messages={"required": _("Write what you want to tell those who are coming.")},
    )
