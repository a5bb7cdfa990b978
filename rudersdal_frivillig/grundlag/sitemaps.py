from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from rudersdal_frivillig.grundlag.guide import SKABELONER
from rudersdal_frivillig.grundlag.models import Arrangement, Dialogskema, GuideSvar


class GuideSitemap(Sitemap):
    """The guide and its answers, and the pages to print."""

    def items(self) -> list[str]:
        svar = GuideSvar.objects.active()
        return [
            reverse("grundlag:guide_list"),
            *(reverse("grundlag:skabelon", args=[slug]) for slug in SKABELONER),
            *(row.get_absolute_url() for row in svar),
        ]

    def location(self, item: str) -> str:
        return item


class ArrangementSitemap(Sitemap):
    def items(self) -> QuerySet[Arrangement]:
        return Arrangement.objects.upcoming().held()

    def lastmod(self, item: Arrangement) -> datetime:
        return item.aendret_den


class DialogskemaSitemap(Sitemap):
    def items(self) -> QuerySet[Dialogskema]:
        return Dialogskema.objects.public().select_related("institution")

    def lastmod(self, item: Dialogskema) -> datetime:
        return item.aendret_den
