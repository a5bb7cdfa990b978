"""What can be done on the page of an enquiry, and when it is offered there."""

from opgavebank import actions
from opgavebank.admin.indbakke_forms import (
    IkkeMatchForm,
    NoteForm,
    OpkaldForm,
    SvarForm,
)
from opgavebank.admin.svarforslag import greeting, refusal
from opgavebank.choices import HENVENDELSE_TRANSITIONS, HenvendelseStatus
from rudersdal_frivillig.grundlag.admin.handling import Handling

AFTALT, KONTAKTET = HenvendelseStatus.AFTALT, HenvendelseStatus.KONTAKTET


def _may_become(status):
    def offered(henvendelse):
        now = HenvendelseStatus(henvendelse.status)
        return status in HENVENDELSE_TRANSITIONS[now]

    return offered


def _is_going_on(henvendelse):
    return henvendelse.is_open or henvendelse.status == AFTALT


def _with_text(action):
    return lambda henvendelse, form, by: action(henvendelse, form.words, by=by)


def _plain(action):
    return lambda henvendelse, form, by: action(henvendelse, by=by)


def _refusal(henvendelse):
    return {"send_mail": bool(henvendelse.email), "tekst": refusal(henvendelse)}


# In the order of the page.
HANDLINGER = {
    "svar": Handling(
        "Send svar",
        "Svaret er sendt.",
        _with_text(actions.answer),
        lambda h: bool(h.email) and _is_going_on(h),
        SvarForm,
        lambda h: {"tekst": greeting(h)},
    ),
    "opkald": Handling(
        "Vi har talt sammen",
        "Samtalen er noteret.",
        _with_text(actions.note_call),
        _is_going_on,
        OpkaldForm,
    ),
    "aftalt": Handling(
        "Vi har lavet en aftale",
        "Aftalen er noteret.",
        _plain(actions.agree),
        _may_become(AFTALT),
    ),
    "venteliste": Handling(
        "Sæt på venteliste",
        "Borgeren står nu på ventelisten.",
        _plain(actions.put_on_waiting_list),
        lambda h: h.is_open and not h.paa_venteliste,
    ),
    "trukket": Handling(
        "Borgeren vil ikke alligevel",
        "Det er noteret, at borgeren ikke vil alligevel.",
        _plain(actions.withdraw),
        _may_become(HenvendelseStatus.TRUKKET),
    ),
    "genoptag": Handling(
        "Tag henvendelsen op igen",
        "Henvendelsen er taget op igen.",
        _plain(actions.reopen),
        lambda h: not h.is_open and _may_become(KONTAKTET)(h),
    ),
    "ikke_match": Handling(
        "Afslut som ikke et match",
        "Henvendelsen er afsluttet.",
        _with_text(actions.decline),
        _may_become(HenvendelseStatus.IKKE_ET_MATCH),
        IkkeMatchForm,
        _refusal,
        "Det er ikke et match",
    ),
    "note": Handling(
        "Gem noten",
        "Noten er gemt.",
        _with_text(actions.note),
        lambda h: True,
        NoteForm,
        summary="Skriv en note til jer selv",
    ),
}


# What belongs together on the page, below a heading.
GRUPPER = {
    "Svar med en mail": ["svar"],
    "Noter en samtale": ["opkald"],
    "Hvad blev det til?": ["aftalt", "trukket", "genoptag", "ikke_match"],
    "": ["note"],
}
