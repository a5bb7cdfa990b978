"""In how many working days a place typically answers, as citizens are told."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from opgavebank.models import Henvendelse, Svartid
from rudersdal_frivillig.grundlag.models import Institution

LOOKED_BACK = timedelta(days=365)
NEWEST = 50
FEWEST_ANSWERED = 5
# A place that is slower than this has nothing to tell.
SLOWEST = 10


def typical(waits: Sequence[int | None]) -> int | None:
    """The working days within which four of five were answered; None if there is none.

    `waits` are working days to the answer, None for what has no answer.
    """
    answered = sorted(wait for wait in waits if wait is not None)
    needed = -(-4 * len(waits) // 5)
    if len(answered) < max(FEWEST_ANSWERED, needed):
        return None
    found = answered[needed - 1]
    return found if found <= SLOWEST else None


def waits(institution: Institution) -> list[int | None]:
    """Of the newest enquiries within a year. Who waits for a place has no clock, and
    who rang was noted by the place itself."""
    since = timezone.now() - LOOKED_BACK
    rows = Henvendelse.objects.filter(
        institution=institution,
        oprettet_den__gte=since,
        paa_venteliste=False,
        paa_telefon=False,
    )
    newest = rows.order_by("-oprettet_den", "-pk")
    return [
        None if answered is None else days
        for answered, days in newest.values_list("kontaktet_den", "svar_hverdage")[
            :NEWEST
        ]
    ]


def promise(institution: Institution) -> Svartid | None:
    """What citizens may be told. No query where `svartid` is selected along."""
    found = getattr(institution, "svartid", None)
    return found if settings.ANSWER_PROMISE else None
