"""The life of an opslag. See `opgavebank.actions`."""

from copy import copy
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from opgavebank.actions.proevegang import call_off_proevegange
from opgavebank.choices import RENEWABLE, OpslagStatus
from opgavebank.models import DEFAULT_DAYS, Opslag, default_vises_til
from rudersdal_frivillig.grundlag import log, mail
from rudersdal_frivillig.grundlag.models import Bruger, Kontakt
from rudersdal_frivillig.grundlag.search import vocabulary

# What a copy does not take over: its life, and what each must say anew.
_NOT_COPIED = {
    *("id", "status", "indsendt_den", "godkender_skriver", "kopi_af"),
    *("vises_fra", "vises_til", "offentliggjort_den", "arkiveret_den"),
    *("oprettet_den", "oprettet_af", "aendret_den"),
    *("droeftet", "supplerer_personalet", "ekstern_url"),
}

# Who sends a post there stands by what it says about the staff.
_STATED = {OpslagStatus.TIL_GODKENDELSE, OpslagStatus.AKTIV}


@transaction.atomic
def publish(opslag: Opslag, *, by: Bruger | None) -> None:
    """Show the post to citizens, and start its time on the site afresh.

    Where posts of its institution are approved, and `by` may not, it waits for that.
    """
    _lock(opslag)
    _show(opslag, by=by)


def _show(opslag: Opslag, *, by: Bruger | None, role: str = "") -> None:
    today = timezone.localdate()
    if opslag.status == OpslagStatus.AKTIV and opslag.is_past_its_day:
        opslag.move_to(OpslagStatus.UDLOEBET)  # As the night will find it.
    opslag.vises_fra = today
    if opslag.is_past_its_day:
        opslag.vises_til = today + timedelta(days=DEFAULT_DAYS)
    check_whole(opslag)
    if _needs_approval(opslag, by):
        opslag.indsendt_den = timezone.now()
        opslag.godkender_skriver = ""
        _move(opslag, OpslagStatus.TIL_GODKENDELSE, by=by, role=role)
        return
    was_waiting = opslag.is_waiting
    opslag.offentliggjort_den = opslag.offentliggjort_den or timezone.now()
    opslag.godkender_skriver = ""
    _move(opslag, OpslagStatus.AKTIV, by=by, role=role)
    vocabulary.add(Opslag, opslag.public_text)
    if was_waiting:
        _tell_authors(opslag, "opslag_godkendt", by=by)


_TAKEN = (
    "Alle pladser er taget. Sæt flere pladser på opslaget, før I viser det, eller lad "
    "det være besat."
)


def check_whole(opslag: Opslag) -> None:
    """Raises `ValidationError` with all that it still needs before it can be shown."""
    whole = copy(opslag)
    whole.status, whole.offentliggjort_den = OpslagStatus.AKTIV, timezone.now()
    whole.arkiveret_den = None
    errors: list[ValidationError] = []
    try:
        whole.full_clean()
    except ValidationError as error:
        errors.append(error)
    if not (opslag.droeftet or opslag.offentliggjort_den):
        asked = "Svar på, om I har drøftet det i personalegruppen eller MED."
        errors.append(ValidationError(asked))
    if opslag.institution.is_closed:
        errors.append(ValidationError(f"{opslag.institution} er lukket."))
    if opslag.is_taken_up:
        errors.append(ValidationError(_TAKEN))
    if errors:
        raise ValidationError([text for error in errors for text in error.messages])


def _needs_approval(opslag: Opslag, by: Bruger | None) -> bool:
    # What rests was approved before it did.
    if opslag.status == OpslagStatus.PAUSE:
        return False
    may_approve = by is not None and by.has_perm("opgavebank.approve_opslag")
    return opslag.institution.kraever_godkendelse and not may_approve


@transaction.atomic
def send_back(opslag: Opslag, *, by: Bruger, because: str) -> None:
    """Ask for a change before the post can be shown."""
    _lock(opslag)
    if not because.strip():
        raise ValidationError("Skriv, hvad der skal ændres.")
    opslag.godkender_skriver = because.strip()
    why = {"godkender_skriver": ("", because.strip())}
    _move(opslag, OpslagStatus.KLADDE, by=by, more=why)
    _tell_authors(opslag, "opslag_tilbage", by=by)


def _tell_authors(opslag: Opslag, template: str, *, by: Bruger | None) -> None:
    author, told = opslag.oprettet_af, [opslag.kontakt_email]
    if author and author != by and author.is_active:
        is_here = Opslag.objects.visible_to(author).filter(pk=opslag.pk).exists()
        told.append(author.email if is_here else "")
    for email in {email.casefold(): email for email in told if email}.values():
        mail.write(to=email, template=template, about=opslag, opslag=opslag)


@transaction.atomic
def renew(opslag: Opslag, *, by: Bruger | None, role: str = "") -> None:
    """Show the post for 90 days from now or longer; one not shown is published."""
    _lock(opslag)
    if opslag.status not in RENEWABLE:
        status = opslag.get_status_display()
        raise ValidationError(f"Et opslag, der er “{status}”, kan ikke fornyes.")
    before = opslag.vises_til
    opslag.vises_til = max(before, default_vises_til())
    if opslag.status != OpslagStatus.AKTIV or opslag.institution.is_closed:
        _show(opslag, by=by, role=role)
        return
    opslag.vises_fra = timezone.localdate()
    opslag.full_clean()
    opslag.save()
    changes = {"vises_til": (before, opslag.vises_til)}
    log.write("fornyede", opslag, by=by, role=role, changes=changes)


