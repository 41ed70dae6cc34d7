"""Money in templates."""

from django import template

from participants import money as sums
from regions.models import Country

register = template.Library()


@register.filter
def money(hundredths: int, currency: str = "NOK") -> str:
    return sums.money(hundredths, currency)


@register.filter
def bank_account(number: str) -> str:
    """1234 56 78901, as it is written in Norway."""
    return f"{number[:4]} {number[4:6]} {number[6:]}" if len(number) == 11 else number


@register.filter
def abroad(country: str) -> str:
    """The name of a payer's country, where it is not Norway and is known."""
    known = country in Country.values and country not in (Country.NORWAY, Country.OTHER)
    return str(Country(country).label) if known else ""


@register.filter
def amount(hundredths: int) -> str:
    """For an input: no currency."""
    return sums.plain_amount(hundredths)
