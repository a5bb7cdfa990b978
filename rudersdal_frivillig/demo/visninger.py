"""How often the demo's posts have been seen in two months: invented numbers."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from opgavebank.models import Opslag, Visningstal

DAYS = 60


def make_visninger() -> Visningstal:
    """A few a day for each post since it was published. Returns one."""
    random, today = Random(7), timezone.localdate()
    rows = [
        Visningstal(
            opslag=opslag,
            institution=opslag.institution,
            dag=today - timedelta(days=ago),
            antal=random.randint(1, 9),
        )
        for opslag in Opslag.objects.public().select_related("institution").newest()
        for ago in range(1, DAYS)
        if timezone.localdate(opslag.offentliggjort_den) <= today - timedelta(days=ago)
    ]
    Visningstal.objects.bulk_create(rows)
    return Visningstal.objects.latest("pk")