@transaction.atomic
def pause(opslag: Opslag, *, by: Bruger | None, role: str = "") -> None:
    _lock(opslag)
    _move(opslag, OpslagStatus.PAUSE, by=by, role=role)


@transaction.atomic
def mark_besat(opslag: Opslag, *, by: Bruger | None, role: str = "") -> None:
    """Someone was found."""
    _lock(opslag)
    _move(opslag, OpslagStatus.BESAT, by=by, role=role)


@transaction.atomic
def archive(opslag: Opslag, *, by: Bruger | None) -> None:
    _lock(opslag)
    _archive(opslag, by=by)


def _archive(opslag: Opslag, *, by: Bruger | None) -> None:
    opslag.arkiveret_den = timezone.now()
    _move(opslag, OpslagStatus.ARKIV, by=by)
    call_off_proevegange(opslag, by=by)


@transaction.atomic
def duplicate(opslag: Opslag, *, by: Bruger) -> Opslag:
    """A new draft with the same words, by `by`."""
    if opslag.institution.is_closed:
        raise ValidationError("Stedet er lukket og får ikke flere opslag.")
    new = Opslag(**copied_values(opslag), kopi_af=opslag, oprettet_af=by)
    new.full_clean()
    new.save()
    log.write("kopierede", new, by=by, changes={"kopi_af": ("", str(opslag))})
    return new


def copied_values(opslag: Opslag) -> dict[str, Any]:
    """What a copy takes over, by field. Days that are over come a year later."""
    values = {
        field.name: getattr(opslag, field.name)
        for field in opslag._meta.concrete_fields
        if field.editable and not field.generated and field.name not in _NOT_COPIED
    }
    last = opslag.slutter or opslag.starter
    while last and last < timezone.localdate():
        last = _next_year(last)
        values |= {
            name: _next_year(values[name])
            for name in ("starter", "slutter")
            if values[name]
        }
    return values


def _next_year(day: date) -> date:
    """The same weekday."""
    return day + timedelta(weeks=52)


@transaction.atomic
def expire_past_their_day() -> int:
    """Let posts lapse whose last day is over. Returns how many."""
    past = list(Opslag.objects.select_for_update(of=["self"]).past_their_day())
    for opslag in past:
        _move(opslag, OpslagStatus.UDLOEBET, by=None)
    return len(past)


@transaction.atomic
def archive_stale() -> int:
    """Archive what no one has touched for a year. Returns how many."""
    stale = list(Opslag.objects.select_for_update(of=["self"]).stale())
    for opslag in stale:
        _archive(opslag, by=None)
    return len(stale)


@transaction.atomic
def archive_at_closed_places() -> int:
    """Archive the posts of institutions that have closed. Returns how many."""
    closed = list(Opslag.objects.select_for_update(of=["self"]).at_closed_places())
    for opslag in closed:
        _archive(opslag, by=None)
    return len(closed)


@transaction.atomic
def hand_over() -> int:
    """Let others be contact and deputy where those have left. Returns how many posts.

    Where no one else is known, it stays as it is, and the coordinator sees that.
    """
    rows = Opslag.objects.select_for_update(of=["self"]).with_someone_gone()
    return sum(_hand_over(opslag) for opslag in rows)


def _hand_over(opslag: Opslag) -> bool:
    sted = opslag.institution
    left = Bruger.objects.gone_from(sted).values_list("email", flat=True)
    gone = {email.casefold() for email in left}
    before = [opslag.kontakt, opslag.stedfortraeder]
    known = [*before, *(Kontakt.of(sted, n) for n in ("kontakt", "stedfortraeder"))]
    here = [k for k in known if k.is_reachable and k.email.casefold() not in gone]
    if not here:
        return False
    after = [here[0], next((k for k in here if k != here[0]), here[0])]
    for kontakt, prefix in zip(after, ("kontakt", "stedfortraeder"), strict=True):
        kontakt.write_to(opslag, prefix)
    opslag.full_clean()
    opslag.save()
    names = ("kontakt_email", "stedfortraeder_email")
    pairs = zip(names, before, after, strict=True)
    changes = {name: (a.email, b.email) for name, a, b in pairs if a != b}
    log.write("overdrog", opslag, by=None, changes=changes)
    if after[0] != before[0] and after[0].email:
        to = after[0].email
        mail.write(to=to, template="opslag_overdraget", about=opslag, opslag=opslag)
    return True


@transaction.atomic
def learn_words() -> int:
    """Make the vocabulary of what is public now. Returns how many words it has."""
    public = Opslag.objects.public().iterator()
    texts = (opslag.public_text for opslag in public)
    return vocabulary.rebuild(Opslag, texts)


def _lock(opslag: Opslag) -> None:
    opslag.refresh_from_db(from_queryset=Opslag.objects.select_for_update(of=["self"]))


def _move(
    opslag: Opslag,
    status: OpslagStatus,
    *,
    by: Bruger | None,
    role: str = "",
    more: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    """`more` is what else changes, for the log."""
    before = opslag.get_status_display()
    opslag.move_to(status)
    opslag.full_clean()
    opslag.save()
    changes = {"status": (before, opslag.get_status_display())} | (more or {})
    if by and status in _STATED:
        changes["supplerer_personalet"] = ("", opslag.supplerer_personalet)
    log.write("ændrede status", opslag, by=by, role=role, changes=changes)
