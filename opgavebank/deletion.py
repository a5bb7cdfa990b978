"""What the bank does every hour and at night."""

import logging
from collections.abc import Callable

from django.db import transaction

from opgavebank import actions, opfoelgning, reminders, rykkere, undelivered
from opgavebank.models import Henvendelse, Opslag
from opgavebank.models.henvendelse import HenvendelseQuerySet
from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel

logger = logging.getLogger(__name__)


def register() -> None:
    night = Koersel.Navn.HVER_NAT
    hour = Koersel.Navn.HVER_TIME
    schedule.register(hour, "Henvendelser, der ikke nåede frem", send_on)
    # First who is told and what is left, then the telling.
    schedule.register(night, "Opslag på lukkede steder", archive_closed)
    schedule.register(night, "Opslag, hvis kontakt er stoppet", hand_over)
    schedule.register(night, "Opslag, der er udløbet", expire_opslag)
    schedule.register(night, "Påmindelser om opslag, der udløber", remind_of_expiry)
    schedule.register(night, "Opslag fra sidste år", remind_of_last_year)
    schedule.register(night, "Henvendelser uden svar", rykkere.remind)
    schedule.register(night, "Spørgsmål til borgere", opfoelgning.ask)
    schedule.register(night, "Opslag, som ingen har rørt i et år", archive_opslag)
    schedule.register(night, "Gamle opslag i arkivet", delete_opslag)
    schedule.register(night, "Henvendelser uden et ord i 60 dage", close_silent)
    schedule.register(night, "Henvendelser, der skal glemmes", delete_content)
    schedule.register(night, "Steders svartid", refresh_svartider)
    schedule.register(night, "Søgningens ordforråd", learn_words)


def expire_opslag() -> str:
    return f"{actions.expire_past_their_day()} udløb"


def remind_of_expiry() -> str:
    return f"{reminders.remind_of_expiry()} breve"


def remind_of_last_year() -> str:
    return f"{reminders.remind_of_last_year()} breve"


def archive_closed() -> str:
    return f"{actions.archive_at_closed_places()} arkiveret"


def hand_over() -> str:
    return f"{actions.hand_over()} overdraget"


def archive_opslag() -> str:
    return f"{actions.archive_stale()} arkiveret"


def learn_words() -> str:
    return f"{actions.learn_words()} ord"


def refresh_svartider() -> str:
    return f"{actions.refresh_svartider()} steder har en svartid"


def delete_opslag() -> str:
    deleted, _ = Opslag.objects.due_for_deletion().delete()
    return f"{deleted} slettet"


def close_silent() -> str:
    rows = Henvendelse.objects.silent()
    return f"{_each(rows, actions.close_silent)} afsluttet"


def delete_content() -> str:
    rows = Henvendelse.objects.due_for_deletion()
    return f"{_each(rows, actions.delete_content)} slettet"


def send_on() -> str:
    return f"{_each(undelivered.unheard(), actions.send_on)} sendt videre"


def _each(rows: HenvendelseQuerySet, act: Callable[[Henvendelse], bool | None]) -> str:
    """How many it went well for. One that fails does not stop the others."""
    done = failed = 0
    # Each stays locked until the job ends: in the order of the posts, as in an erasure.
    for henvendelse in rows.order_by("opslag", "pk"):
        try:
            with transaction.atomic():
                done += act(henvendelse) is not False
        except Exception as error:
            # No traceback: it could quote what the citizen wrote.
            name = type(error).__name__
            logger.error("Enquiry %s failed at night: %s", henvendelse.pk, name)
            failed += 1
    return f"{done} ({failed} mislykkedes)" if failed else f"{done}"
