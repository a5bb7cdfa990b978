from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from opgavebank.models import Opslag


class OpslagSitemap(Sitemap):
    limit = 5000

    def items(self) -> QuerySet[Opslag]:
        return Opslag.objects.public().newest()

    def lastmod(self, item: Opslag) -> datetime:
        return item.aendret_den
