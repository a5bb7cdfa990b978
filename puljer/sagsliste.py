"""Applications as caseworkers list them: by what was sent, and by what waits."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from puljer.choices import AnsoegningStatus, Fristskoen
from puljer.models import (
    Ansoegning,
    AnsoegningQuerySet,
    Ansoegningsversion,
    Besked,
    Deltager,
    Journaldokument,
)
from puljer.models.runde import FRIST_COVERS
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.workdays import is_working_day

# Working days after which a document should be in the records system.
FILED_WITHIN = 3


def listed(rows: AnsoegningQuerySet) -> AnsoegningQuerySet:
    """With what was sent last, and how much waits. No query a row.

    The columns of the row itself are the working copy, which may say what the
    applicant has not sent.
    """
    newest = Ansoegningsversion.objects.filter(ansoegning=OuterRef("pk"))
    newest = newest.order_by("-nummer")
    return rows.annotate(
        sendt_om_jer=Subquery(
            newest.values("indhold__om-jer")[:1], output_field=JSONField()
        ),
        sendt_oere=Subquery(
            newest.values("indhold__budget__ansoegt_oere")[:1],
            output_field=JSONField(),
        ),
        ulaeste=_number_of(Besked.objects.unread_by_staff()),
        ujournaliserede=_number_of(Journaldokument.objects.waiting()),
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    mine = rows.filter(ansoegning=OuterRef("pk")).order_by()
    return Coalesce(
        Subquery(mine.values("ansoegning").annotate(n=Count("pk")).values("n")), 0
    )


def ansoeger(row: Ansoegning) -> str:
    """Who applies, as it was sent; of a draft what staff need to find it by."""
    om_jer: dict[str, Any] | None = getattr(row, "sendt_om_jer", None)
    if om_jer is None:
        return row.ansoeger
    place = om_jer["institution"]
    return str(place["navn"] if place else om_jer["navn"])


def sought(rows: AnsoegningQuerySet, words: str) -> AnsoegningQuerySet:
    """Those in which each of `words` stands: number, name, CVR, title or contact.

    `rows` are `listed`. Of a draft only who writes it is looked at.
    """
    for word in words.split():
        rows = rows.filter(_has(word))
    return rows


def _has(word: str) -> Q:
    names = ["titel", "navn", "vaert", "partner", "cvr", "vaert_cvr"]
    said = Q(nummer__icontains=word)
    for name in [*names, "institution__navn"]:
        said |= Q(**{f"sendt_om_jer__{name}__icontains": word})
    said |= Q(sendt_om_jer__isnull=True, navn__icontains=word)
    contact = Q(navn__icontains=word) | Q(email__icontains=word)
    contacts = Deltager.objects.active().filter(contact)
    return said | Q(pk__in=contacts.values("ansoegning"))


def _own(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    """Where one is a caseworker; who sets up pools sees the others', too."""
    return rows.filter(runde__pulje__in=user.puljer.all())


def _new(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    """No one has taken them, and someone may: the deadline is past."""
    at = timezone.now()
    closed = Q(runde__frist=None) | Q(runde__frist__lte=at - FRIST_COVERS)
    closed |= Q(runde__lukket_den__isnull=False)
    in_time = Q(rettidig=True) | Q(fristskoen=Fristskoen.DISPENSATION)
    rows = _own(rows, user).filter(closed & in_time, status=AnsoegningStatus.MODTAGET)
    return rows.order_by("modtaget_den", "pk")


def _unread(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    unread = Besked.objects.unread_by_staff().values("ansoegning")
    return _own(rows, user).filter(pk__in=unread).order_by("modtaget_den", "pk")


def _late(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    rows = _own(rows, user).waiting_for_fristskoen()
    return rows.order_by("modtaget_den", "pk")


def _unconfirmed(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    rows = _own(rows, user).open().exclude(indtastet_af=None)
    return rows.filter(bekraeftet_den=None).order_by("modtaget_den", "pk")


def _unfiled(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    waiting = Journaldokument.objects.waiting().order_by().values("ansoegning")
    return _own(rows, user).filter(pk__in=waiting)


def _typed(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    return rows.drafts().filter(indtastet_af=user).order_by("gemt_den", "pk")


def _mine(rows: AnsoegningQuerySet, user: Bruger) -> AnsoegningQuerySet:
    return rows.open().filter(behandler=user).order_by("modtaget_den", "pk")


type Wait = Callable[[AnsoegningQuerySet, Bruger], AnsoegningQuerySet]

# What the filter shows, and the parts of the front page of the same names count.
WAITS: dict[str, tuple[str, Wait]] = {
    "nye": ("Nye, som ingen har taget", _new),
    "ulaest": ("Ulæste beskeder", _unread),
    "sent": ("Kom for sent, ikke afgjort", _late),
    "ubekraeftet": ("Indtastet, ikke bekræftet", _unconfirmed),
    "journal": ("Ikke journaliseret", _unfiled),
    "mine": ("Mine sager", _mine),
    "indtast": ("Jeg er ved at indtaste", _typed),
}


def overdue_documents(user: Bruger) -> QuerySet[Journaldokument]:
    """In one's own pools, not filed though they have been here too long."""
    since = timezone.make_aware(
        datetime.combine(_files_from(timezone.localdate()), datetime.min.time())
    )
    rows = Journaldokument.objects.waiting().filter(dato__lt=since)
    return rows.filter(ansoegning__runde__pulje__in=user.puljer.all())


def _files_from(today: date) -> date:
    """What came on this day or later may still wait."""
    day, left = today, FILED_WITHIN
    while left:
        left -= is_working_day(day)
        day -= timedelta(days=1)
    return day
