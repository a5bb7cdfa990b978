"""What would make a post easier to say yes to. Advice, never a refusal."""

import re

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.folding import words
from rudersdal_frivillig.grundlag.lix import READABLE, lix

SHORT_TITLE = 60

# Words of the house, and what citizens say.
PLAINER = {
    "aktivitetsmedarbejder": "den, der står for aktiviteterne",
    "borgerrettet": "for borgerne",
    "brugere": "beboerne, børnene eller gæsterne",
    "brugerne": "beboerne, børnene eller gæsterne",
    "dagtilbud": "børnehave eller vuggestue",
    "facilitere": "hjælpe i gang",
    "faglige": "det, personalet kan",
    "fremadrettet": "fra nu af",
    "iværksætte": "gå i gang",
    "kompetencer": "det, du kan",
    "målgruppe": "dem, det er for",
    "målgruppen": "dem, det er for",
    "understøtte": "hjælpe",
    "varetage": "tage sig af",
    "vedrørende": "om",
}
# What the first word of a title ends in where it is a thing or a person, not a deed.
_THING = re.compile(
    r"(.{4}ing|else|hed|ven|venner|vært|guide|makker|hjælper|leder|mester|ledsager"
    r"|pilot|café|klub|gruppe|kursus|mentor|tjeneste|fotograf|referent|chauffør)$"
)


def advice(opslag: Opslag) -> list[str]:
    """Sentences to the one who writes."""
    texts = [
        opslag.titel,
        opslag.resume,
        opslag.saadan_foregaar_det,
        opslag.det_goer_du,
        opslag.det_goer_personalet,
        opslag.det_faar_du,
    ]
    return [
        *_on_title(opslag.titel),
        *_on_words("\n".join(texts)),
        *_on_length(". ".join(texts)),
        *_on_what_one_gets(opslag),
    ]


def _on_title(titel: str) -> list[str]:
    found = words(titel)
    if found and _THING.search(found[0]):
        return [
            f"Begynd gerne titlen med det, man gør. Nu begynder den med »{found[0]}«."
        ]
    if len(titel) > SHORT_TITLE:
        return ["Titlen er lang. Sig det gerne med færre ord."]
    return []


def _on_words(text: str) -> list[str]:
    used = dict.fromkeys(word for word in words(text) if word in PLAINER)
    return [f"Skriv hellere »{PLAINER[word]}« end »{word}«." for word in used]


def _on_length(text: str) -> list[str]:
    found = lix(text)
    if found <= READABLE:
        return []
    return [
        f"Teksten er tung at læse (lix {found}, helst højst {READABLE}). Del de lange "
        "sætninger, og brug korte ord."
    ]


def _on_what_one_gets(opslag: Opslag) -> list[str]:
    if opslag.det_faar_du:
        return []
    return ["Skriv, hvad man får: en introduktion, kaffe eller en makker."]
