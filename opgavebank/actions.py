"""What can be done to an opslag or a frivilligindsats. Their `status` changes here.

Each action locks, checks, saves and logs in one transaction. What is not allowed raises
`ValidationError` with a message, in Danish, for the person who tried.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from opgavebank.choices import Antal, Indsatsstatus, OpslagStatus
from opgavebank.models import DEFAULT_DAYS, Frivilligindsats, Opslag
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.search import vocabulary


@transaction.atomic
def publish(opslag: Opslag, *, by: Bruger | None) -> None:
    """Show the post to citizens, and start its time on the site afresh."""
    _lock(opslag)
    today = timezone.localdate()
    if opslag.status == OpslagStatus.AKTIV and opslag.vises_til < today:
        opslag.move_to(OpslagStatus.UDLOEBET)  # As the night will find it.
    opslag.vises_fra = today
    if opslag.vises_til < today:
        opslag.vises_til = today + timedelta(days=DEFAULT_DAYS)
    opslag.offentliggjort_den = opslag.offentliggjort_den or timezone.now()
    _move(opslag, OpslagStatus.AKTIV, by=by)
    vocabulary.add(Opslag, opslag.public_text)


@transaction.atomic
def pause(opslag: Opslag, *, by: Bruger | None) -> None:
    _lock(opslag)
    _move(opslag, OpslagStatus.PAUSE, by=by)


@transaction.atomic
def mark_besat(opslag: Opslag, *, by: Bruger | None) -> None:
    """Someone was found."""
    _lock(opslag)
    _move(opslag, OpslagStatus.BESAT, by=by)


@transaction.atomic
def archive(opslag: Opslag, *, by: Bruger | None) -> None:
    _lock(opslag)
    opslag.arkiveret_den = timezone.now()
    _move(opslag, OpslagStatus.ARKIV, by=by)


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
        opslag.arkiveret_den = timezone.now()
        _move(opslag, OpslagStatus.ARKIV, by=None)
    return len(stale)


@transaction.atomic
def learn_words() -> int:
    """Make the vocabulary of what is public now. Returns how many words it has."""
    public = Opslag.objects.public().iterator()
    texts = (opslag.public_text for opslag in public)
    return vocabulary.rebuild(Opslag, texts)


@transaction.atomic
def mark_indsats(
    indsats: Frivilligindsats, status: Indsatsstatus, *, by: Bruger | None
) -> None:
    """Say that volunteers help now, are wished for, or helped once."""
    indsats.refresh_from_db(from_queryset=Frivilligindsats.objects.select_for_update())
    if indsats.status == status:
        return
    before = indsats.get_status_display()
    indsats.status = status
    if status == Indsatsstatus.OENSKET:
        indsats.antal = Antal.IKKE_OPLYST  # No one helps there any more.
    indsats.full_clean()
    indsats.save()
    after = indsats.get_status_display()
    log.write("ændrede status", indsats, by=by, changes={"status": (before, after)})


def _lock(opslag: Opslag) -> None:
    opslag.refresh_from_db(from_queryset=Opslag.objects.select_for_update(of=["self"]))


def _move(opslag: Opslag, status: OpslagStatus, *, by: Bruger | None) -> None:
    before = opslag.get_status_display()
    opslag.move_to(status)
    opslag.full_clean()
    opslag.save()
    log.write(
        "ændrede status",
        opslag,
        by=by,
        changes={"status": (before, opslag.get_status_display())},
    )
