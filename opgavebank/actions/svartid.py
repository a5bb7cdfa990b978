from django.db import transaction

from opgavebank import svartid
from opgavebank.models import Svartid
from rudersdal_frivillig.grundlag.models import Institution


@transaction.atomic
def refresh_svartid(institution: Institution) -> None:
    """Count anew in how many working days the place typically answers."""
    waits = svartid.waits(institution)
    hverdage = svartid.typical(waits)
    if hverdage is None:
        Svartid.objects.filter(institution=institution).delete()
        return
    values = {"hverdage": hverdage, "antal": len(waits)}
    Svartid.objects.update_or_create(institution=institution, defaults=values)


def refresh_svartider() -> int:
    """Those of every place that was asked, or has one. Returns how many have one."""
    asked = Institution.objects.exclude(henvendelser=None, svartid=None)
    for institution in asked.distinct():
        refresh_svartid(institution)
    return Svartid.objects.count()
