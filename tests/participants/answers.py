"""What people write in the form, for tests."""

from typing import Any

from participants.services import Answers

# The invented edge-case names; a family name may be missing.
NAMES = [
    ("Åse-Marie", "Øvregård-Knutsen"),
    ("Bjørg Æ.", "Ås"),
    ("Đặng Thị", "Hương"),
    ("José María", "Ñúñez"),
    ("Bo", ""),
    ("Oluwaseun", "Adébáyọ̀-Williams"),
    ("X", "Æther"),
    ("Mohammed", "Al-Ḥasan ibn Yūsuf"),
    ("Göran", "Åkerblom"),
    ("Søren", "Æbelø"),
    ("Siobhán", "O'Brien-Ødegård"),
    ("Sukarti", ""),
]


def make_answers(number: int = 1, **fields: Any) -> Answers:
    first_name, last_name = NAMES[number % len(NAMES)]
    values = {
        "first_name": first_name,
        "last_name": last_name,
        "email": f"person{number}@example.org",
        "sector": "voluntary",
        "organisation_name": "Nabolagsforeningen Lindetunet",
    }
    return Answers(**(values | fields))
