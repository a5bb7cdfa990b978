"""What the bank has led to, per month and place. Counts, of no person.

An enquiry belongs to the month in which it came, whatever became of it since, so that
each is counted once. It stays when its content is deleted, so what is over stays so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DateField, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from opgavebank.choices import HenvendelseStatus, JaNej
from opgavebank.models import Henvendelse, Opslag, Visningstal
from opgavebank.models.svartid import ANSWERED_WITHIN
from rudersdal_frivillig.grundlag.models import Institution
from rudersdal_frivillig.grundlag.workdays import is_working_day

# Working days within which an answer is prompt.
PROMPT = ANSWERED_WITHIN
# Fewer answers than these say nothing of what is typical, and too much of each.
ENOUGH = 5

_ANSWERED = Q(kontaktet_den__isnull=False)
# Where the clock ran. Who rang, or waited for a place, says nothing of how fast.
_TIMED = Q(paa_telefon=False, paa_venteliste=False)
_WAITS = Q(status=HenvendelseStatus.NY, paa_venteliste=False)


@dataclass(frozen=True)
class Periode:
    """Whole months, from the first day of one to the first day of the last."""

    first: date
    last: date

    @classmethod
    def latest(cls, months: int, on: date | None = None) -> "Periode":
        """So many, of which the last is the one that is running."""
        last = (on or timezone.localdate()).replace(day=1)
        number = last.year * 12 + last.month - months
        return cls(date(number // 12, number % 12 + 1, 1), last)

    @classmethod
    def year(cls, year: int, on: date | None = None) -> "Periode":
        """Of the running year, the months that have begun."""
        running = (on or timezone.localdate()).replace(day=1)
        return cls(date(year, 1, 1), min(date(year, 12, 1), running))

    @property
    def months(self) -> list[date]:
        months = [self.first]
        while months[-1] < self.last:
            months.append(next_month(months[-1]))
        return months

    @property
    def end(self) -> date:
        """The day after the last one."""
        return next_month(self.last)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass
class Tal:
    """What is counted of a place in a month, or of more of them together."""

    opslag: int = 0
    visninger: int = 0
    henvendelser: int = 0
    # Those that were answered, or should have been by now.
    forfaldne: int = 0
    aftalt: int = 0
    besvaret: int = 0
    ubesvaret: int = 0
    # Of those who say whether it is their first time, who does and who says yes.
    har_sagt: int = 0
    foerste_gang: int = 0
    # Of each that was answered: in how many working days.
    svartider: list[int] = field(default_factory=list)

    def add(self, other: "Tal") -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            # A list grows in place, so that the sum of many is quick.
            value += getattr(other, one.name)
            setattr(self, one.name, value)

    @property
    def til_tiden(self) -> int:
        return sum(days <= PROMPT for days in self.svartider)

    @property
    def typisk(self) -> int | None:
        """In so many working days half of the answers came. None if they are few."""
        return median_low(self.svartider) if len(self.svartider) >= ENOUGH else None

    @property
    def andel_til_tiden(self) -> int | None:
        """In percent of those that are due. None if they are few."""
        if self.forfaldne < ENOUGH:
            return None
        return round(100 * self.til_tiden / self.forfaldne)


def total(rows: Iterable[Tal]) -> Tal:
    """Of places. Of months, too, but for posts: one is shown in several."""
    whole = Tal()
    for row in rows:
        whole.add(row)
    return whole


@dataclass(frozen=True)
class Statistik:
    periode: Periode
    # By place and month. Where there is nothing, there is no cell.
    celler: dict[tuple[int, date], Tal]
    # Posts that a place showed in the period, each once.
    opslag: dict[int, int]

    def per_month(self) -> dict[date, Tal]:
        months = {month: Tal() for month in self.periode.months}
        for (_, month), tal in self.celler.items():
            months[month].add(tal)
        return months

    def per_place(self) -> dict[int, Tal]:
        places: dict[int, Tal] = defaultdict(Tal)
        for (place, _), tal in self.celler.items():
            places[place].add(tal)
        for place, tal in places.items():
            tal.opslag = self.opslag.get(place, 0)
        return dict(places)

    def total(self) -> Tal:
        return total(self.per_place().values())


def statistik(
    periode: Periode, steder: QuerySet[Institution] | None = None
) -> Statistik:
    """Of the whole municipality, unless `steder` are given. Three queries."""
    where = Q() if steder is None else Q(institution__in=steder.order_by())
    celler: dict[tuple[int, date], Tal] = defaultdict(Tal)
    for row in _henvendelser(periode, where):
        tal = celler[row.pop("institution_id"), row.pop("maaned")]
        for name, value in row.items():
            setattr(tal, name, value or getattr(tal, name))
    for place, month, antal in _visninger(periode, where):
        celler[place, month].visninger = antal
    opslag = {}
    for place, count, *per_month in _opslag(periode, where):
        opslag[place] = count
        for month, shown in zip(periode.months, per_month, strict=True):
            if shown:
                celler[place, month].opslag = shown
    return Statistik(periode, dict(celler), opslag)


def _henvendelser(periode: Periode, where: Q) -> Iterable[Any]:
    """Rows of what `Tal` has, by their names."""
    rows = Henvendelse.objects.filter(
        where,
        oprettet_den__gte=_midnight(periode.first),
        oprettet_den__lt=_midnight(periode.end),
    )
    has_waited = _WAITS | Q(status=HenvendelseStatus.INTET_SVAR)
    is_late = has_waited & Q(oprettet_den__lt=_midnight(_prompt_since()))
    due = _TIMED & (_ANSWERED | is_late)
    month = TruncMonth("oprettet_den", output_field=DateField())
    return (
        rows.order_by()
        .values("institution_id", maaned=month)
        .annotate(
            henvendelser=Count("pk"),
            forfaldne=Count("pk", filter=due),
            aftalt=Count("pk", filter=Q(status=HenvendelseStatus.AFTALT)),
            besvaret=Count("pk", filter=_ANSWERED),
            ubesvaret=Count("pk", filter=_WAITS),
            har_sagt=Count("pk", filter=~Q(foerste_gang="")),
            foerste_gang=Count("pk", filter=Q(foerste_gang=JaNej.JA)),
            svartider=ArrayAgg("svar_hverdage", filter=_ANSWERED & _TIMED),
        )
    )


def _visninger(periode: Periode, where: Q) -> Iterable[tuple[int, date, int]]:
    rows = Visningstal.objects.filter(
        where, dag__gte=periode.first, dag__lt=periode.end
    ).values(maaned=TruncMonth("dag"))
    return rows.annotate(ialt=Sum("antal")).values_list(
        "institution_id", "maaned", "ialt"
    )


def _opslag(periode: Periode, where: Q) -> Iterable[tuple[int, ...]]:
    """Rows (place, posts in the period, posts in each month)."""
    shown = {
        f"i_maaned_{n}": Count("pk", filter=_shown(month, next_month(month)))
        for n, month in enumerate(periode.months)
    }
    rows = Opslag.objects.published().filter(where, _shown(periode.first, periode.end))
    grouped = rows.order_by().values("institution_id")
    return grouped.annotate(ialt=Count("pk"), **shown).values_list(
        "institution_id", "ialt", *shown
    )


def _shown(first: date, end: date) -> Q:
    """As far as a post's own dates tell.

    They do not tell of a pause, nor when the last place was taken; the log does, but
    forgets it after a year.
    """
    archived = Q(arkiveret_den=None) | Q(arkiveret_den__gte=_midnight(first))
    return archived & Q(offentliggjort_den__lt=_midnight(end), vises_til__gte=first)


def _prompt_since() -> date:
    """What came before this day has waited for longer than is prompt."""
    day, passed = timezone.localdate(), 0
    while (passed := passed + is_working_day(day)) <= PROMPT:
        day -= timedelta(days=1)
    return day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
