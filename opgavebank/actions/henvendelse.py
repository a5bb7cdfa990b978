"""What a citizen and the night do to an enquiry, and what every action on it needs."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from opgavebank import recipients
from opgavebank.actions.svartid import refresh_svartid
from opgavebank.choices import (
    ENDED,
    HenvendelseStatus,
    OpslagStatus,
    Ordslags,
    Svarvej,
)
from opgavebank.models import Henvendelse, Henvendelsesord, Opslag
from rudersdal_frivillig.grundlag import access, buttons, log, mail
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    Logpost,
    Logvaerdi,
)

# The role of the link with which a citizen follows the enquiry.
FOELG = "henvendelse"
FOELG_LASTS = timedelta(days=90)
# The button in the mail to the institution.
SVARET = "svaret"


class NotOpen(ValidationError):
    """The post was closed while the citizen wrote."""

    def __init__(self) -> None:
        super().__init__("Opslaget tager ikke imod henvendelser længere.")


@transaction.atomic
def receive(
    henvendelse: Henvendelse, opslag: Opslag, *, with_receipt: bool = True
) -> Henvendelse:
    """Deliver an enquiry that is not saved yet. Where no place is left, it waits.

    Returns it, or the first one where the same was sent a moment ago. Raises `NotOpen`.
    """
    opslag = Opslag.objects.select_for_update(of=["self"]).get(pk=opslag.pk)
    if not opslag.takes_henvendelser:
        raise NotOpen
    henvendelse.opslag, henvendelse.institution = opslag, opslag.institution
    if first := Henvendelse.objects.same_as(henvendelse).first():
        return first
    henvendelse.paa_venteliste = opslag.is_taken
    henvendelse.full_clean()
    henvendelse.save()
    log.write("modtog", henvendelse, by=None, role=log.BORGER)
    tell_institution(henvendelse, "henvendelse_ny")
    if henvendelse.email and with_receipt:
        send_receipt(henvendelse, henvendelse.email)
    return henvendelse


def tell_institution(
    henvendelse: Henvendelse,
    template: str,
    *,
    told: list[str] | None = None,
    **more: str,
) -> None:
    """`told` is who, where that is not the contact of the post."""
    opslag = henvendelse.opslag
    if told is None:
        told = recipients.about(opslag) if opslag else []
    for email in told or recipients.coordinators():
        mail.write(
            to=email,
            template=template,
            about=henvendelse,
            reply_to=henvendelse.email,
            henvendelse=henvendelse,
            inbox=_admin_url(henvendelse),
            svaret=buttons.address(SVARET, henvendelse),
            besat=buttons.address("besat", opslag)
            if opslag and opslag.status != OpslagStatus.BESAT
            else "",
            **more,
        )


def _admin_url(henvendelse: Henvendelse) -> str:
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


def send_receipt(henvendelse: Any, email: str) -> None:
    """Mail what happens next, with a link that also shows the address is right."""
    _, link = access.give(email, FOELG, henvendelse, lasts=FOELG_LASTS)
    mail.write(
        to=email,
        template="henvendelse_kvittering",
        about=henvendelse,
        henvendelse=henvendelse,
        link=link,
    )


@transaction.atomic
def confirm_email(henvendelse: Henvendelse, email: str) -> None:
    """Record that `email` is right, since its link was used."""
    lock(henvendelse)
    is_first = henvendelse.email_bekraeftet_den is None
    if is_first and henvendelse.email.casefold() == email.casefold():
        henvendelse.email_bekraeftet_den = timezone.now()
        henvendelse.save(update_fields=["email_bekraeftet_den"])


@transaction.atomic
def add_words(henvendelse: Henvendelse, tekst: str) -> None:
    """Let the citizen add to an open enquiry; the institution is told."""
    lock(henvendelse)
    require_open(henvendelse)
    say(henvendelse, Ordslags.TILFOEJELSE, tekst)
    henvendelse.save()
    log.write("tilføjede", henvendelse, by=None, role=log.BORGER)
    tell_institution(henvendelse, "henvendelse_tilfoejelse", tekst=tekst)


@transaction.atomic
def withdraw(
    henvendelse: Henvendelse, *, by: Bruger | None = None, role: str = ""
) -> None:
    """The citizen does not want to after all. A place that was agreed on is free."""
    was_agreed = end(henvendelse, HenvendelseStatus.TRUKKET, by=by, role=role)
    if role == log.BORGER:
        template = "henvendelse_aftale_trukket" if was_agreed else "henvendelse_trukket"
        tell_institution(henvendelse, template)


@transaction.atomic
def close_silent(henvendelse: Henvendelse) -> None:
    """End what no one has said a word about for 60 days."""
    lock(henvendelse)
    # Someone may have written since the night looked.
    if Henvendelse.objects.silent().filter(pk=henvendelse.pk).exists():
        end(henvendelse, HenvendelseStatus.INTET_SVAR, by=None)


@transaction.atomic
def delete_content(
    henvendelse: Henvendelse, *, by: Bruger | None = None, role: str = ""
) -> None:
    """Forget the person of an enquiry that has ended; what is counted stays."""
    lock(henvendelse)
    henvendelse.empty()
    henvendelse.indhold_slettet_den = timezone.now()
    henvendelse.ord.all().delete()
    Brev.objects.about(henvendelse).delete()
    Adgang.objects.about(henvendelse).delete()
    # What a field held; which status it had says nothing of the person.
    about = Logpost.objects.about(henvendelse)
    Logvaerdi.objects.filter(logpost__in=about).exclude(felt="status").delete()
    henvendelse.full_clean()
    henvendelse.save()
    log.write("slettede indholdet", henvendelse, by=by, role=role)


def end(
    henvendelse: Henvendelse,
    status: HenvendelseStatus,
    *,
    by: Bruger | None,
    role: str = "",
) -> bool:
    """Returns whether there was an agreement, whose place is free now."""
    opslag = lock(henvendelse)
    was_agreed = henvendelse.status == HenvendelseStatus.AFTALT
    if by and status != HenvendelseStatus.TRUKKET:
        answered_by_outcome(henvendelse)
    move(henvendelse, status, by=by, role=role)
    if was_agreed and opslag:
        take_places(opslag, -1)
    return was_agreed


def say(
    henvendelse: Henvendelse, slags: Ordslags, tekst: str, *, by: Bruger | None = None
) -> None:
    ord = Henvendelsesord(henvendelse=henvendelse, slags=slags, tekst=tekst, af=by)
    ord.full_clean()
    ord.save()
    henvendelse.sidste_ord_den = timezone.now()


def require_open(henvendelse: Henvendelse) -> None:
    if not henvendelse.is_open:
        raise ValidationError("Henvendelsen er afsluttet.")


def require_content(henvendelse: Henvendelse) -> None:
    if henvendelse.indhold_slettet_den:
        raise ValidationError("Henvendelsens indhold er slettet.")


def lock(henvendelse: Henvendelse) -> Opslag | None:
    """The post, locked first, as in every action on both."""
    opslag = None
    if henvendelse.opslag_id:
        rows = Opslag.objects.select_for_update(of=["self"])
        opslag = rows.filter(pk=henvendelse.opslag_id).first()
    rows = Henvendelse.objects.select_for_update(of=["self"])
    henvendelse.refresh_from_db(from_queryset=rows)
    return opslag


def move(
    henvendelse: Henvendelse,
    status: HenvendelseStatus,
    *,
    by: Bruger | None,
    role: str = "",
) -> Logpost:
    before = henvendelse.get_status_display()
    henvendelse.move_to(status)
    now = timezone.now()
    henvendelse.sidste_ord_den = now
    henvendelse.lukket_den = now if status in ENDED else None
    henvendelse.full_clean()
    henvendelse.save()
    refresh_svartid(henvendelse.institution)
    changes = {"status": (before, henvendelse.get_status_display())}
    return log.write("ændrede status", henvendelse, by=by, role=role, changes=changes)


def answered_by_outcome(henvendelse: Henvendelse) -> None:
    if henvendelse.kontaktet_den is None:
        henvendelse.kontaktet_den = timezone.now()
        henvendelse.svarvej = Svarvej.ANDET
        henvendelse.svar_hverdage = henvendelse.hverdage(timezone.localdate())


def take_places(opslag: Opslag, number: int) -> None:
    # Without `save`: who edits the post has not been overtaken by another editor.
    opslag.antal_aftalt += number
    rows = Opslag.objects.filter(pk=opslag.pk)
    rows.update(antal_aftalt=opslag.antal_aftalt)
