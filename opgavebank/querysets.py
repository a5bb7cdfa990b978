from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Exists, F, Manager, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Lower, TruncDate
from django.utils import timezone

from opgavebank.choices import NOT_OVER, Form, OpslagStatus
from opgavebank.constraints import IS_LIVE
from opgavebank.reach import Reach
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Institution,
    Institutionsrolle,
    Rolle,
)
from rudersdal_frivillig.grundlag.search import SearchableQuerySet

if TYPE_CHECKING:
    from opgavebank.models import Opslag  # noqa: F401

KEEP_UNTOUCHED = timedelta(days=365)
KEEP_ARCHIVED = timedelta(days=730)
# Citizens do not see these, even where they once did.
UNSEEN = [OpslagStatus.KLADDE, OpslagStatus.TIL_GODKENDELSE]
YEAR, COMES_ROUND = timedelta(days=365), timedelta(weeks=8)

_CARD = [
    "slags",
    "titel",
    "resume",
    "varighed_min",
    "hyppighed",
    "omfang_note",
    "tidspunkter",
    "boern_under_15",
    "fast_tilknytning",
    "pladser",
    "antal_aftalt",
    "sted",
    "fagomraade_id",
    "institution__navn",
    "institution__svartid__hverdage",
    "omraade__navn",
    "omraade__breddegrad",
    "omraade__laengdegrad",
    "aendret_den",  # Until when the drawn card may be kept.
]


class OpslagQuerySet(SearchableQuerySet["Opslag"]):
    def public(self, on: date | None = None) -> Self:
        """What citizens see on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(status=OpslagStatus.AKTIV, vises_til__gte=on)

    def published(self) -> Self:
        """What citizens have seen, whether they still do or not."""
        return self.exclude(offentliggjort_den=None).exclude(status__in=UNSEEN)

    def visible_to(self, user: Bruger) -> Self:
        return self.filter(Reach(user).opslag)

    def past_their_day(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(IS_LIVE, vises_til__lt=on)

    def stale(self) -> Self:
        """What is not shown, and no one has touched for a year."""
        untouched = self.filter(aendret_den__lt=timezone.now() - KEEP_UNTOUCHED)
        return untouched.exclude(IS_LIVE).exclude(status=OpslagStatus.ARKIV)

    def drafts(self) -> Self:
        """What someone is writing. What was sent back stands apart."""
        return self.filter(status=OpslagStatus.KLADDE, godkender_skriver="")

    def sent_back(self) -> Self:
        """Drafts that whoever approves has asked to have changed."""
        return self.filter(status=OpslagStatus.KLADDE).exclude(godkender_skriver="")

    def waiting(self) -> Self:
        """For someone to approve them, oldest first."""
        waits = self.filter(status=OpslagStatus.TIL_GODKENDELSE)
        return waits.order_by("indsendt_den")

    def expiring(self, days: int, on: date | None = None) -> Self:
        """What citizens see now, and whose last day is at most so many days away."""
        on = on or timezone.localdate()
        return self.public(on).filter(vises_til__lte=on + timedelta(days=days))

    def shown_longer_than(self, days: int) -> Self:
        return self.filter(vises_fra__lt=F("vises_til") - timedelta(days=days))

    def due_again(self, on: date | None = None) -> Self:
        """Posts of last year's season, eight weeks before their date comes round.

        `last_date` is that date: when it began, or when it was first shown.
        """
        on = on or timezone.localdate()
        ended = [OpslagStatus.BESAT, OpslagStatus.UDLOEBET, OpslagStatus.ARKIV]
        comes_round = Q(form__in=[Form.ENGANG, Form.PERIODE]) | ~Q(fra_maaned=None)
        last_date = Coalesce("starter", TruncDate("offentliggjort_den"))
        return (
            self.annotate(last_date=last_date)
            .filter(
                comes_round,
                status__in=ended,
                kopier=None,
                institution__in=Institution.objects.open(on),
                last_date__gt=on - YEAR,
                last_date__lte=on - YEAR + COMES_ROUND,
            )
            .order_by("last_date")
        )

    def at_closed_places(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(institution__lukket_den__lte=on).exclude(
            status=OpslagStatus.ARKIV
        )

    def with_someone_gone(self, on: date | None = None) -> Self:
        """Whose contact or deputy has left the place, as far as their log-in tells."""
        gone = Bruger.objects.gone_from(OuterRef(OuterRef("institution")), on)
        kontakt, stedfortraeder = (
            Exists(gone.filter(email=Lower(OuterRef(f"{who}_email"))))
            for who in ("kontakt", "stedfortraeder")
        )
        return self.filter(kontakt | stedfortraeder, status__in=NOT_OVER)

    def leaderless(self, on: date | None = None) -> Self:
        """At places whose last leader has left."""
        on = on or timezone.localdate()
        led = Institutionsrolle.objects.filter(rolle=Rolle.LEDER)
        leads = led.active(on).filter(bruger__is_active=True)
        here = Q(institution=OuterRef("institution"))
        return self.filter(
            Exists(led.filter(here)), ~Exists(leads.filter(here)), status__in=NOT_OVER
        )

    def due_for_deletion(self) -> Self:
        return self.filter(arkiveret_den__lt=timezone.now() - KEEP_ARCHIVED)

    def for_cards(self) -> Self:
        """With what a card shows, and nothing else."""
        related = self.select_related("institution__svartid", "omraade")
        return related.only(*_CARD)

    # As in the index `opslag_public`.
    newest_first = ("-offentliggjort_den", "-pk")

    def newest(self) -> Self:
        return self.order_by(*self.newest_first)

    def with_left(self) -> Self:
        """With `left`, the places that are left; 0 where there is room for all."""
        left = F("pladser") - F("antal_aftalt")
        return self.annotate(left=Case(When(pladser=0, then=Value(0)), default=left))


class OpslagManager(Manager.from_queryset(OpslagQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OpslagQuerySet:
        # What only the database reads is long.
        return super().get_queryset().defer("soegehoved", "soegeindeks", "soegetekst")
