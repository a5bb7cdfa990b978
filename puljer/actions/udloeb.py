"""The end of a draft that was never sent, and of a case that has been kept long enough.

A status changes here; who is told beforehand is in `puljer.fristbreve`.
"""

from datetime import datetime, timedelta

from django.db import transaction

from puljer.actions.indsend import wipe
from puljer.actions.skriv import lock
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning
from puljer.models.runde import FRIST_COVERS
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Logpost, Logvaerdi

# How long a draft may lie untouched where there is no deadline.
KEEP_UNTOUCHED = timedelta(days=180)
# How long one can still read what expired.
KEEP_EXPIRED = timedelta(days=90)


def expires(ansoegning: Ansoegning) -> datetime:
    """From when on the draft cannot be sent any more, not even too late."""
    runde = ansoegning.runde
    if runde.sidste_frist is None:
        return ansoegning.gemt_den + KEEP_UNTOUCHED
    late = timedelta(days=runde.pulje.efter_frist_dage)
    return runde.sidste_frist + FRIST_COVERS + late


@transaction.atomic
def expire(ansoegning: Ansoegning, *, at: datetime) -> None:
    """A draft that was not sent can only be read from now on."""
    lock(ansoegning)
    if ansoegning.status == AnsoegningStatus.UDLOEBET:
        return
    ansoegning.move_to(AnsoegningStatus.UDLOEBET)
    ansoegning.udloebet_den = at
    ansoegning.full_clean()
    ansoegning.save()
    log.write("udløb", ansoegning, by=None)


@transaction.atomic
def delete_case(ansoegning: Ansoegning) -> None:
    """All of a case that was sent is gone from here; the records system has it.

    Raises `ProtectedError` where a document of it is not filed.
    """
    lock(ansoegning)
    ansoegning.dokumenter.exclude(journaliseret_den=None).delete()
    ansoegning.beskeder.all().delete()
    ansoegning.indsendte.all().delete()
    posts = Logpost.objects.about(ansoegning)
    Logvaerdi.objects.filter(logpost__in=posts).delete()
    wipe(ansoegning, handling="slettede sagen")
