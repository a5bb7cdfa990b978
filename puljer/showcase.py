"""The pools' part of the forside."""

from typing import Any

from django.http import HttpRequest

from puljer import puljeside
from rudersdal_frivillig.grundlag.arrival import arrived


def front(request: HttpRequest) -> dict[str, Any]:
    pages = puljeside.open_pages(arrived(request))
    return {"sider": [page for page in pages if page.aabne][:3]}
