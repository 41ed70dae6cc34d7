"""What only some events ask, written by staff about somebody: nothing must be answered."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from participants.forms.extras import ExtrasForm
from participants.models import Registration
from participants.models.fees import words_of_days
from participants.services.asking import Asked
from participants.services.extra_answers import Extras, read_extras
from participants.services.fee_days import agreed_days, contradicts, words_to_staff

# The person's own words, and the consent that goes with them.
THEIRS = ("experience", "looks_for", "offers", "wall")


class StaffExtrasForm(ExtrasForm):
    """Without a ``registration``: for somebody who is added."""

    def __init__(self, data: Any = None, *, asked: Asked, registration: Registration | None = None) -> None:
        self.before = read_extras(registration) if registration else Extras()
        agreed = agreed_days(registration, registration.event) if registration else ()
        super().__init__(data, asked=asked, before=self.before, agreed=agreed)
        for name in THEIRS:
            self.fields.pop(name, None)
        labels = {"days": _("Days"), "items": _("Comes to"), "part": _("Comes as"), "assignment": _("Task")}
        for name, field in self.fields.items():
            field.required = False
            field.label = labels.get(name, field.label)
        if "days" in self.fields:
            self.fields["days"].help_text = self._days_help()

    def _days_help(self) -> str:
        if self.agreed:
            return _("The price is for %(days)s.") % {"days": words_of_days(self.agreed)}
        return _("Nothing ticked: all days.")

    def _follow_price(self, cleaned: dict[str, Any]) -> None:
        chosen = {int(pk) for pk in cleaned.get("days", ())}
        if "days" in self.fields and "days" not in self.errors and contradicts(self.agreed, chosen):
            self.add_error("days", words_to_staff(self.agreed))

    def asked_now(self) -> Asked | None:
        """What there is to write. Days that were never chosen, and are not now, stay open: a price that is
        given later may say them."""
        asked = self.asked
        if not (self.before.days or self.cleaned_data.get("days")):
            asked = replace(asked, days=())
        return None if self.asked.is_plain else asked

    def extras(self) -> Extras:
        kept = {name: getattr(self.before, name) for name in THEIRS}
        return replace(super().extras(), **kept)
