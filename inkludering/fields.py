"""Form fields that speak this project's rules for text and clock times."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inkludering.outbox.addresses import validate_address
from inkludering.text import normalise_line, normalise_text

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})[.:]?(\d{2})", re.IGNORECASE)
_HOUR = re.compile(r"(?:kl\.?\s*)?(\d{1,2})", re.IGNORECASE)


class LineField(forms.CharField):
    """One line of text, normalised; no control characters ever come through."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "")


class NameField(LineField):
    """A person's name on a public form: a line that is no web address, so that no mail carries a
    stranger's link."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if re.search(r"https?:|www\.|://|\w\.(?:com|no|net|org|ru|info|io)\b", str(value), re.IGNORECASE):
            raise ValidationError(_("Write a name, not a web address."), code="address")


class TextField(forms.CharField):
    """Several lines of text, normalised."""

    def __init__(self, *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        widget.attrs.pop("cols", None)
        super().__init__(max_length=max_length, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return normalise_text(super().to_python(value) or "")


class EmailField(forms.EmailField):
    """Exactly one address, in lower case."""

    default_error_messages = {"invalid": _("Write the whole address, for example name@example.org")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.error_messages["invalid"] = self.default_error_messages["invalid"]
        self.validators = [
            self._one_address if v is self.default_validators[0] else v for v in self.validators
        ]

    def _one_address(self, value: str) -> None:
        try:
            validate_address(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def to_python(self, value: Any) -> str:
        address = normalise_line(super().to_python(value) or "").lower()
        if address:
            self._one_address(address)
        return address


class ClockField(forms.CharField):
    """A clock time as people write it: 08.30, 8:30, 0830 or 8. Cleans to ``datetime.time`` or None."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 12}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        whole, hour = _CLOCK.fullmatch(text), _HOUR.fullmatch(text)
        try:
            if whole:
                return time(int(whole[1]), int(whole[2]))
            if hour:
                return time(int(hour[1]))
        except ValueError:
            pass
        raise ValidationError(_("Write a time like 08.30."), code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H.%M") if isinstance(value, time) else value
