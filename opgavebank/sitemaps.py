from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fagomraade, Institution


class OpslagSitemap(Sitemap):
    limit = 5000

    def items(self) -> QuerySet[Opslag]:
        return Opslag.objects.public().newest()

    def lastmod(self, item: Opslag) -> datetime:
        return item.aendret_den


class _OfOpslag(Sitemap):
    """Pages that list public posts, and are as new as the newest of them."""

    limit = 5000
    model: type[Institution | Fagomraade]
    view: str

    def items(self) -> list[Any]:
        rows = self.model._default_manager.filter(opslag__in=Opslag.objects.public())
        newest = rows.values("slug").annotate(newest=Max("opslag__aendret_den"))
        return list(newest.order_by("slug"))

    def location(self, item: dict[str, Any]) -> str:
        return reverse(self.view, args=[item["slug"]])

    def lastmod(self, item: dict[str, Any]) -> datetime:
        return item["newest"]


class InstitutionSitemap(_OfOpslag):
    model = Institution
    view = "opgavebank:institution_detail"


class FagomraadeSitemap(_OfOpslag):
    model = Fagomraade
    view = "opgavebank:fagomraade_detail"
