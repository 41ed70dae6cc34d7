"""Several who are signed up in one go, or one who is signed up by somebody else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from inkludering.privacy import Data, Keep, personal


class Party(models.Model):
    """Those one person entered together. ``together``: they want seats all at once, or wait."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="parties")
    together = models.BooleanField(_("we wait together"), default=False)
    entered_by_name = personal(
        models.CharField(_("entered by"), max_length=250, blank=True), Data.IDENTITY, Keep.YEAR_AFTER
    )
    entered_by_email = personal(
        models.EmailField(_("e-mail"), blank=True), Data.CONTACT, Keep.YEAR_AFTER
    )  # set when that person does not come along
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"party {self.pk}"
