"""What an institution does to the enquiries it gets."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from opgavebank.actions.henvendelse import (
    answered_by_outcome,
    end,
    lock,
    move,
    require_content,
    require_open,
    say,
    take_places,
)
from opgavebank.actions.opslag import mark_besat
from opgavebank.actions.svartid import refresh_svartid
from opgavebank.choices import HenvendelseStatus, OpslagStatus, Ordslags, Svarvej
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import log, mail
from rudersdal_frivillig.grundlag.models import Brev, Bruger


@transaction.atomic
def receive_call(
    henvendelse: Henvendelse, opslag: Opslag, tekst: str = "", *, by: Bruger
) -> None:
    """Record one who rang the institution. It is not saved yet, and is answered."""
    opslag = Opslag.objects.select_for_update(of=["self"]).get(pk=opslag.pk)
    henvendelse.opslag, henvendelse.institution = opslag, opslag.institution
    henvendelse.paa_venteliste = opslag.is_taken
    henvendelse.paa_telefon = True
    henvendelse.full_clean()
    henvendelse.save()
    log.write("noterede et opkald", henvendelse, by=by)
    say(henvendelse, Ordslags.OPKALD, tekst, by=by)
    _answered(henvendelse, Svarvej.OPKALD, by=by)


@transaction.atomic
def note(henvendelse: Henvendelse, tekst: str, *, by: Bruger) -> None:
    """For the institution itself. No answer."""
    lock(henvendelse)
    require_content(henvendelse)
    say(henvendelse, Ordslags.NOTE, tekst, by=by)
    henvendelse.save()
    log.write("noterede", henvendelse, by=by)


@transaction.atomic
def note_call(henvendelse: Henvendelse, tekst: str = "", *, by: Bruger) -> None:
    """They have spoken, so the citizen has an answer."""
    lock(henvendelse)
    require_content(henvendelse)
    say(henvendelse, Ordslags.OPKALD, tekst, by=by)
    _answered(henvendelse, Svarvej.OPKALD, by=by)


@transaction.atomic
def answer(henvendelse: Henvendelse, tekst: str, *, by: Bruger) -> Brev:
    """Send `tekst` to the citizen, who answers to the contact of the post."""
    lock(henvendelse)
    require_content(henvendelse)
    if not henvendelse.email:
        raise ValidationError("Borgeren har ikke skrevet en e-mail. Ring i stedet.")
    say(henvendelse, Ordslags.SVAR, tekst, by=by)
    _answered(henvendelse, Svarvej.MAIL, by=by)
    contact = henvendelse.opslag.kontakt_email if henvendelse.opslag else ""
    return mail.write(
        to=henvendelse.email,
        template="henvendelse_svar",
        about=henvendelse,
        reply_to=contact or by.email,
        henvendelse=henvendelse,
        tekst=tekst,
    )


@transaction.atomic
def mark_answered(
    henvendelse: Henvendelse,
    svarvej: Svarvej,
    *,
    by: Bruger | None = None,
    role: str = "",
) -> None:
    """Record an answer that the portal did not see. Stops the clock."""
    lock(henvendelse)
    _answered(henvendelse, svarvej, by=by, role=role)


def _answered(
    henvendelse: Henvendelse, svarvej: Svarvej, *, by: Bruger | None, role: str = ""
) -> None:
    now = timezone.now()
    henvendelse.sidste_ord_den = now
    if henvendelse.kontaktet_den is None:
        henvendelse.kontaktet_den = now
        henvendelse.svarvej = svarvej
        henvendelse.svar_hverdage = henvendelse.hverdage(timezone.localdate(now))
    if henvendelse.status == HenvendelseStatus.NY:
        move(henvendelse, HenvendelseStatus.KONTAKTET, by=by, role=role)
    else:
        henvendelse.save()
        refresh_svartid(henvendelse.institution)
        log.write("svarede", henvendelse, by=by, role=role)


@transaction.atomic
def agree(henvendelse: Henvendelse, *, by: Bruger) -> None:
    """They have agreed: a place is taken. The last one fills the post."""
    opslag = lock(henvendelse)
    if henvendelse.status == HenvendelseStatus.AFTALT:
        return
    if opslag and opslag.is_taken_up:
        raise ValidationError(
            f"Alle {opslag.pladser} pladser er taget. Sæt flere pladser på opslaget, "
            "eller lad borgeren vente på en plads."
        )
    answered_by_outcome(henvendelse)
    henvendelse.aftalt_den = timezone.now()
    move(henvendelse, HenvendelseStatus.AFTALT, by=by)
    if opslag:
        take_places(opslag, 1)
        fills = opslag.is_taken_up
        if fills and opslag.status in {OpslagStatus.AKTIV, OpslagStatus.PAUSE}:
            mark_besat(opslag, by=by)


@transaction.atomic
def put_on_waiting_list(henvendelse: Henvendelse, *, by: Bruger) -> None:
    """No place is left, and the citizen would like the next one."""
    lock(henvendelse)
    require_open(henvendelse)
    henvendelse.paa_venteliste = True
    answered_by_outcome(henvendelse)
    if henvendelse.status == HenvendelseStatus.NY:
        move(henvendelse, HenvendelseStatus.KONTAKTET, by=by)
    henvendelse.save()
    log.write("satte på venteliste", henvendelse, by=by)


@transaction.atomic
def decline(henvendelse: Henvendelse, tekst: str = "", *, by: Bruger) -> None:
    """It was no match. With `tekst`, the citizen is told so by mail."""
    if tekst:
        answer(henvendelse, tekst, by=by)
    end(henvendelse, HenvendelseStatus.IKKE_ET_MATCH, by=by)


@transaction.atomic
def reopen(henvendelse: Henvendelse, *, by: Bruger) -> None:
    """Go on with what ended without an agreement."""
    lock(henvendelse)
    require_content(henvendelse)
    answered_by_outcome(henvendelse)
    move(henvendelse, HenvendelseStatus.KONTAKTET, by=by)
