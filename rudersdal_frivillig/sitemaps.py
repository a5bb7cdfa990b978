from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class SideSitemap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return ["forside", "tilgaengelighed", "privatliv", "cookies", "om"]

    def location(self, item: str) -> str:
        return reverse(item)
