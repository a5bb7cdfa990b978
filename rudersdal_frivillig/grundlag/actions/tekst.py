"""What can be done to legal texts and dialogskemaer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.dialogskema import standard_list
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Dialograekke,
    Dialogskema,
    Retstekst,
)


@transaction.atomic
def revise(retstekst: Retstekst, *, by: Bruger | None) -> None:
    """Save the wording as a new version, a draft again, and leave the old one."""
    versions = Retstekst.objects.filter(noegle=retstekst.noegle)
    # Lock first, read afterwards: who waited must see the version that came meanwhile.
    list(versions.select_for_update())
    newest = versions.order_by("-version").first()
    # Whether a lawyer must approve is a trait of the text, not of a version.
    if newest:
        retstekst.skal_godkendes = newest.skal_godkendes
    elif by and not by.has_perm("grundlag.approve_retstekst"):
        retstekst.skal_godkendes = True
    retstekst.pk = None
    retstekst._state.adding = True
    retstekst.version = newest.version + 1 if newest else 1
    retstekst.oprettet_den = timezone.now()
    retstekst.oprettet_af = by
    retstekst.godkendt_den = retstekst.gennemses_den = None
    retstekst.jurist = ""
    retstekst.full_clean()
    retstekst.save()
    log.write("skrev ny version", retstekst, by=by)


@transaction.atomic
def approve(
    retstekst: Retstekst, *, jurist: str, gennemses_den: date, by: Bruger
) -> None:
    """Record that a lawyer approved this version, and when it is to be read again."""
    retstekst.refresh_from_db(from_queryset=Retstekst.objects.select_for_update())
    if retstekst.godkendt_den:
        raise ValidationError("Versionen er allerede godkendt.")
    later = Retstekst.objects.filter(version__gt=retstekst.version)
    if later.filter(noegle=retstekst.noegle).exists():
        raise ValidationError("Der er en nyere version. Godkend den i stedet.")
    if gennemses_den <= timezone.localdate():
        raise ValidationError("Datoen skal ligge efter i dag.")
    retstekst.godkendt_den = timezone.localdate()
    retstekst.jurist = jurist
    retstekst.gennemses_den = gennemses_den
    retstekst.full_clean()
    retstekst.save()
    log.write("godkendte", retstekst, by=by, changes={"godkendt": ("", f"af {jurist}")})


@transaction.atomic
def fill_with_standard(skema: Dialogskema) -> None:
    """Give a new dialogskema the rows that places of its kind begin with."""
    opgaver = standard_list(skema.institution.slags)
    Dialograekke.objects.bulk_create(
        Dialograekke(skema=skema, opgave=opgave, raekkefoelge=10 * n)
        for n, opgave in enumerate(opgaver, start=1)
    )
