"""The bank's part of the forside."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fagomraade, Omraade

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
    is_public = Q(opslag__in=public)
    return {
        "omraader": Omraade.objects.values_list("slug", "navn"),
        "genveje": GENVEJE,
        "opslag_list": public.select_related("institution", "omraade").newest()[:6],
        "antal": public.count(),
        "fagomraader": Fagomraade.objects.annotate(
            antal=Count("opslag", filter=is_public)
        ).order_by("raekkefoelge"),
    }
