"""Dates on which tasks of the demo may be tried, in the weeks to come."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Form
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import actions as grundlag_actions
from rudersdal_frivillig.grundlag.models import Arrangement, Bruger, Tilmelding
from rudersdal_frivillig.grundlag.workdays import add_working_days

# Working days from today, the hour, places, and how many have signed up.
DATES = [(5, 10, 4, 2), (9, 14, 3, 5), (12, 10, 4, 0), (14, 16, 6, 1), (17, 10, 4, 0)]
NAMES = ["Karen Holm", "Jens Krogh", "Aisha Noor", "Poul Lind", "Mette Friis"]


def make_proevegange() -> dict[str, Callable[[], Arrangement]]:
    """What makes each, by its key."""
    return {
        f"proevegang:{number}": partial(_date, number, *date)
        for number, date in enumerate(DATES)
    }


def _date(number: int, days: int, hour: int, pladser: int, coming: int) -> Arrangement:
    fast = Opslag.objects.public().filter(form=Form.FAST).order_by("pk")
    # The first post has two dates.
    opslag = fast[max(0, number - 1)]
    day = add_working_days(timezone.localdate(), days)
    begynder = timezone.make_aware(datetime.combine(day, time(hour)))
    slutter = begynder + timedelta(minutes=90)
    arrangement = Arrangement(
        begynder=begynder, slutter=slutter, pladser=pladser, sted="Mød op i receptionen"
    )
    koordinator = Bruger.objects.get(email="koordinator@demo.example")
    actions.add_proevegang(opslag, arrangement, by=koordinator)
    for place in range(coming):
        # The last one has no e-mail.
        reach = {"email": f"borger{place}@demo.example"}
        if place == coming - 1:
            reach = {"telefon": "46 11 00 00"}
        made = Tilmelding(navn=NAMES[place], **reach)
        grundlag_actions.sign_up(made, arrangement)
    return arrangement
