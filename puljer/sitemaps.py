from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from puljer.models import Pulje


class PuljeSitemap(Sitemap):
    def items(self) -> QuerySet[Pulje]:
        return Pulje.objects.public()
