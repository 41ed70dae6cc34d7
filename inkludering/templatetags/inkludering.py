"""What every template may use: icons, sectors, menu links, dates and clock times."""

from datetime import date, datetime, time

from django import template
from django.forms import BoundField, Textarea
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inkludering import dates

register = template.Library()

# Value, then the short word shown beside the shape. ``data-s`` in the style sheets is the value.
SECTORS = {
    "public": _("Public sector"),
    "voluntary": _("Voluntary"),
    "private": _("Business"),
    "social_entrepreneur": _("Social entrepreneurship"),
    "academia": _("Education and research"),
    "other": _("Other"),
}


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """A symbol of the sprite. It is decoration: the word stands beside it, or in ``aria-label``."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {extra_class}" if extra_class else "",
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def sector(value: str, label: str = "") -> SafeString:
    """A sector's shape with its word (or ``label`` instead of the word)."""
    text = label or SECTORS.get(str(value), str(value))
    return format_html('<span class="sector" data-s="{}">{}</span>', str(value), text)


@register.simple_tag
def sector_shape(value: str) -> SafeString:
    """A sector's shape where room is scarce; its word is there for screen readers."""
    text = SECTORS.get(str(value), str(value))
    return format_html(
        '<span class="sector" data-s="{}"><span class="ds-sr-only">{}: </span></span>', str(value), text
    )


@register.simple_tag(takes_context=True)
def nav_link(context: Context, url_name: str, label: str, *args: object, exact: bool = False) -> SafeString:
    """One entry of a menu, marked when we stand on it or, unless ``exact``, below it."""
    url = reverse(url_name, args=args)
    path = context["request"].path if "request" in context else ""
    mark = ""
    if path == url:
        mark = ' aria-current="page"'
    elif not exact and path.startswith(url):
        mark = ' aria-current="true"'
    return format_html('<li><a href="{}"{}>{}</a></li>', url, SafeString(mark), label)


@register.filter(expects_localtime=True)
def long_date(day: date | None) -> str:
    return dates.long_date(day) if day else ""


@register.filter(expects_localtime=True)
def short_date(day: date | None) -> str:
    return dates.short_date(day) if day else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    return dates.clock(moment) if moment else ""


@register.simple_tag
def day_span(start: datetime | None, end: datetime | None = None) -> str:
    """Date and hours at the beginning of a line, with a date for each end when they differ."""
    return capfirst(dates.day_span(start, end)) if start else ""


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a form field in the dress of the design system."""
    own = str(field.field.widget.attrs.get("class", ""))
    attrs: dict[str, str | bool] = {"class": f"ds-input {own}".strip()}
    if isinstance(field.field.widget, Textarea):
        attrs["cols"] = False  # with a width of its own it would not stretch
    return field.as_widget(attrs=attrs)


@register.filter
def marked(field: BoundField, name: str) -> bool:
    """Does the field's widget carry the attribute ``data-<name>``?"""
    return f"data-{name}" in field.field.widget.attrs
