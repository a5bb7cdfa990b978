"""The bank's part of the forside."""

from typing import Any

from django.http import HttpRequest, QueryDict

from opgavebank import kartotek
from opgavebank.counts import count
from opgavebank.models import Opslag
from opgavebank.soegning import Soegning

# (label, the filters behind it)
GENVEJE = [
    ("En enkelt gang", "tid=engang"),
    ("Lidt hver uge", "tid=ugentlig"),
    ("Et par gange om måneden", "tid=maanedlig"),
    ("Aften og weekend", "hvornaar=aften&hvornaar=weekend"),
    ("Hjemmefra", "sted=hjemmefra"),
    ("Når det passer mig", "tid=fleksibelt"),
]


def front(request: HttpRequest) -> dict[str, Any]:
    public = Opslag.objects.public()
    posts = kartotek.current()
    soegning = Soegning.read(QueryDict(), posts.facets, posts.places)
    counts = count(posts, posts.all, soegning)
    fagomraader = [place for place in soegning.places if place.kind == "fagomraade"]
    return {
        "omraader": [
            (place.slug, place.navn)
            for place in soegning.places
            if place.kind == "omraade" and place.middle
        ],
        "genveje": GENVEJE,
        "opslag_list": public.for_cards().newest()[:6],
        "antal": counts.total,
        "fagomraader": [
            (place, counts.options["fagomraade", place.slug]) for place in fagomraader
        ],
    }
