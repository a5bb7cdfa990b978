"""Writing what one application said into the working copy of the same or another."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from puljer import indhold, skemaindhold
from puljer.actions.skriv import start
from puljer.choices import Budgetslags
from puljer.models import Ansoegning, Budgetlinje, Deltager, Runde
from puljer.skemaindhold import BILAG, BUDGET, OM_JER
from rudersdal_frivillig.grundlag.models import Institution


def restore(ansoegning: Ansoegning, held: dict[str, Any]) -> None:
    """Write a frozen content into the working copy. The contacts stay as they are."""
    om_jer = held[OM_JER]
    for name in indhold.OM_JER_FIELDS:
        setattr(ansoegning, name, om_jer[name])
    place = om_jer["institution"]
    ansoegning.institution = (
        Institution.objects.filter(pk=place["id"]).first() if place else None
    )
    ansoegning.svar = {row["noegle"]: row["svar"] for row in held["svar"]}
    if money := held[BUDGET]:
        ansoegning.frivilligtimer = money["frivilligtimer"]
        ansoegning.ansoegt_oere = money["ansoegt_oere"]
        _restore_lines(ansoegning, money)
    kept = [row["bilag"] for row in held[BILAG]]
    now = timezone.now()
    ansoegning.bilag.current().exclude(pk__in=kept).update(fjernet_den=now)
    ansoegning.bilag.filter(pk__in=kept).update(fjernet_den=None)


def _restore_lines(ansoegning: Ansoegning, money: dict[str, Any]) -> None:
    ansoegning.budgetlinjer.all().delete()
    rows = [
        *((Budgetslags.UDGIFT, row) for row in money["udgifter"]),
        *((Budgetslags.INDTAEGT, row) for row in money["indtaegter"]),
    ]
    Budgetlinje.objects.bulk_create(
        Budgetlinje(
            ansoegning=ansoegning,
            slags=slags,
            raekkefoelge=number,
            tekst=row["tekst"],
            art=row["art"],
            beloeb_oere=row["oere"],
        )
        for number, (slags, row) in enumerate(rows)
    )


@transaction.atomic
def copy(
    source: Ansoegning, runde: Runde, deltager: Deltager, *, at: datetime
) -> Ansoegning:
    """Begin a draft in `runde` with what `source` says, for someone in it.

    What the pool does not ask any more is left out; files are the same files.
    """
    contact = Deltager(
        navn=deltager.navn, email=deltager.email, telefon=deltager.telefon
    )
    made = start(runde, contact, at=at, kopieret_fra=source)
    restore(made, indhold.build(source))
    skema = skemaindhold.read(made.skema.indhold)
    made.svar = {key: said for key, said in made.svar.items() if skema.felt(key)}
    for bilag in source.bilag.current():
        is_asked = skema.felt(str(bilag.spoergsmaal)) is not None
        if is_asked or not bilag.spoergsmaal:
            made.bilag.create(fil_id=bilag.fil_id, spoergsmaal=bilag.spoergsmaal)
    made.full_clean()
    made.save()
    return made
