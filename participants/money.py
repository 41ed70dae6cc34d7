"""Sums in words. Inside they are whole hundredths (øre); people read kroner."""

import re

from django.utils.translation import get_language

_SUM = re.compile(r"(\d{1,3}(?:[ .]?\d{3})*|\d+)(?:,(\d{1,2})|,?-)?")
NO_BREAK = "\u00a0"


def plain_amount(hundredths: int) -> str:
    """As accounts want it: a decimal comma, always two decimals, no spaces."""
    sign, whole, rest = "-" if hundredths < 0 else "", *divmod(abs(hundredths), 100)
    return f"{sign}{whole},{rest:02}"


def amount(hundredths: int) -> str:
    """For people, in the active language: thousands apart, and no decimals where there are none."""
    sign, whole, rest = "\u2212" if hundredths < 0 else "", *divmod(abs(hundredths), 100)
    english = (get_language() or "").startswith("en")
    grouped = f"{whole:,}" if english else f"{whole:,}".replace(",", NO_BREAK)
    return f"{sign}{grouped}" + (f"{'.' if english else ','}{rest:02}" if rest else "")


def money(hundredths: int, currency: str = "NOK") -> str:
    """ "1 345,50 kr" in the Nordic languages, "NOK 1,345.50" in English."""
    if (get_language() or "").startswith("en"):
        return f"{currency}{NO_BREAK}{amount(hundredths)}"
    return f"{amount(hundredths)}{NO_BREAK}{'kr' if currency == 'NOK' else currency}"


def read_amount(text: str) -> int | None:
    """ "1 495", "1495,50", "1495.50" or "50,-" as hundredths; None for anything else."""
    tidy = " ".join(text.replace(NO_BREAK, " ").split()).removesuffix("kr").strip()
    if re.fullmatch(r"\d+\.\d{1,2}", tidy):  # a point as decimals, as some keyboards write it
        tidy = tidy.replace(".", ",")
    found = _SUM.fullmatch(tidy)
    if found is None:
        return None
    return int(re.sub(r"[ .]", "", found[1])) * 100 + int((found[2] or "0").ljust(2, "0"))
