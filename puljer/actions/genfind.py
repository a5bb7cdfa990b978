"""The way back for who has lost the mail with the link."""

from django.db import transaction

from puljer.actions.skriv import give_link
from puljer.choices import AnsoegningStatus
from puljer.models import Deltager
from rudersdal_frivillig.grundlag import access, mail

_OPEN = [
    AnsoegningStatus.KLADDE,
    AnsoegningStatus.MODTAGET,
    AnsoegningStatus.UNDER_BEHANDLING,
]


@transaction.atomic
def send_links(email: str) -> None:
    """Mail one link to each open application that `email` takes part in.

    Nothing is mailed to who takes part in none, or got them just now.
    """
    rows = Deltager.objects.active().from_email(email)
    # Two who ask at once get one mail.
    rows = rows.filter(ansoegning__status__in=_OPEN).select_for_update(of=["self"])
    mine = list(rows.select_related("ansoegning__runde__pulje").order_by("pk"))
    mine = [d for d in mine if not access.is_recent(d, d.email)]
    if not mine:
        return
    mail.write(
        to=mine[0].email,
        template="ansoegning_links",
        links=[(deltager.ansoegning, give_link(deltager)) for deltager in mine],
        deltager=mine[0],
    )
