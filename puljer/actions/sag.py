"""What caseworkers do with an application, before it is decided."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puljer.actions.journal import note_document
from puljer.actions.skriv import admin_url, lock, write_to
from puljer.choices import (
    AnsoegningStatus,
    Deltagerrolle,
    Dokumentslags,
    Fristskoen,
    Retning,
)
from puljer.models import Ansoegning, Besked, Deltager
from rudersdal_frivillig.grundlag import log, mail
from rudersdal_frivillig.grundlag.models import Bruger


@transaction.atomic
def take(ansoegning: Ansoegning, *, by: Bruger) -> None:
    """Begin to handle it. From now on the applicant cannot change it."""
    lock(ansoegning)
    if ansoegning.status == AnsoegningStatus.MODTAGET:
        if not ansoegning.runde.is_loebende and ansoegning.runde.is_open(
            timezone.now()
        ):
            raise ValidationError(
                "Fristen er ikke nået. Indtil da kan ansøgeren rette i ansøgningen."
            )
        ansoegning.move_to(AnsoegningStatus.UNDER_BEHANDLING)
    elif ansoegning.status != AnsoegningStatus.UNDER_BEHANDLING:
        raise ValidationError("Ansøgningen skal ikke behandles.")
    ansoegning.behandler = by
    ansoegning.full_clean()
    ansoegning.save()
    log.write("tog sagen", ansoegning, by=by)


@transaction.atomic
def judge_late(
    ansoegning: Ansoegning, skoen: Fristskoen, begrundelse: str, *, by: Bruger
) -> None:
    """Say whether one that came too late is handled all the same."""
    lock(ansoegning)
    if ansoegning.rettidig or not ansoegning.is_open:
        raise ValidationError("Ansøgningen kom til tiden eller er afsluttet.")
    before = ansoegning.get_fristskoen_display()
    ansoegning.fristskoen = skoen
    ansoegning.fristskoen_begrundelse = begrundelse
    ansoegning.fristskoen_den, ansoegning.fristskoen_af = timezone.now(), by
    ansoegning.full_clean()
    ansoegning.save()
    changes = {"fristskoen": (before, skoen.label)}
    log.write("afgjorde fristen", ansoegning, by=by, changes=changes)


@transaction.atomic
def forward(ansoegning: Ansoegning, til: str, tekst: str, *, by: Bruger) -> None:
    """Send it on to where it belongs, and tell the applicant.

    Forvaltningsloven § 7, stk. 2. `til` is an authority or a pool, with how it is
    reached; the papers themselves go there from the records system.
    """
    lock(ansoegning)
    ansoegning.move_to(AnsoegningStatus.VIDERESENDT)
    ansoegning.videresendt_den = timezone.now()
    ansoegning.videresendt_til = til
    ansoegning.full_clean()
    ansoegning.save()
    log.write("sendte videre", ansoegning, by=by)
    besked = _besked(ansoegning, tekst, by=by)
    for deltager in ansoegning.deltagere.answering():
        write_to(deltager, "ansoegning_videresendt", besked=besked)


@transaction.atomic
def write_to_applicant(ansoegning: Ansoegning, tekst: str, *, by: Bruger) -> Besked:
    lock(ansoegning)
    if not ansoegning.is_sent:
        raise ValidationError("Ansøgningen er ikke sendt endnu.")
    besked = _besked(ansoegning, tekst, by=by)
    for deltager in ansoegning.deltagere.answering():
        write_to(deltager, "ansoegning_besked", besked=besked)
    log.write("skrev til ansøgeren", ansoegning, by=by)
    return besked


def _besked(
    ansoegning: Ansoegning,
    tekst: str,
    *,
    by: Bruger | None = None,
    deltager: Deltager | None = None,
) -> Besked:
    besked = Besked(
        ansoegning=ansoegning,
        retning=Retning.TIL_ANSOEGER if by else Retning.FRA_ANSOEGER,
        tekst=tekst,
        afsender=str(by) if by else deltager.navn if deltager else "",
        skrevet_af=by,
    )
    besked.full_clean()
    besked.save()
    note_document(
        ansoegning,
        Dokumentslags.BESKED,
        f"{besked} om {ansoegning.nummer}",
        besked.skrevet_den,
        besked=besked,
    )
    return besked


@transaction.atomic
def write_to_staff(ansoegning: Ansoegning, tekst: str, *, deltager: Deltager) -> Besked:
    """The one who handles the case is told, or else the pool's own address."""
    lock(ansoegning)
    if not ansoegning.is_sent:
        raise ValidationError("Send ansøgningen, før I skriver om den.")
    besked = _besked(ansoegning, tekst, deltager=deltager)
    handler = ansoegning.behandler
    told = handler.email if handler else ansoegning.pulje.kontakt_email
    if told:
        mail.write(
            to=told,
            template="ansoegning_besked_til_kommunen",
            about=ansoegning,
            ansoegning=ansoegning,
            url=admin_url(ansoegning),
        )
    log.write("skrev til kommunen", ansoegning, by=None, role=log.BORGER)
    return besked


@transaction.atomic
def note_read(ansoegning: Ansoegning, *, by: Bruger) -> None:
    """Someone has seen what the applicant wrote."""
    unread = Besked.objects.unread_by_staff().filter(ansoegning=ansoegning)
    if unread.update(laest_den=timezone.now()):
        log.write("læste beskeder", ansoegning, by=by)


@transaction.atomic
def ask_for_confirmation(ansoegning: Ansoegning, *, by: Bruger) -> None:
    """Mail the applicant what was written down for them, to say whether it is right."""
    lock(ansoegning)
    first = ansoegning.deltagere.active().filter(rolle=Deltagerrolle.ANSVARLIG).first()
    if first is None or not first.email:
        raise ValidationError("Ansøgeren har ingen e-mail. Send den på papir.")
    write_to(first, "ansoegning_bekraeft")
    log.write("bad om bekræftelse", ansoegning, by=by)


@transaction.atomic
def confirm(
    ansoegning: Ansoegning,
    *,
    at: datetime,
    by: Bruger | None = None,
    hvordan: str = "",
) -> None:
    """The applicant says that what staff wrote for them is right.

    `by` is who heard it, where it was said in another way than by the link: `hvordan`.
    """
    lock(ansoegning)
    if ansoegning.bekraeftet_den or not ansoegning.indtastet_af:
        return
    ansoegning.bekraeftet_den = at
    ansoegning.full_clean()
    ansoegning.save()
    changes = {"hvordan": ("", hvordan)} if hvordan else {}
    role = "" if by else log.BORGER
    log.write("bekræftede", ansoegning, by=by, role=role, changes=changes)
