"""A new day on one short page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.fields import DateField, SeatsField
from events.models import LARGEST_CAPACITY, Event
from events.services import FRAMES
from inkludering.dates import long_date
from inkludering.fields import LineField
from inkludering.forms import Form
from regions.models import Region

COPY = "copy-"


def start_label(event: Event, *, with_region: bool) -> str:
    parts = [event.title, long_date(event.first_date) if event.first_date else ""]
    if with_region:
        parts.append(event.region.name)
    return ", ".join(part for part in parts if part)


class NewEventForm(Form):
    """Region, date, where to start from, and the four things nobody else can know."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    day = DateField(label=_("Date"))
    start_from = forms.ChoiceField(
        label=_("Start from"),
        help_text=_(
            "The next day takes programme, times and hosts from the last one. You can change all of it."
        ),
    )
    theme = LineField(
        label=_("Theme"),
        max_length=140,
        required=False,
        help_text=_("One theme for the whole day. You may decide later."),
        widget=forms.TextInput(attrs={"list": "themes", "autocomplete": "off"}),
    )
    venue_name = LineField(label=_("Venue"), max_length=140, required=False)
    venue_address = LineField(label=_("Address"), max_length=200, required=False)
    capacity = SeatsField(label=_("Seats"), largest=LARGEST_CAPACITY, required=False)

    def __init__(self, *args: Any, regions: Iterable[Region], sources: list[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = list(regions)
        self.sources = {f"{COPY}{event.pk}": event for event in sources}
        field = self.fields["region"]
        field.queryset = Region.objects.filter(pk__in=[region.pk for region in regions]).alphabetical()  # type: ignore[attr-defined]  # a model choice
        if len(regions) == 1:
            field.widget = forms.HiddenInput()
            field.initial = regions[0].pk
        earlier = [
            (value, start_label(event, with_region=len(regions) > 1)) for value, event in self.sources.items()
        ]
        frames = [(value, f"{frame.label}: {frame.help}") for value, frame in FRAMES.items()]
        groups = [(_("Earlier days"), earlier)] if earlier else []
        self.fields["start_from"].choices = [*groups, (_("Ready frames"), frames)]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        source = self.sources.get(cleaned.get("start_from", ""))
        if source and cleaned.get("region") and source.region_id != cleaned["region"].pk:
            raise ValidationError(
                {"start_from": _("That day was in another region. Choose a frame, or its region.")}
            )
        return cleaned

    def source(self) -> Event | None:
        """The earlier day to copy; None when a frame was chosen."""
        return self.sources.get(self.cleaned_data["start_from"])
