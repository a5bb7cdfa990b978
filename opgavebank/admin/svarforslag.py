"""Words to begin an answer with. Whoever answers makes them their own."""

from django.conf import settings
from django.urls import reverse

# What the button says, and what it puts into the answer.
FORSLAG = {
    "besoeg": (
        "Kom på besøg",
        "Tak, fordi du skrev. Vi vil gerne have din hjælp. Kom forbi og se stedet, så "
        "fortæller vi mere. Det forpligter dig ikke til noget. Hvilke dage passer dig?",
    ),
    "tal_sammen": (
        "Lad os tale sammen",
        "Tak, fordi du skrev. Vi vil gerne tale med dig om, hvad du har lyst til, og "
        "hvornår du kan. Hvornår passer det, at vi ringer?",
    ),
    "venteliste": (
        "Alle pladser er taget",
        "Tak, fordi du skrev. Alle pladser er taget lige nu. Vil du stå på venteliste? "
        "Så skriver vi, så snart der er en plads.",
    ),
}


def greeting(henvendelse):
    return f"Hej {henvendelse.navn}\n\n"


def begin(text, name, henvendelse):
    """`text`, which nothing is taken from, with the words of the proposal `name`."""
    words = FORSLAG[name][1]
    before = text.rstrip()
    if not before or before == greeting(henvendelse).rstrip():
        return greeting(henvendelse) + words
    return text if words in text else f"{before}\n\n{words}"


def refusal(henvendelse):
    address = settings.SITE_ADDRESS + reverse("opgavebank:opslag_list")
    return (
        f"{greeting(henvendelse)}Tak, fordi du skrev til os. Vi har desværre ikke den "
        "rette opgave til dig lige nu. Andre steder vil gerne have hjælp, og måske er "
        f"der noget for dig her:\n{address}\n\nTak, fordi du tænkte på os."
    )
