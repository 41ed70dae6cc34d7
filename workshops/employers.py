"""Whom somebody comes from, as far as they said: what makes two people colleagues."""

from inkludering.text import fold

# What people write who come from nowhere in particular; folded, in the five languages of the form.
NOBODY = frozenset(
    {"ingen", "inga", "ingen organisasjon", "inga organisasjon", "ingen organisation", "ingen tilknytning"}
    | {"privatperson", "privat", "enkeltperson", "none", "no organisation", "no organization", "n a"}
)


def employer(name: str) -> str:
    """The organisation in the form that compares; empty for people who named none."""
    folded = fold(name)
    return "" if folded in NOBODY else folded
