"""Putting a pool in operation, and moving a deadline."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puljer import driftsklar, forslag, skemaindhold
from puljer.actions.skriv import write_to
from puljer.choices import AnsoegningStatus
from puljer.models import Pulje, Runde, Skema
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger

NOTHING_WAITS = "Der er ikke noget, der venter på at blive godkendt."


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
    # A pool that was closed opens again by a version, though its content be the same.
    if newest is None or newest.indhold != content or pulje.lukket_den:
        Skema.objects.create(
            pulje=pulje,
            version=newest.version + 1 if newest else 1,
            indhold=content,
            foreslaaet_af=by,
        )
    now = timezone.now()
    pulje.runder.filter(godkendt_den=None).update(foreslaaet_den=now, foreslaaet_af=by)
    _write_back(pulje, "")
    log.write("bad om godkendelse", pulje, by=by)


@transaction.atomic
def approve(pulje: Pulje, *, by: Bruger, seen: str = "") -> None:
    """Put what waits in operation. Another than who proposed it must.

    `seen` is the mark of the `Forslag` that they read.
    """
    _lock(pulje)
    waiting = forslag.waiting(pulje, for_update=True)
    if not waiting.rows:
        raise ValidationError(NOTHING_WAITS)
    if seen and seen != waiting.mark:
        raise ValidationError(
            "Noget er ændret, siden du åbnede siden. Læs det igennem igen."
        )
    if lacks := driftsklar.lacks(pulje):
        raise ValidationError(lacks)
    now = timezone.now()
    for row in waiting.rows:
        row.godkendt_den, row.godkendt_af = now, by
        row.full_clean()
        row.save()
    pulje.lukket_den = None
    pulje.save(update_fields=["lukket_den"])
    log.write("satte i drift", pulje, by=by)


@transaction.atomic
def send_back(pulje: Pulje, because: str = "", *, by: Bruger) -> None:
    """It is not ready: nothing waits any more.

    Who proposed it may take it back without a word; another says what is wrong.
    """
    _lock(pulje)
    waiting = forslag.waiting(pulje)
    if not waiting.rows:
        raise ValidationError(NOTHING_WAITS)
    if by != waiting.foreslaaet_af and not because.strip():
        raise ValidationError("Skriv, hvad der skal ændres.")
    pulje.skemaer.waiting().delete()
    pulje.runder.filter(godkendt_den=None).update(
        foreslaaet_den=None, foreslaaet_af=None
    )
    changes = {"godkender_skriver": (pulje.godkender_skriver, because)}
    _write_back(pulje, because)
    log.write("sendte tilbage", pulje, by=by, changes=changes if because else None)


@transaction.atomic
def revise_runde(runde: Runde) -> None:
    """Save what someone edited. If it was proposed, it must be so anew.

    Else who edits it could then approve their own words.
    """
    if runde.godkendt_den is None:
        runde.foreslaaet_den = runde.foreslaaet_af = None
    runde.full_clean()
    runde.save()


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
    if runde.godkendt_den is None or runde.lukket_den:
        raise ValidationError("Kun en runde i drift kan få en ny frist.")
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


def _write_back(pulje: Pulje, because: str) -> None:
    pulje.godkender_skriver = because
    pulje.save(update_fields=["godkender_skriver"])


def _lock(pulje: Pulje) -> None:
    pulje.refresh_from_db(from_queryset=Pulje.objects.select_for_update(of=["self"]))


def _lock_runde(runde: Runde) -> None:
    rows = Runde.objects.select_for_update(of=["self"]).select_related("pulje")
    runde.refresh_from_db(from_queryset=rows)
