"""Making the demo. Each thing has a key and is made once; what one edits is kept."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.demo.data import BRUGERE, PASSWORD, PHONE, load
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Fagomraade,
    Institution,
    Institutionsrolle,
    Institutionsslags,
    Omraade,
    Rolle,
)
from rudersdal_frivillig.models import Demoobjekt

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class NotEmpty(Exception):
    """There is something in the database that the demo did not make."""


@transaction.atomic
def build() -> int:
    """Make what is missing and return how many things that was.

    Raises `NotEmpty` if there is anything in the database and it is not a demo's.
    """
    is_demo = Demoobjekt.objects.exists()
    if not is_demo and any(m.objects.exists() for m in (Bruger, Institution, Opslag)):
        raise NotEmpty
    before = Demoobjekt.objects.count()
    call_command("retstekster", verbosity=0)
    for row in load("institutioner"):
        once(f"institution:{slug(row['navn'])}", partial(institution, row))
    for person in BRUGERE:
        once(f"bruger:{person[0]}", partial(bruger, *person))
    for row in load("opslag"):
        once(f"opslag:{row['noegle']}", partial(opslag, row))
    return Demoobjekt.objects.count() - before


def once(noegle: str, make: Callable[[], models.Model]) -> None:
    if not Demoobjekt.objects.filter(noegle=noegle).exists():
        obj = make()
        Demoobjekt.objects.create(
            noegle=noegle, objekt_type=obj._meta.label_lower, objekt_id=str(obj.pk)
        )


def slug(navn: str) -> str:
    return slugify(navn.lower().translate(_LETTERS))


def institution(row: dict[str, str]) -> Institution:
    slags = {label: value for value, label in Institutionsslags.choices}
    navn = slug(row["navn"])
    return Institution.objects.create(
        navn=row["navn"],
        slug=navn,
        slags=slags[row["type"][0].upper() + row["type"][1:]],
        fagomraade=Fagomraade.objects.get(navn=row["fagområde"]),
        omraade=Omraade.objects.get(navn=row["område"]),
        adresse=row["adresse"],
        postnr=row["postnr"],
        by=row["by"],
        kontakt_funktion="Leder",
        kontakt_telefon=PHONE,
        kontakt_email=f"{navn}@demo.example",
        stedfortraeder_funktion="Stedfortræder",
        stedfortraeder_telefon=PHONE,
        stedfortraeder_email=f"{navn}-2@demo.example",
    )


def bruger(
    email: str, navn: str, funktion: str, group: str | None, sted: str | None
) -> Bruger:
    bruger = Bruger.objects.create_user(email, PASSWORD, navn=navn, funktion=funktion)
    if group:
        bruger.groups.add(Group.objects.get(name=group))
    if sted:
        rolle = Institutionsrolle.objects.create(
            bruger=bruger,
            institution=Institution.objects.get(navn=sted),
            rolle=Rolle.LEDER,
        )
        bruger.groups.add(rolle.gruppe)
    return bruger


# Keys of a row that are fields of `Opslag` under the same name.
_SAME = [
    "slags",
    "titel",
    "resume",
    "saadan_foregaar_det",
    "det_goer_du",
    "det_goer_personalet",
    "det_faar_du",
    "form",
    "varighed_min",
    "hyppighed",
    "omfang_note",
    "tidspunkter",
    "tidspunkt_note",
    "sted",
    "sted_note",
    "maalgrupper",
    "kompetencer",
    "erfaring_kraeves",
    "pladser",
    "arrangoer",
    "forening_navn",
    "boern_under_15",
    "fast_tilknytning",
    "i_eget_hjem",
    "ligner_loenarbejde",
    "egnet_for",
    "dansk_niveau",
    "andre_sprog",
    "soegeord",
    "kontakt_funktion",
    "stedfortraeder_funktion",
    "tilgaengelighed_note",
]


def opslag(row: dict[str, Any]) -> Opslag:
    """A post as its leader would have made it, some days ago."""
    sted = Institution.objects.get(navn=row["institution"])
    started = timezone.localdate() - timedelta(days=row["dage_siden_start"])
    fra_maaned, til_maaned = row["periode_maaneder"] or [None, None]
    opslag = Opslag(
        **{name: row[name] for name in _SAME},
        institution=sted,
        fagomraade=Fagomraade.objects.get(navn=row["fagomraade"]),
        omraade=Omraade.objects.get(navn=row["omraade"]),
        fra_maaned=fra_maaned,
        til_maaned=til_maaned,
        kontakt_telefon=sted.kontakt_telefon,
        kontakt_email=sted.kontakt_email,
        stedfortraeder_telefon=sted.stedfortraeder_telefon,
        stedfortraeder_email=sted.stedfortraeder_email,
        supplerer_personalet=True,
        vises_fra=started,
        vises_til=started + timedelta(days=row["dage_vises"]),
        oprettet_den=timezone.now() - timedelta(days=row["dage_siden_start"]),
    )
    opslag.full_clean()
    opslag.save()
    for action in _STEPS[OpslagStatus(row["status"])]:
        action(opslag, by=None)
    if opslag.offentliggjort_den:
        Opslag.objects.filter(pk=opslag.pk).update(
            vises_fra=started, offentliggjort_den=opslag.oprettet_den
        )
    return opslag


_STEPS = {
    OpslagStatus.KLADDE: [],
    OpslagStatus.AKTIV: [actions.publish],
    OpslagStatus.PAUSE: [actions.publish, actions.pause],
    OpslagStatus.BESAT: [actions.publish, actions.mark_besat],
}
