"""What waits in the demo: posts to approve, to mend, to renew and to make again."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import models
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Droeftet, Form
from opgavebank.models import Opslag
from opgavebank.skabeloner import skabeloner
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    ForgaevesSoegning,
    Institution,
)

# Posts of this place are approved; of the other they are not.
GODKENDES, ANDET = "Børnehuset Ellesletten", "Plejecenter Sjælsø"
LEDER, ANDEN_LEDER = "boernehus@demo.example", "leder@demo.example"
DAY = timedelta(days=1)

SOEGT = {"guitar": 14, "strikkeklub": 9, "ukrainsk": 6, "svejsning": 4}


def make_life() -> dict[str, Callable[[], models.Model]]:
    """What makes each, by its key."""
    return {
        "opslag:venter-laenge": partial(_waiting, "giv-legepladsen", days_ago=9),
        "opslag:venter": partial(_waiting, "pas-en-naturlegeplads", days_ago=1),
        "opslag:tilbage": _sent_back,
        "opslag:kladde": partial(_draft, "hjaelp-ved-fester", ANDET),
        "opslag:udloeber-nu": partial(_shown, "besoegsven", days_left=2),
        "opslag:udloeber": partial(_shown, "gaatursven", days_left=9),
        "opslag:sidste-aar": _last_year,
        **{
            f"soegt:{ord}": partial(_sought, ord, antal) for ord, antal in SOEGT.items()
        },
    }


def _draft(beginning: str, navn: str) -> Opslag:
    sted = Institution.objects.get(navn=navn)
    [skabelon] = [s for key, s in skabeloner().items() if key.startswith(beginning)]
    names = [
        f"{who}_{what}"
        for who in ("kontakt", "stedfortraeder")
        for what in ("funktion", "telefon", "email")
    ]
    leder = LEDER if navn == GODKENDES else ANDEN_LEDER
    opslag = Opslag(
        **skabelon.felter,
        **{name: getattr(sted, name) for name in names},
        institution=sted,
        fagomraade=sted.fagomraade,
        omraade=sted.omraade,
        supplerer_personalet=True,
        droeftet=Droeftet.JA,
        oprettet_af=Bruger.objects.get(email=leder),
    )
    opslag.full_clean()
    opslag.save()
    return opslag


def _waiting(beginning: str, *, days_ago: int) -> Opslag:
    Institution.objects.filter(navn=GODKENDES).update(kraever_godkendelse=True)
    opslag = _draft(beginning, GODKENDES)
    actions.publish(opslag, by=opslag.oprettet_af)
    since = timezone.now() - days_ago * DAY
    Opslag.objects.filter(pk=opslag.pk).update(indsendt_den=since, oprettet_den=since)
    return opslag


def _sent_back() -> Opslag:
    opslag = _waiting("faellesspisning", days_ago=2)
    because = "Skriv, hvilken dag i måneden I spiser, og om man må tage sine børn med."
    koordinator = Bruger.objects.get(email="koordinator@demo.example")
    actions.send_back(opslag, by=koordinator, because=because)
    return opslag


def _shown(beginning: str, *, days_left: int) -> Opslag:
    opslag = _draft(beginning, ANDET)
    actions.publish(opslag, by=opslag.oprettet_af)
    last = timezone.localdate() + days_left * DAY
    began = timezone.now() - (90 - days_left) * DAY
    Opslag.objects.filter(pk=opslag.pk).update(
        vises_fra=last - 90 * DAY,
        vises_til=last,
        oprettet_den=began,
        offentliggjort_den=began,
    )
    return opslag


def _last_year() -> Opslag:
    opslag = _shown("laes-hoejt-for-boernehaveboern", days_left=-280)
    opslag.refresh_from_db()
    opslag.titel = "Læs højt ved bedsteforældredagen"
    opslag.form, opslag.starter = Form.ENGANG, timezone.localdate() - 320 * DAY
    opslag.save()
    actions.mark_besat(opslag, by=opslag.oprettet_af)
    return opslag


def _sought(ord: str, antal: int) -> ForgaevesSoegning:
    day = timezone.localdate() - 3 * DAY
    return ForgaevesSoegning.objects.create(ord=ord, dato=day, antal=antal)
