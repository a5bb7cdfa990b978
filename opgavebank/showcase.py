"""The bank's part of the forside."""

from typing import Any

from django.http import HttpRequest

from opgavebank.models import Opslag


def newest(request: HttpRequest) -> dict[str, Any]:
    public = Opslag.objects.public().select_related("institution", "omraade").newest()
    return {"opslag_list": public[:6]}
