"""One place's dialogskema, filled in as its staff might have agreed it."""

from datetime import timedelta

from django.utils import timezone

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import Dialogskema, Institution, Maa

STED = "Plejecenter Sjælsø"
SVAR = {
    "Tale, læse højt og spille spil": (Maa.GERNE, ""),
    "Gå tur med en beboer": (Maa.GERNE, "Sig til, når I går, og når I er tilbage."),
    "Tage en beboer med ud af huset": (Maa.AFTALE, "Spørg dagens kontakt først."),
    "Skubbe en kørestol": (Maa.GERNE, "Personalet viser det den første gang."),
    "Servere mad og kaffe": (Maa.GERNE, "Spørg, om nogen ikke tåler noget."),
    "Hjælpe en beboer med at spise": (Maa.AFTALE, "Kun når personalet er i stuen."),
    "Løfte eller støtte en beboer": (Maa.ALDRIG, "Kald på personalet."),
    "Hjælpe på toilettet": (Maa.ALDRIG, "Kald på personalet."),
    "Give medicin": (Maa.ALDRIG, ""),
    "Følge en beboer til læge": (Maa.AFTALE, "Personalet taler med lægen."),
    "Hjælpe med MitID, bank eller breve": (Maa.ALDRIG, "Sig det til personalet."),
    "Tale med pårørende om en beboer": (Maa.ALDRIG, ""),
    "Være alene med den, man hjælper": (Maa.AFTALE, "Når begge har sagt ja."),
    "Være på stedet, når ingen ansatte er der": (Maa.ALDRIG, ""),
    "Have en nøgle eller en kode": (Maa.AFTALE, "Lederen giver den mod kvittering."),
    "Tage billeder": (Maa.AFTALE, "Spørg personalet og beboeren."),
    "Lægge billeder på nettet": (Maa.ALDRIG, ""),
    "Røre ved penge eller betale for andre": (Maa.ALDRIG, ""),
    "Læse, hvad personalet skriver om andre": (Maa.ALDRIG, ""),
    "Give eller få gaver": (Maa.AFTALE, "En kage er fin. Spørg om resten."),
    "Tage egne børn eller venner med": (Maa.GERNE, "Sig det dagen før."),
}


def make_dialogskema() -> Dialogskema:
    """What they have not talked about yet stays open."""
    skema = Dialogskema.objects.create(
        institution=Institution.objects.get(navn=STED),
        droeftet=timezone.localdate() - timedelta(days=40),
        vises=True,
    )
    actions.fill_with_standard(skema)
    for raekke in skema.raekker.filter(opgave__in=SVAR):
        raekke.svar, raekke.note = SVAR[raekke.opgave]
        raekke.save()
    return skema
