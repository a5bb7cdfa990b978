"""The buttons with which a citizen answers the mails of `opfoelgning`."""

from opgavebank import actions
from opgavebank.choices import JaNej
from opgavebank.forms.opfoelgning import BlevTilNogetForm
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import buttons

_ENDED = "Vi kan ikke tage imod svaret længere, men tak, fordi du ville svare."


def register() -> None:
    buttons.registry["fik-svar"] = buttons.Button(
        title="Har du fået svar?",
        text="Så ved vi, at stedet har svaret dig.",
        label="Ja, jeg har fået svar",
        version=_version,
        now=_now_answer,
        press=actions.say_answered,
        lock=actions.lock,
        ended=_ENDED,
    )
    buttons.registry["fik-ikke-svar"] = buttons.Button(
        title="Mangler du svar?",
        text="Så beder vi en kollega på stedet om at svare dig.",
        label="Nej, ikke endnu",
        version=_version,
        now=_now_answer,
        press=actions.say_unanswered,
        lock=actions.lock,
        ended=_ENDED,
    )
    buttons.registry["blev-til-noget"] = buttons.Button(
        title="Hvordan gik det?",
        text="Vi tæller kun svarene. Du kan ændre dit svar i en måned.",
        label="Send mit svar",
        version=_version,
        now=_now_outcome,
        press=actions.say_outcome,
        form=BlevTilNogetForm,
        lock=actions.lock,
        ended=_ENDED,
    )


def _version(henvendelse: Henvendelse) -> str:
    """One may change one's mind, so an answer does not end the links."""
    return "" if actions.may_be_asked(henvendelse) else "slut"


_SAID = {
    "": "",
    JaNej.JA: "Du har svaret, at du har fået svar.",
    JaNej.NEJ: "Du har svaret, at du mangler svar. Vi har bedt stedet om at svare dig.",
}


def _now_answer(henvendelse: Henvendelse) -> str:
    return _SAID[henvendelse.fik_svar]


def _now_outcome(henvendelse: Henvendelse) -> str:
    return "Vi har fået dit svar." if henvendelse.blev_til_noget else ""
