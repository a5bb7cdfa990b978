"""What a citizen answers when the portal asks how it went."""

from django.db import transaction

from opgavebank import recipients
from opgavebank.actions.henvendelse import admin_url, lock
from opgavebank.actions.indbakke import mark_answered
from opgavebank.choices import JaNej, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import log, mail


@transaction.atomic
def say_heard(henvendelse: Henvendelse, fik_svar: JaNej) -> None:
    """Whether they have heard from the place. A yes stops the clock, a no is passed on.

    The last answer counts; that they heard nothing is told once.
    """
    lock(henvendelse)
    before = henvendelse.fik_svar
    henvendelse.fik_svar = fik_svar
    henvendelse.save(update_fields=["fik_svar"])
    changes = {"fik_svar": (before, fik_svar)}
    log.write("svarede", henvendelse, by=None, role=log.BORGER, changes=changes)
    if fik_svar == JaNej.JA and henvendelse.kontaktet_den is None:
        mark_answered(henvendelse, Svarvej.BORGER, role=log.BORGER)
    elif fik_svar == JaNej.NEJ and not before:
        _pass_on(henvendelse)


def _pass_on(henvendelse: Henvendelse) -> None:
    opslag = henvendelse.opslag
    told = recipients.about(opslag, with_deputy=True) if opslag else []
    for email in recipients.different([*told, *recipients.coordinators()]):
        mail.write(
            to=email,
            template="henvendelse_ikke_hoert",
            about=henvendelse,
            henvendelse=henvendelse,
            inbox=admin_url(henvendelse),
        )


@transaction.atomic
def say_outcome(
    henvendelse: Henvendelse, blev_til_noget: JaNej, foerste_gang: str = ""
) -> None:
    """Whether it came to something, and whether it is the first time. Counts only."""
    lock(henvendelse)
    henvendelse.blev_til_noget = blev_til_noget
    henvendelse.foerste_gang = foerste_gang
    henvendelse.full_clean()
    henvendelse.save(update_fields=["blev_til_noget", "foerste_gang"])
    log.write("svarede", henvendelse, by=None, role=log.BORGER)
