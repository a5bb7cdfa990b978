from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Manager, Value, When
from django.utils import timezone

from opgavebank.choices import OpslagStatus, Sted
from opgavebank.constraints import IS_LIVE
from opgavebank.reach import Reach
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.search import SearchableQuerySet

if TYPE_CHECKING:
    from opgavebank.models import Opslag  # noqa: F401

KEEP_UNTOUCHED = timedelta(days=365)
KEEP_ARCHIVED = timedelta(days=730)

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
    "sted",
    "fagomraade_id",
    "institution__navn",
    "omraade__navn",
    "omraade__breddegrad",
    "omraade__laengdegrad",
]


class OpslagQuerySet(SearchableQuerySet["Opslag"]):
    def public(self, on: date | None = None) -> Self:
        """What citizens see on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(status=OpslagStatus.AKTIV, vises_til__gte=on)

    def published(self) -> Self:
        """What citizens have seen, whether they still do or not."""
        return self.exclude(offentliggjort_den=None).exclude(status=OpslagStatus.KLADDE)

    def visible_to(self, user: Bruger) -> Self:
        return self.filter(Reach(user).opslag)

    def past_their_day(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(IS_LIVE, vises_til__lt=on)

    def stale(self) -> Self:
        """Drafts, filled and lapsed posts that no one has touched for a year."""
        ended = [OpslagStatus.KLADDE, OpslagStatus.BESAT, OpslagStatus.UDLOEBET]
        return self.filter(
            status__in=ended, aendret_den__lt=timezone.now() - KEEP_UNTOUCHED
        )

    def due_for_deletion(self) -> Self:
        return self.filter(arkiveret_den__lt=timezone.now() - KEEP_ARCHIVED)

    def for_cards(self) -> Self:
        """With what a card shows, and nothing else."""
        related = self.select_related("institution", "omraade")
        return related.only(*_CARD)

    # As in the index `opslag_public`.
    newest_first = ("-offentliggjort_den", "-pk")

    def newest(self) -> Self:
        return self.order_by(*self.newest_first)

    def most_needed(self) -> Self:
        """Most places left first, then who has waited longest; room for all is last."""
        return self.order_by("-pladser", "offentliggjort_den", "pk")

    def nearest(self, distances: dict[int, float]) -> Self:
        """By kilometres to each område; what is done at home, or all over, is last."""
        by_distance = sorted(distances, key=lambda pk: distances[pk])
        place = Case(
            When(sted=Sted.HJEMMEFRA, then=Value(len(by_distance))),
            *(When(omraade=pk, then=Value(n)) for n, pk in enumerate(by_distance)),
            default=Value(len(by_distance)),
        )
        return self.order_by(place, *self.newest_first)


class OpslagManager(Manager.from_queryset(OpslagQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OpslagQuerySet:
        # What only the database reads is long.
        return super().get_queryset().defer("soegehoved", "soegeindeks", "soegetekst")
