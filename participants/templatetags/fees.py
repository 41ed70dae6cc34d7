"""Money in templates."""

from django import template

from participants import money as sums

register = template.Library()


@register.filter
def money(hundredths: int, currency: str = "NOK") -> str:
    return sums.money(hundredths, currency)
