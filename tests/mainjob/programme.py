"""Programme A: the work-inclusion morning, as a coordinator types and pastes it."""

PROGRAMME = [
    ("08.10", "arrival", "Dørene åpner: hilsen, navnelapp, kaffe"),
    ("0830", "welcome", "Velkommen og hvorfor vi er her"),
    ("8.35", "count", "Vi teller: sektorer og nye ansikter"),
    ("08:40", "opening_round", "Åpningsrunde: hils på tre du ikke kjenner"),
    ("08.48", "talk", "Ungt utenforskap i fylket: hva vil vi oppnå?"),
    ("08.59", "talk", "Kommunen som arbeidsgiver: tre dører inn"),
    ("09.10", "talk", "Butikken som lærte seg å ansette annerledes"),
    ("09.21", "talk", "Tilbake i jobb: en deltakers erfaring"),
    ("09.32", "qa", "Spørsmål til alle fire"),
    ("09.43", "break", "Kaffe"),
    ("10.00", "round", "Workshop runde 1: hindre"),
    ("10.30", "round", "Workshop runde 2: muligheter, nye bord"),
    ("11.00", "open_mic", "Ordet fritt"),
    ("11.10", "summary", "Oppsummering og neste steg"),
    ("11.20", "survey", "Evaluering på papir eller mobil"),
    ("11.30", "meal", "Felles lunsj"),
    ("12.00", "closing", "Slutt"),
]
# The kind of a row is chosen where it is typed; the workshop needs its rounds.
TYPED = [line for number, line in enumerate(PROGRAMME) if number < 4 or line[1] == "round"]
PASTED = [line for line in PROGRAMME if line not in TYPED]
