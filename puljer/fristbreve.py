"""Mails about a deadline, each written once for each deadline.

What one applies for all year has no deadline; there it is the day on which a draft that
nobody touches is closed.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef
from django.db.models.functions import Least
from django.utils import timezone

from puljer import actions, fremvisning, indhold
from puljer.choices import AnsoegningStatus, Fristbrevslags
from puljer.models import Ansoegning, AnsoegningQuerySet, Fristbrev
from puljer.models.runde import FRIST_COVERS

SOON = timedelta(days=3)
WARNED = timedelta(days=14)

# `Runde.sidste_frist`, of an application.
SIDSTE_FRIST = Least("runde__frist", "runde__lukket_den")
# `actions.expires`, where there is no deadline.
UNTOUCHED = ExpressionWrapper(
    F("gemt_den") + actions.KEEP_UNTOUCHED, output_field=DateTimeField()
)


def own_drafts() -> AnsoegningQuerySet:
    """Without those that came on paper: the municipality has them, typed in or not."""
    return Ansoegning.objects.drafts().filter(modtaget_paa_papir=None)


# Any: the type checker does not take an annotation from one function to the next.
def about_frist(rows: AnsoegningQuerySet) -> Any:
    """Those of `rows` that have a deadline, with it as `om_frist`."""
    return rows.annotate(om_frist=SIDSTE_FRIST).filter(om_frist__isnull=False)


def about_untouched(rows: AnsoegningQuerySet) -> Any:
    """Those of `rows` that have none, with the day they are closed as `om_frist`."""
    open_all_year = rows.filter(runde__frist=None, runde__lukket_den=None)
    return open_all_year.annotate(om_frist=UNTOUCHED)


def told(slags: Fristbrevslags, *, before: datetime | None = None) -> Exists:
    """Whether the mail about `om_frist` is written, and if so not after `before`."""
    rows = Fristbrev.objects.filter(
        ansoegning=OuterRef("pk"), slags=slags, frist=OuterRef("om_frist")
    )
    return Exists(rows.filter(skrevet_den__lte=before) if before else rows)


def remind(at: datetime | None = None) -> str:
    """Three days before, to those who have begun and not sent."""
    at = at or timezone.now()
    number = actions.each(_soon, lambda row: _remind(row, at), at)
    return f"{number} ansøgninger"


def _soon(at: datetime) -> Any:
    rows = own_drafts().filter(
        runde__lukket_den=None,
        runde__frist__gt=at - FRIST_COVERS,
        runde__frist__lte=at + SOON,
        # Who begins on the last days has just read when they end.
        oprettet_den__lt=F("runde__frist") - SOON,
    )
    return about_frist(rows).exclude(told(Fristbrevslags.SNART))


def _remind(ansoegning: Ansoegning, at: datetime) -> None:
    _note(ansoegning, Fristbrevslags.SNART, ansoegning.runde.sidste_frist, at)
    for deltager in ansoegning.deltagere.answering():
        actions.write_to(deltager, "ansoegning_frist_snart")


def tell_unsent(at: datetime | None = None) -> str:
    """At the deadline, with all that was written: it is not lost."""
    at = at or timezone.now()
    number = actions.each(_unsent, lambda row: _tell_unsent(row, at), at)
    return f"{number} ansøgninger"


def _unsent(at: datetime) -> Any:
    return _not_told_of_the_end(own_drafts(), at)


def _tell_unsent(ansoegning: Ansoegning, at: datetime) -> None:
    _note(ansoegning, Fristbrevslags.USENDT, ansoegning.runde.sidste_frist, at)
    kopi = fremvisning.as_text(indhold.build(ansoegning))
    for deltager in ansoegning.deltagere.answering():
        actions.write_to(
            deltager,
            "ansoegning_usendt",
            kopi=kopi,
            may_be_late=ansoegning.may_be_sent(at),
            senest=actions.expires(ansoegning),
        )


def tell_of_changes(at: datetime | None = None) -> str:
    """At the deadline, to those who changed what they had sent, and stopped there."""
    at = at or timezone.now()
    number = actions.each(_changed, lambda row: _tell_of_changes(row, at), at)
    return f"{number} ansøgninger"


def _changed(at: datetime) -> Any:
    rows = Ansoegning.objects.filter(
        status=AnsoegningStatus.MODTAGET, version__gt=F("indsendt_version")
    )
    return _not_told_of_the_end(rows, at)


def _not_told_of_the_end(rows: AnsoegningQuerySet, at: datetime) -> Any:
    ended = about_frist(rows).filter(om_frist__lte=at - FRIST_COVERS)
    return ended.exclude(told(Fristbrevslags.USENDT))


def _tell_of_changes(ansoegning: Ansoegning, at: datetime) -> None:
    _note(ansoegning, Fristbrevslags.USENDT, ansoegning.runde.sidste_frist, at)
    for deltager in ansoegning.deltagere.answering():
        actions.write_to(deltager, "ansoegning_aendringer_ikke_sendt")


def warn_of_expiry(at: datetime | None = None) -> str:
    """14 days before a draft that nobody touches is closed."""
    at = at or timezone.now()
    number = actions.each(_untouched, lambda row: _warn(row, at), at)
    return f"{number} ansøgninger"


def _untouched(at: datetime) -> Any:
    rows = about_untouched(own_drafts()).filter(om_frist__lte=at + WARNED)
    return rows.exclude(told(Fristbrevslags.UDLOEBER))


def _warn(ansoegning: Ansoegning, at: datetime) -> None:
    closes = actions.expires(ansoegning)
    _note(ansoegning, Fristbrevslags.UDLOEBER, closes, at)
    kopi = fremvisning.as_text(indhold.build(ansoegning))
    for deltager in ansoegning.deltagere.answering():
        actions.write_to(
            deltager,
            "ansoegning_udloeber",
            kopi=kopi,
            # A night that was missed takes nothing from the days one is promised.
            lukker=max(closes, at + WARNED),
            slettes=max(closes, at + WARNED) + actions.KEEP_EXPIRED,
        )


def _note(
    ansoegning: Ansoegning,
    slags: Fristbrevslags,
    frist: Any,
    at: datetime,
) -> None:
    """Raises `IntegrityError` where it is written already."""
    Fristbrev.objects.create(
        ansoegning=ansoegning, slags=slags, frist=frist, skrevet_den=at
    )
