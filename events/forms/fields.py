"""Fields and a base that the forms of this app share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inkludering.forms import Form

FIRST_YEAR, LAST_YEAR = 2000, 2099  # outside, it is a slip of the finger


def refuse_odd_year(value: date) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("Is the year right?"), code="year")


class DateField(forms.DateField):
    """A date with the browser's own picker; typed dates may be 29.01.2027, too."""

    default_validators = [refuse_odd_year]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **kwargs)


class MomentField(forms.DateTimeField):
    """A date and a clock time with the browser's own picker."""

    default_validators = [refuse_odd_year]

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)


class SeatsField(forms.IntegerField):
    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"})
        super().__init__(min_value=1, max_value=largest, widget=widget, **kwargs)


class VersionedForm(Form):
    """Remembers which version of the event it showed, so that nobody overwrites what they never saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refuse(self, error: Exception, *, version: int) -> None:
        """Say why nothing was saved, keep all that was typed, and let the next attempt go through."""
        self.add_error(None, str(error))
        typed: Any = self.data
        self.data = typed.copy()
        self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]  # a copied QueryDict
