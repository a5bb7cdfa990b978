"""Making the demo. Each thing has a key and is made once; what one edits is kept."""

from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models, transaction

from rudersdal_frivillig.demo.data import BRUGERE, PASSWORD, PHONE, load
from rudersdal_frivillig.demo.dialogskema import make_dialogskema
from rudersdal_frivillig.grundlag import drafts, roles
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Fagomraade,
    Institution,
    Institutionsrolle,
    Institutionsslags,
    Omraade,
    Redaktoerrolle,
    Rolle,
)
from rudersdal_frivillig.grundlag.slugs import danish_slug
from rudersdal_frivillig.models import Demoobjekt


class NotEmpty(Exception):
    """There is something in the database that the demo did not make."""


@transaction.atomic
def build() -> int:
    """Make what is missing and return how many things that was.

    Raises `NotEmpty` if there is anything in the database and it is not a demo's.
    """
    is_demo = Demoobjekt.objects.exists()
    if not is_demo and any(m.objects.exists() for m in (Bruger, Institution)):
        raise NotEmpty
    before = Demoobjekt.objects.count()
    drafts.load_missing()
    drafts.load_missing_guide()
    for row in load("institutioner"):
        once(f"institution:{danish_slug(row['navn'])}", partial(institution, row))
    once("dialogskema", make_dialogskema)
    for person in BRUGERE:
        if person[3] == roles.SAGSBEHANDLER and not apps.is_installed("puljer"):
            continue
        once(f"bruger:{person[0]}", partial(bruger, *person))
    if apps.is_installed("opgavebank"):
        _make_bank()
    if apps.is_installed("puljer"):
        _make_pools()
    return Demoobjekt.objects.count() - before


def _make_bank() -> None:
    from rudersdal_frivillig.demo.henvendelser import make_henvendelser
    from rudersdal_frivillig.demo.liv import make_life
    from rudersdal_frivillig.demo.opslag import make_opslag
    from rudersdal_frivillig.demo.overblik import make_indsats
    from rudersdal_frivillig.demo.proevegange import make_proevegange
    from rudersdal_frivillig.demo.visninger import make_visninger

    for row in load("opslag"):
        once(f"opslag:{row['noegle']}", partial(make_opslag, row))
    for row in load("overblik"):
        once(f"overblik:{row['noegle']}", partial(make_indsats, row))
    for noegle, make in (make_life() | make_proevegange()).items():
        once(noegle, make)
    once("henvendelser", make_henvendelser)
    once("visninger", make_visninger)


def _make_pools() -> None:
    from rudersdal_frivillig.demo.ansoegninger import make_ansoegning
    from rudersdal_frivillig.demo.puljer import make_pulje

    for row in load("puljer"):
        once(f"pulje:{row['noegle']}", partial(make_pulje, row))
    for row in load("ansoegninger"):
        once(f"ansoegning:{row['noegle']}", partial(make_ansoegning, row))


def once(noegle: str, make: Callable[[], models.Model]) -> None:
    if not Demoobjekt.objects.filter(noegle=noegle).exists():
        obj = make()
        Demoobjekt.objects.create(
            noegle=noegle, objekt_type=obj._meta.label_lower, objekt_id=str(obj.pk)
        )


def institution(row: dict[str, str]) -> Institution:
    slags = {label: value for value, label in Institutionsslags.choices}
    navn = danish_slug(row["navn"])
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
    email: str, navn: str, funktion: str, group: str, where: str | None
) -> Bruger:
    bruger = Bruger.objects.create_user(email, PASSWORD, navn=navn, funktion=funktion)
    bruger.groups.add(Group.objects.get(name=group))
    if group == roles.FAGOMRAADEREDAKTOER:
        Redaktoerrolle.objects.create(
            bruger=bruger, fagomraade=Fagomraade.objects.get(navn=where)
        )
    elif group in Rolle.labels:
        Institutionsrolle.objects.create(
            bruger=bruger,
            institution=Institution.objects.get(navn=where),
            rolle=next(rolle for rolle in Rolle if rolle.label == group),
        )
    return bruger
