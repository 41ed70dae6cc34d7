"""Small helps of the work pages."""

from django import template

from events import services
from events.models import Appearance

register = template.Library()


@register.filter
def short_name(appearance: Appearance) -> str:
    """A name, else the title, else the organisation."""
    return services.short_name(appearance)
