"""The button *Jeg har svaret* in the mail about an enquiry."""

from django.utils.formats import date_format
from django.utils.timezone import localtime

from opgavebank import actions
from opgavebank.choices import Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import buttons, log


def register() -> None:
    buttons.registry[actions.SVARET] = buttons.Button(
        title="Har I svaret?",
        text="Så noterer vi det, og I får ingen påmindelse.",
        label="Ja, jeg har svaret",
        version=_version,
        now=_now,
        press=_press,
    )


def _press(henvendelse: Henvendelse) -> None:
    actions.mark_answered(henvendelse, Svarvej.KNAP, role=log.KONTAKT)


def _version(henvendelse: Henvendelse) -> str:
    return henvendelse.status


def _now(henvendelse: Henvendelse) -> str:
    if henvendelse.kontaktet_den is None:
        came = date_format(localtime(henvendelse.oprettet_den), "l j. F")
        return f"Henvendelsen kom {came}, og I har ikke svaret endnu."
    answered = date_format(localtime(henvendelse.kontaktet_den), "l j. F")
    return f"Henvendelsen er besvaret {answered}."
