"""What can be done on the page of a case, and when it is offered there."""

from django.utils import timezone

from puljer import actions
from puljer.admin.ansoegning_forms import (
    BekraeftetForm,
    BeskedForm,
    DeltagerForm,
    FristForm,
    VideresendForm,
)
from puljer.choices import TRANSITIONS, AnsoegningStatus, Fristskoen
from rudersdal_frivillig.grundlag.admin.handling import Handling


def _plain(action):
    return lambda ansoegning, form, by: action(ansoegning, by=by)


def _may_be_taken(ansoegning):
    if ansoegning.status != AnsoegningStatus.MODTAGET:
        return False
    runde = ansoegning.runde
    return runde.is_loebende or not runde.is_open(timezone.now())


def _may_be_forwarded(ansoegning):
    now = AnsoegningStatus(ansoegning.status)
    return AnsoegningStatus.VIDERESENDT in TRANSITIONS[now]


def _is_unconfirmed(ansoegning):
    return bool(
        ansoegning.is_open and ansoegning.indtastet_af and not ansoegning.bekraeftet_den
    )


def _may_be_asked(ansoegning):
    first = next((d for d in ansoegning.active_deltagere() if d.is_ansvarlig), None)
    return _is_unconfirmed(ansoegning) and bool(first and first.email)


def _has_someone_with_email(ansoegning):
    return any(deltager.email for deltager in ansoegning.active_deltagere())


def _write(ansoegning, form, by):
    """Who answers has read what there was: the page shows it above the answer."""
    actions.write_to_applicant(ansoegning, form.words, by=by)
    actions.note_read(ansoegning, by=by)


def _judge(ansoegning, form, by):
    said = form.cleaned_data
    actions.judge_late(
        ansoegning, Fristskoen(said["skoen"]), said["begrundelse"], by=by
    )
    if form.words:
        actions.write_to_applicant(ansoegning, form.words, by=by)


def _forward(ansoegning, form, by):
    actions.forward(ansoegning, form.cleaned_data["til"], form.words, by=by)


def _note_confirmed(ansoegning, form, by):
    actions.confirm(ansoegning, at=timezone.now(), by=by, hvordan=form.words)


def _to_deltager(action):
    return lambda ansoegning, form, by: action(form.cleaned_data["deltager"], by=by)


# In the order of the page.
HANDLINGER = {
    "tag": Handling("Tag sagen", "Sagen er din.", _plain(actions.take), _may_be_taken),
    "overtag": Handling(
        "Tag sagen over",
        "Sagen er din.",
        _plain(actions.take),
        lambda a: a.status == AnsoegningStatus.UNDER_BEHANDLING,
    ),
    "frist": Handling(
        "Gem afgørelsen",
        "Det er noteret, om ansøgningen behandles.",
        _judge,
        lambda a: a.is_open and not a.rettidig,
        FristForm,
        lambda a: {"skoen": a.fristskoen, "begrundelse": a.fristskoen_begrundelse},
        "Den kom for sent: skal den behandles?",
    ),
    "videresend": Handling(
        "Send videre, og giv besked",
        "Ansøgningen er sendt videre, og ansøgeren har fået besked.",
        _forward,
        _may_be_forwarded,
        VideresendForm,
        summary="Den hører til et andet sted",
    ),
    "besked": Handling(
        "Send beskeden",
        "Beskeden er sendt.",
        _write,
        lambda a: a.is_sent,
        BeskedForm,
    ),
    "laest": Handling(
        "Markér beskederne som læst",
        "Beskederne er markeret som læst.",
        _plain(actions.note_read),
        lambda a: bool(a.ulaeste),
    ),
    "bekraeft": Handling(
        "Bed ansøgeren bekræfte",
        "Ansøgeren har fået en mail.",
        _plain(actions.ask_for_confirmation),
        _may_be_asked,
    ),
    "bekraeftet": Handling(
        "Notér, at den er bekræftet",
        "Det er noteret, at ansøgeren har bekræftet.",
        _note_confirmed,
        _is_unconfirmed,
        BekraeftetForm,
        summary="Ansøgeren har bekræftet på en anden måde",
    ),
    "link": Handling(
        "Send et nyt link",
        "Der er sendt en mail med et nyt link.",
        _to_deltager(actions.send_link_again),
        _has_someone_with_email,
        DeltagerForm,
        summary="Send linket til ansøgningen igen",
    ),
    "luk": Handling(
        "Luk adgangen",
        "Adgangen er lukket.",
        _to_deltager(actions.close_access),
        _has_someone_with_email,
        DeltagerForm,
        summary="Luk en adgang, der er kommet i forkerte hænder",
    ),
}

# What belongs together on the page, below a heading.
GRUPPER = {
    "Sagen": ["tag", "overtag", "frist", "videresend"],
    "Ansøgerens bekræftelse": ["bekraeft", "bekraeftet"],
    "Skriv til ansøgeren": ["besked", "laest"],
    "Adgang": ["link", "luk"],
}
