from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import F, QuerySet
from django.utils import timezone

from opgavebank.choices import OpslagStatus
from opgavebank.constraints import IS_LIVE
from rudersdal_frivillig.grundlag.models import Bruger, Institution

if TYPE_CHECKING:
    from opgavebank.models import Opslag  # noqa: F401

KEEP_UNTOUCHED = timedelta(days=365)
KEEP_ARCHIVED = timedelta(days=730)


class OpslagQuerySet(QuerySet["Opslag"]):
    def public(self, on: date | None = None) -> Self:
        """What citizens see on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(status=OpslagStatus.AKTIV, vises_til__gte=on)

    def published(self) -> Self:
        """What citizens have seen, whether they still do or not."""
        return self.exclude(offentliggjort_den=None).exclude(status=OpslagStatus.KLADDE)

    def visible_to(self, user: Bruger) -> Self:
        return self.filter(institution__in=Institution.objects.visible_to(user))

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

    def newest(self) -> Self:
        return self.order_by(F("offentliggjort_den").desc(nulls_last=True), "-pk")
