from django.db import connection, transaction

from opgavebank import svartid
from opgavebank.models import Svartid
from rudersdal_frivillig.grundlag.models import Institution


@transaction.atomic
def refresh_svartid(institution: Institution) -> None:
    """Count anew in how many working days the place typically answers.

    Left to the night where another counts the same place: who waited here, with a post
    locked, could stop one who has counted and locks that post next.
    """
    if not _is_alone(institution):
        return
    waits = svartid.waits(institution)
    hverdage = svartid.typical(waits)
    if hverdage is None:
        Svartid.objects.filter(institution=institution).delete()
        return
    values = {"hverdage": hverdage, "antal": len(waits)}
    Svartid.objects.update_or_create(institution=institution, defaults=values)


def _is_alone(institution: Institution) -> bool:
    """Until the end of the transaction."""
    key = f"svartid {institution.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [key])
        return bool(cursor.fetchone()[0])


def refresh_svartider() -> int:
    """Those of every place that was asked, or has one. Returns how many have one."""
    asked = Institution.objects.exclude(henvendelser=None, svartid=None)
    for institution in asked.distinct():
        refresh_svartid(institution)
    return Svartid.objects.count()
