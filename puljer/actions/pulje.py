"""Putting a pool in operation, and moving a deadline."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puljer import driftsklar, skemaindhold
from puljer.actions.skriv import write_to
from puljer.choices import AnsoegningStatus
from puljer.models import Pulje, Runde, Skema
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger


@transaction.atomic
def propose(pulje: Pulje, *, by: Bruger) -> None:
    """Freeze the pool and its new rounds for another person to read and approve.

    Raises `ValidationError` with all that is missing. One that waits is replaced.
    """
    _lock(pulje)
    if lacks := driftsklar.lacks(pulje):
        raise ValidationError(lacks)
    pulje.skemaer.filter(godkendt_den=None).delete()
    newest = pulje.skemaer.approved().first()
    content = skemaindhold.freeze(pulje)
    if newest is None or newest.indhold != content:
        Skema.objects.create(
            pulje=pulje,
            version=newest.version + 1 if newest else 1,
            indhold=content,
            foreslaaet_af=by,
        )
    now = timezone.now()
    pulje.runder.filter(godkendt_den=None).update(foreslaaet_den=now, foreslaaet_af=by)
    log.write("bad om godkendelse", pulje, by=by)


@transaction.atomic
def approve(pulje: Pulje, *, by: Bruger) -> None:
    """Put what waits in operation. Another than who proposed it must."""
    _lock(pulje)
    if lacks := driftsklar.lacks(pulje):
        raise ValidationError(lacks)
    now = timezone.now()
    waiting: list[Skema | Runde] = [
        *pulje.skemaer.select_for_update().filter(godkendt_den=None),
        *pulje.runder.select_for_update().filter(
            godkendt_den=None, foreslaaet_den__isnull=False
        ),
    ]
    if not waiting:
        raise ValidationError("Der er ikke noget, der venter på at blive godkendt.")
    for row in waiting:
        row.godkendt_den, row.godkendt_af = now, by
        row.full_clean()
        row.save()
    pulje.lukket_den = None
    pulje.save(update_fields=["lukket_den"])
    log.write("satte i drift", pulje, by=by)


@transaction.atomic
def send_back(pulje: Pulje, *, by: Bruger) -> None:
    """It is not ready: nothing waits any more."""
    _lock(pulje)
    pulje.skemaer.filter(godkendt_den=None).delete()
    pulje.runder.filter(godkendt_den=None).update(
        foreslaaet_den=None, foreslaaet_af=None
    )
    log.write("sendte tilbage", pulje, by=by)


@transaction.atomic
def close_pulje(pulje: Pulje, *, by: Bruger) -> None:
    """Take the pool off the site. What was sent is handled as before."""
    _lock(pulje)
    if pulje.lukket_den is None:
        pulje.lukket_den = timezone.now()
        pulje.save(update_fields=["lukket_den"])
        log.write("lukkede", pulje, by=by)


@transaction.atomic
def close_runde(runde: Runde, *, by: Bruger) -> None:
    """Take no more applications, before the deadline or where there is none."""
    _lock_runde(runde)
    if runde.lukket_den is None:
        runde.lukket_den = timezone.now()
        runde.full_clean()
        runde.save()
        log.write("lukkede", runde, by=by)


@transaction.atomic
def extend(runde: Runde, frist: datetime, begrundelse: str, *, by: Bruger) -> None:
    """Move the deadline later, for all, and tell everyone who has begun.

    What came after the old deadline and before the new one came in time.
    """
    _lock_runde(runde)
    before = runde.frist
    if before is None or frist <= before:
        raise ValidationError("En frist kan kun flyttes til et senere tidspunkt.")
    if not begrundelse.strip():
        raise ValidationError("Skriv, hvorfor fristen flyttes.")
    runde.frist = frist
    runde.full_clean()
    runde.save()
    changes = {"frist": (before, frist), "begrundelse": ("", begrundelse)}
    log.write("flyttede fristen", runde, by=by, changes=changes)
    lukker = runde.lukker
    late = runde.ansoegninger.filter(rettidig=False, modtaget_den__lt=lukker)
    for ansoegning in late.select_for_update(of=["self"]):
        ansoegning.rettidig = True
        ansoegning.fristskoen = ansoegning.fristskoen_begrundelse = ""
        ansoegning.fristskoen_den = ansoegning.fristskoen_af = None
        ansoegning.full_clean()
        ansoegning.save()
        log.write("kom til tiden med den nye frist", ansoegning, by=by)
    concerned = [AnsoegningStatus.KLADDE, AnsoegningStatus.MODTAGET]
    for ansoegning in runde.ansoegninger.filter(status__in=concerned):
        for deltager in ansoegning.deltagere.answering():
            write_to(
                deltager,
                "ansoegning_frist_flyttet",
                before=before,
                begrundelse=begrundelse,
            )


def _lock(pulje: Pulje) -> None:
    pulje.refresh_from_db(from_queryset=Pulje.objects.select_for_update(of=["self"]))


def _lock_runde(runde: Runde) -> None:
    rows = Runde.objects.select_for_update(of=["self"]).select_related("pulje")
    runde.refresh_from_db(from_queryset=rows)
