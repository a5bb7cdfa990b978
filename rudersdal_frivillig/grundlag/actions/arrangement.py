"""What can be done to an event and to those who sign up for it.

Locks are taken in one order: the event, then its sign-ups.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import access, log, mail
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    Bruger,
    Tilmelding,
    Tilmeldingsstatus,
)

# The role of the link with which one cancels.
TILMELDING = "tilmelding"

# What those who have it in their calendar must be told of.
_MOVES = ["begynder", "slutter", "sted"]


def register_tilmelding() -> None:
    access.roles[TILMELDING] = access.AccessRole(
        title="Din tilmelding",
        button="Se min tilmelding, eller meld fra",
        url=lambda adgang: reverse("grundlag:tilmelding_cancel", args=[adgang.pk]),
        send=send_kvittering,
        is_open=_may_be_seen,
    )


def _may_be_seen(tilmelding: models.Model) -> bool:
    return isinstance(tilmelding, Tilmelding) and not tilmelding.arrangement.is_over


@transaction.atomic
def sign_up(tilmelding: Tilmelding, arrangement: Arrangement) -> Tilmelding:
    """Give someone who is not saved yet a place, or one in the queue.

    An e-mail that is signed up already keeps what it has, which is returned. Only the
    mail says so: anyone may have typed that address.
    """
    _lock(arrangement)
    if arrangement.aflyst_den:
        raise ValidationError("Det er desværre aflyst.")
    if not arrangement.is_open:
        raise ValidationError("Det er for sent at tilmelde sig. Det er begyndt.")
    if known := _known(arrangement, tilmelding.email):
        if not access.is_recent(known, known.email):
            send_kvittering(known, known.email)
        return known
    waits, there_is = Tilmeldingsstatus.VENTELISTE, Tilmeldingsstatus.TILMELDT
    tilmelding.arrangement = arrangement
    tilmelding.status = waits if arrangement.is_full else there_is
    tilmelding.oprettet_den = timezone.now()  # The order in which they got the lock.
    tilmelding.full_clean()
    tilmelding.save()
    if tilmelding.status == there_is:
        _take(arrangement, 1)
    log.write("modtog", tilmelding, by=None, role=log.BORGER)
    if tilmelding.email:
        send_kvittering(tilmelding, tilmelding.email)
    return tilmelding


def _known(arrangement: Arrangement, email: str) -> Tilmelding | None:
    rows = arrangement.tilmeldinger.going().from_email(email)
    return rows.first() if email else None


def send_kvittering(tilmelding: Any, email: str) -> None:
    """Mail what one has, with a link to cancel that lasts until it is over."""
    arrangement = tilmelding.arrangement
    lasts = arrangement.slutter - timezone.now()
    _, link = access.give(email, TILMELDING, tilmelding, lasts=lasts)
    _write(tilmelding, "tilmelding_kvittering", link=link)


@transaction.atomic
def cancel(tilmelding: Tilmelding, *, by: Bruger | None = None, role: str = "") -> None:
    """Free the place. The first in the queue gets it, and is told."""
    arrangement = _lock_both(tilmelding)
    if tilmelding.status == Tilmeldingsstatus.AFMELDT:
        return
    if not arrangement.is_open:
        raise ValidationError("Det er aflyst eller begyndt, så man kan ikke melde fra.")
    had_place = tilmelding.status == Tilmeldingsstatus.TILMELDT
    tilmelding.status = Tilmeldingsstatus.AFMELDT
    tilmelding.afmeldt_den = timezone.now()
    tilmelding.skal_ringes_op = False
    tilmelding.full_clean()
    tilmelding.save()
    log.write("meldte fra", tilmelding, by=by, role=role)
    if tilmelding.email:
        _write(tilmelding, "tilmelding_afmeldt")
    if had_place:
        _take(arrangement, -1)
        _move_up(arrangement)


@transaction.atomic
def note_told(tilmelding: Tilmelding, *, by: Bruger) -> None:
    """Someone has called them."""
    _lock_both(tilmelding)
    if tilmelding.skal_ringes_op:
        tilmelding.skal_ringes_op = False
        tilmelding.save(update_fields=["skal_ringes_op"])
        log.write("ringede op", tilmelding, by=by)


@transaction.atomic
def call_off(arrangement: Arrangement, *, by: Bruger | None) -> None:
    """It will not be held. All who signed up are told."""
    _lock(arrangement)
    if arrangement.aflyst_den:
        return
    if not arrangement.is_open:
        raise ValidationError("Det er begyndt, så det kan ikke aflyses.")
    arrangement.aflyst_den = timezone.now()
    arrangement.sekvens += 1
    arrangement.save()
    log.write("aflyste", arrangement, by=by)
    for tilmelding in arrangement.tilmeldinger.going():
        _tell(tilmelding, "arrangement_aflyst")


@transaction.atomic
def save_changes(arrangement: Arrangement) -> None:
    """Store what an editor changed.

    Who signed up is told of another time or place; more places go to those who wait.
    """
    before = Arrangement.objects.select_for_update(of=["self"]).get(pk=arrangement.pk)
    # What only actions change is as it is now, not as the editor saw it.
    for name in ("antal_tilmeldt", "aflyst_den", "sekvens"):
        setattr(arrangement, name, getattr(before, name))
    is_moved = any(getattr(before, n) != getattr(arrangement, n) for n in _MOVES)
    arrangement.sekvens += is_moved
    arrangement.full_clean()
    arrangement.save()
    if is_moved and arrangement.is_open:
        for tilmelding in arrangement.tilmeldinger.going():
            _tell(tilmelding, "arrangement_flyttet", before=before)
    _move_up(arrangement)


def _move_up(arrangement: Arrangement) -> None:
    for tilmelding in arrangement.tilmeldinger.waiting():
        if arrangement.is_full or not arrangement.is_open:
            return
        tilmelding.status = Tilmeldingsstatus.TILMELDT
        tilmelding.save(update_fields=["status"])
        _take(arrangement, 1)
        log.write("fik en plads", tilmelding, by=None)
        _tell(tilmelding, "tilmelding_plads")


def _tell(tilmelding: Tilmelding, template: str, **context: Any) -> None:
    """By mail with a fresh link; who has none is shown to staff, to be called."""
    if not tilmelding.email:
        tilmelding.skal_ringes_op = True
        tilmelding.save(update_fields=["skal_ringes_op"])
        return
    lasts = tilmelding.arrangement.slutter - timezone.now()
    _, link = access.give(tilmelding.email, TILMELDING, tilmelding, lasts=lasts)
    _write(tilmelding, template, link=link, **context)


def _write(tilmelding: Tilmelding, template: str, **context: Any) -> None:
    arrangement = tilmelding.arrangement
    mail.write(
        to=tilmelding.email,
        template=template,
        about=tilmelding,
        reply_to=arrangement.institution.kontakt_email,
        tilmelding=tilmelding,
        arrangement=arrangement,
        **context,
    )


def _lock(arrangement: Arrangement) -> None:
    rows = Arrangement.objects.select_for_update(of=["self"])
    arrangement.refresh_from_db(from_queryset=rows)


def _lock_both(tilmelding: Tilmelding) -> Arrangement:
    arrangement = tilmelding.arrangement
    _lock(arrangement)
    rows = Tilmelding.objects.select_for_update(of=["self"])
    tilmelding.refresh_from_db(from_queryset=rows)
    tilmelding.arrangement = arrangement
    return arrangement


def _take(arrangement: Arrangement, number: int) -> None:
    # Without `save`: who edits the event has not been overtaken by another editor.
    arrangement.antal_tilmeldt += number
    rows = Arrangement.objects.filter(pk=arrangement.pk)
    rows.update(antal_tilmeldt=arrangement.antal_tilmeldt)
