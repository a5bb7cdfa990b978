"""The button *Jeg har svaret* in the mail about an enquiry."""

from django.utils.formats import date_format
from django.utils.timezone import localtime

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, Svarvej
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
        lock=actions.lock,
        is_done=_is_done,
    )


def _press(henvendelse: Henvendelse) -> None:
    actions.mark_answered(henvendelse, Svarvej.KNAP, role=log.KONTAKT)


def _version(henvendelse: Henvendelse) -> str:
    """Until it is answered, words do not count: a note leaves the button as it is."""
    if henvendelse.kontaktet_den is None:
        return henvendelse.status
    return f"{henvendelse.status} {henvendelse.sidste_ord_den}"


def _now(henvendelse: Henvendelse) -> str:
    if henvendelse.indhold_slettet_den:
        return "Henvendelsen er afsluttet, og det, borgeren skrev, er slettet."
    if henvendelse.status in _ENDED:
        return _ENDED[HenvendelseStatus(henvendelse.status)]
    if henvendelse.kontaktet_den is None:
        came = date_format(localtime(henvendelse.oprettet_den), "l j. F")
        return f"Henvendelsen kom {came}, og I har ikke svaret endnu."
    answered = date_format(localtime(henvendelse.kontaktet_den), "l j. F")
    return f"Henvendelsen er besvaret {answered}."


_ENDED = {
    HenvendelseStatus.TRUKKET: "Borgeren vil ikke alligevel.",
    HenvendelseStatus.INTET_SVAR: "Henvendelsen er afsluttet uden et svar.",
}


def _is_done(henvendelse: Henvendelse) -> str:
    if henvendelse.kontaktet_den is None:
        return ""
    return "I får ingen påmindelse om den. Du kan lukke siden nu."
