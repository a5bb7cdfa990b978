from django.conf import settings
from django.http import HttpRequest

from rudersdal_frivillig.grundlag import registry


def site(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page needs. Reads neither session nor database."""
    return {
        "demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "site_logo": settings.SITE_LOGO,
        "menu": sorted(registry.menu, key=lambda item: item.place),
        "municipal_phone": settings.MUNICIPAL_PHONE,
        "coordinator_phone": settings.COORDINATOR_PHONE,
        "socialkompas": settings.SOCIALKOMPAS,
        "frivilligcenter": settings.FRIVILLIGCENTER,
    }
