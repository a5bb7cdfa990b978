"""Sending an application, taking back what was changed, and taking it all back."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from puljer import fremvisning, indhold, kvittering, mangler, skemaindhold
from puljer.actions.journal import note_document
from puljer.actions.kopi import restore
from puljer.actions.skriv import Conflict, NotOpen, lock, may_write, write_to
from puljer.choices import (
    AnsoegningStatus,
    Dokumentslags,
    Retning,
)
from puljer.models import (
    Ansoegning,
    Ansoegningsversion,
    Besked,
    Deltager,
    Runde,
)
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Bruger


@transaction.atomic
def submit(
    ansoegning: Ansoegning,
    *,
    at: datetime,
    retstekster: Any = (),
    version: int | None = None,
    by: Bruger | None = None,
) -> None:
    """Receive the working copy as the next version. `at` is when the request arrived.

    What has not changed since it was sent is left as it is, so a second press does
    nothing. `version` is of what the sender read: raises `Conflict` if someone has
    saved since, `NotOpen`, or `ValidationError` with what is lacking.
    """
    runde = hold(ansoegning.runde)
    lock(ansoegning)
    ansoegning.runde = runde
    if version is not None and version != ansoegning.version:
        raise Conflict
    if ansoegning.is_sent and not ansoegning.has_unsent_changes:
        return
    if not may_send(ansoegning, at=at, by=by):
        raise NotOpen("Fristen er overskredet, så ansøgningen kan ikke sendes.")
    if lacks := mangler.find(ansoegning):
        raise ValidationError([mangel.tekst for mangel in lacks])
    if ansoegning.status == AnsoegningStatus.KLADDE:
        ansoegning.rettidig = not ansoegning.is_late(at)
        ansoegning.move_to(AnsoegningStatus.MODTAGET)
        ansoegning.modtaget_den = at
    ansoegning.genindsendt_den = at
    ansoegning.indsendt_version = ansoegning.version
    # Last of the locks: all who send in the same moment take a number here.
    ansoegning.nummer = ansoegning.nummer or _next_nummer(timezone.localdate(at))
    ansoegning.full_clean()
    ansoegning.save()
    frozen = _freeze(ansoegning, retstekster, at=at, by=by)
    log.write("indsendte", ansoegning, by=by, role="" if by else log.BORGER)
    said = {
        "kvittering": kvittering.read(frozen, at=at),
        "indhold": fremvisning.as_text(frozen.indhold),
    }
    for deltager in ansoegning.deltagere.answering():
        write_to(deltager, "ansoegning_kvittering", **said)


def hold(runde: Runde) -> Runde:
    """The round as it is now; its deadline is not moved until we are done."""
    held = list(
        Runde.objects.raw(
            "SELECT * FROM puljer_runde WHERE id = %s FOR SHARE", [runde.pk]
        )
    )
    held[0].pulje = runde.pulje
    return held[0]


def may_send(ansoegning: Ansoegning, *, at: datetime, by: Bruger | None) -> bool:
    """Whether it is taken if it is sent at `at`, in time or not."""
    if not may_write(ansoegning, at=at, by=by):
        return False
    is_on_paper = by is not None and ansoegning.modtaget_paa_papir is not None
    return is_on_paper or ansoegning.may_be_sent(ansoegning.came(at))


def _next_nummer(day: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO puljer_loebenummer (aar, sidste) VALUES (%s, 1) "
            "ON CONFLICT (aar) DO UPDATE SET sidste = puljer_loebenummer.sidste + 1 "
            "RETURNING sidste",
            [day.year],
        )
        return f"RF-{day.year}-{cursor.fetchone()[0]:04}"


def _freeze(
    ansoegning: Ansoegning, retstekster: Any, *, at: datetime, by: Bruger | None
) -> Ansoegningsversion:
    held = indhold.build(ansoegning)
    held["erklaeringer"] = indhold.declarations(retstekster)
    version = Ansoegningsversion.objects.create(
        ansoegning=ansoegning,
        nummer=ansoegning.indsendte.count() + 1,
        indhold=held,
        sha256=indhold.digest(held),
        indsendt_den=at,
        indsendt_af=by,
    )
    title = f"Ansøgning {ansoegning.nummer}, version {version.nummer}"
    note_document(ansoegning, Dokumentslags.ANSOEGNING, title, at, version=version)
    for bilag in ansoegning.bilag.current().select_related("fil"):
        note_document(ansoegning, Dokumentslags.BILAG, bilag.fil.navn, at, bilag=bilag)
    return version


@transaction.atomic
def discard_changes(
    ansoegning: Ansoegning, *, at: datetime, by: Bruger | None = None
) -> None:
    """Put the working copy back to what was sent last."""
    lock(ansoegning)
    if not ansoegning.has_unsent_changes:
        return
    if not ansoegning.may_be_edited(at):
        raise NotOpen("Ansøgningen kan ikke ændres længere.")
    last = ansoegning.indsendte.order_by("-nummer")[0]
    restore(ansoegning, last.indhold)
    # No page that is open somewhere may be saved on top of it.
    ansoegning.version += 1
    ansoegning.indsendt_version = ansoegning.version
    ansoegning.versioner = {
        part.slug: ansoegning.versioner.get(part.slug, 0) + 1
        for part in skemaindhold.read(ansoegning.skema.indhold).dele
    }
    ansoegning.gemt_den = timezone.now()
    ansoegning.full_clean()
    ansoegning.save()
    log.write("fortrød ændringer", ansoegning, by=by, role="" if by else log.BORGER)


@transaction.atomic
def withdraw(ansoegning: Ansoegning, *, deltager: Deltager, hvorfor: str = "") -> None:
    """The applicant takes it back. All that was sent is kept as it was."""
    lock(ansoegning)
    if ansoegning.status == AnsoegningStatus.TRUKKET:
        return
    ansoegning.move_to(AnsoegningStatus.TRUKKET)
    ansoegning.trukket_den = timezone.now()
    ansoegning.full_clean()
    ansoegning.save()
    log.write("trak tilbage", ansoegning, by=None, role=log.BORGER)
    text = "Vi trækker ansøgningen tilbage."
    besked = Besked.objects.create(
        ansoegning=ansoegning,
        retning=Retning.FRA_ANSOEGER,
        tekst=f"{text}\n\n{hvorfor}".strip(),
        afsender=deltager.navn,
    )
    title = f"{ansoegning.nummer} trukket tilbage"
    note_document(
        ansoegning, Dokumentslags.BESKED, title, besked.skrevet_den, besked=besked
    )
    for each in ansoegning.deltagere.answering():
        write_to(each, "ansoegning_trukket")


@transaction.atomic
def delete_draft(ansoegning: Ansoegning) -> None:
    """What was never sent is gone, with its files, mails and links."""
    lock(ansoegning)
    if ansoegning.is_sent:
        raise ValidationError("Ansøgningen er sendt. Den kan trækkes tilbage.")
    wipe(ansoegning)


def wipe(ansoegning: Ansoegning, *, handling: str = "slettede kladden") -> None:
    """Its files go the next night, when nothing refers to them."""
    for deltager in ansoegning.deltagere.all():
        Adgang.objects.about(deltager).delete()
    Brev.objects.about(ansoegning).delete()
    log.write(handling, ansoegning, by=None)
    ansoegning.delete()
