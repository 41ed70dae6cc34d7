"""Themes with their question and goals."""

THEMES: list[tuple[str, str, list[int]]] = [
    ("Arbeidsinkludering", "Hva skal til for at flere får prøve seg i jobb?", [8, 10, 17]),
    ("Grønne arbeidsplasser", "Kan det grønne skiftet åpne dører for dem som står utenfor?", [8, 12, 13]),
    ("Samskaping i nabolaget", "Hvem eier løsningen når mange bidrar?", [11, 17]),
    ("Ungdom og psykisk helse", "Hvor går ungdom når de trenger en voksen?", [3, 4, 10]),
    ("Fullføre videregående", "Hva gjør skolen sammen med andre?", [4, 10]),
    ("Språk som bro", "Hvordan lærer vi norsk av hverandre?", [4, 10, 16]),
    ("Fritid for alle", "Hva koster det å være med?", [3, 10, 11]),
    ("Ensomhet blant eldre", "Hvem ringer på?", [3, 11]),
    ("Kvinner og arbeid", "Hva stopper, hva åpner?", [5, 8, 10]),
    ("Digitalt utenforskap", "Hvem faller av når alt skjer på nett?", [9, 10, 16]),
    ("Fra innsatt til kollega", "Hvordan blir en ny start mulig?", [8, 10, 16]),
    ("Et nytt grendehus", "Hva skal huset romme?", [11, 17]),
    ("Natur og friluft som møteplass", "Hvem kjenner seg hjemme ute?", [3, 11, 15]),
    ("Nye frivillige", "Hvordan tar vi imot og beholder?", [11, 16, 17]),
]
