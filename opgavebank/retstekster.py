"""Which legal texts belong beside an opslag. They follow from its facts."""

from opgavebank.choices import Arrangoer, Boerneattest
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Retstekst

KEYS = [
    "boerneattest-kraeves",
    "boerneattest-kan-kraeves",
    "eget-hjem",
    "tavshedspligt",
    "forsikring",
    "dagpenge-kommunen",
    "dagpenge-forening",
    "supplement",
]
# Beside the form in which a citizen writes to an institution.
OPLYSNING = "oplysning-henvendelse"
WHERE = dict.fromkeys(KEYS, "opslag under Godt at vide") | {
    OPLYSNING: "skemaet, hvor man skriver til en institution"
}


def keys_for(opslag: Opslag) -> list[str]:
    """Keys of `Retstekst`, in the order they are shown."""
    boerneattest = {
        Boerneattest.KRAEVES: ["boerneattest-kraeves"],
        Boerneattest.KAN_KRAEVES: ["boerneattest-kan-kraeves"],
        Boerneattest.NEJ: [],
    }
    is_municipal = opslag.arrangoer == Arrangoer.KOMMUNEN
    return [
        *boerneattest[opslag.boerneattest],
        *(["eget-hjem"] if opslag.i_eget_hjem else []),
        "tavshedspligt",
        "forsikring",
        "dagpenge-kommunen" if is_municipal else "dagpenge-forening",
        "supplement",
    ]


def texts_for(opslag: Opslag) -> list[Retstekst]:
    keys = keys_for(opslag)
    in_use = {
        text.noegle: text for text in Retstekst.objects.in_use().filter(noegle__in=keys)
    }
    return [in_use[key] for key in keys if key in in_use]
