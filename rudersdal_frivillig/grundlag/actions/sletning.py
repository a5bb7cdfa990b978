"""Showing what is held about a person, and erasing it when two people say so.

The log says who did what, and never about whom.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag import log, registry
from rudersdal_frivillig.grundlag.actions.arrangement import cancel
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    Logpost,
    Logvaerdi,
    Sletteanmodning,
    Slettestatus,
    Tilmelding,
    Tilmeldingsstatus,
)


def note_insight(*, by: Bruger) -> None:
    """Record that `by` saw what is held about someone."""
    log.write_about_list("slog en person op", Sletteanmodning, by=by, changes={})


@transaction.atomic
def ask_for_erasure(email: str, begrundelse: str, *, by: Bruger) -> Sletteanmodning:
    # Not `casefold`, under which straße.dk and strasse.dk are one.
    anmodning = Sletteanmodning(
        email=email.strip().lower(), begrundelse=begrundelse.strip(), anmodet_af=by
    )
    anmodning.full_clean()
    anmodning.save()
    log.write("bad om sletning", anmodning, by=by)
    return anmodning


@transaction.atomic
def approve_erasure(anmodning: Sletteanmodning, *, by: Bruger) -> None:
    """Erase all that may be erased, or nothing at all where a part of it fails."""
    _lock(anmodning, by)
    email = anmodning.email
    before = _count(email)
    for holding in registry.persons:
        if holding.erase:
            holding.erase(email, by)
    after = _count(email)
    anmodning.resultat = {label: n - after[label] for label, n in before.items() if n}
    _decide(anmodning, Slettestatus.SLETTET, by=by)
    log.write("slettede en person", anmodning, by=by)


def _count(email: str) -> dict[str, int]:
    erased = [holding for holding in registry.persons if holding.erase]
    return {holding.label: len(holding.rows(email)) for holding in erased}


@transaction.atomic
def refuse_erasure(anmodning: Sletteanmodning, *, because: str, by: Bruger) -> None:
    _lock(anmodning, by)
    anmodning.afslag = because.strip()
    _decide(anmodning, Slettestatus.AFVIST, by=by)
    log.write("afviste sletning", anmodning, by=by)


def _lock(anmodning: Sletteanmodning, by: Bruger) -> None:
    rows = Sletteanmodning.objects.select_for_update(of=["self"])
    anmodning.refresh_from_db(from_queryset=rows)
    if not anmodning.is_waiting:
        raise ValidationError("En kollega har allerede afgjort anmodningen.")
    if anmodning.anmodet_af_id == by.pk:
        raise ValidationError("En anden end den, der bad om det, skal afgøre det.")


def _decide(anmodning: Sletteanmodning, status: Slettestatus, *, by: Bruger) -> None:
    anmodning.status = status
    anmodning.email = anmodning.begrundelse = ""
    anmodning.afgjort_af, anmodning.afgjort_den = by, timezone.now()
    anmodning.full_clean()
    anmodning.save()


@transaction.atomic
def erase_tilmelding(tilmelding: Tilmelding, *, by: Bruger) -> None:
    """Take someone off an event. A place that is still of use goes to the next."""
    if tilmelding.status != Tilmeldingsstatus.AFMELDT and (
        tilmelding.arrangement.is_open
    ):
        cancel(tilmelding, by=by)
    Brev.objects.about(tilmelding).delete()
    Adgang.objects.about(tilmelding).delete()
    posts = Logpost.objects.about(tilmelding)
    Logvaerdi.objects.filter(logpost__in=posts).delete()
    tilmelding.delete()
