"""What a post's people are told by mail, each thing once, and how they answer."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from opgavebank import actions, recipients
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag, Paamindelse
from rudersdal_frivillig.grundlag import buttons, log, mail
from rudersdal_frivillig.grundlag.models import Logpost

# Days before the last one, and what that reminder is called. The nearest comes first.
BEFORE = {3: Paamindelse.Slags.TRE_DAGE, 14: Paamindelse.Slags.FJORTEN_DAGE}
# When any of these has changed, the mail is of yesterday.
_ANSWERED_BY = ["status", "vises_til", "kontakt_email", "stedfortraeder_email"]


def register() -> None:
    for name, (title, text, label, action) in _BUTTONS.items():
        buttons.registry[name] = buttons.Button(
            title=title,
            text=text,
            label=label,
            version=_version,
            now=_now,
            press=_presses(action),
            is_done=_is_besat if name == "besat" else _no_one,
        )


_BUTTONS = {
    "forny": (
        "Søger I stadig?",
        "Så viser vi opslaget i 90 dage fra i dag.",
        "Forny 90 dage",
        actions.renew,
    ),
    "besat": (
        "Har I fundet nogen?",
        "Så viser vi, at opslaget er besat, og borgerne søger et andet sted.",
        "Markér som besat",
        actions.mark_besat,
    ),
    "pause": (
        "Vil I holde en pause?",
        "Så kan borgerne ikke se opslaget, før I viser det igen.",
        "Sæt på pause",
        actions.pause,
    ),
}


def _is_besat(opslag: Opslag) -> str:
    return "Du kan lukke siden nu." if opslag.status == OpslagStatus.BESAT else ""


def _no_one(opslag: Opslag) -> str:
    return ""


def _presses(action: Any) -> Any:
    return lambda opslag: action(opslag, by=None, role=log.KONTAKT)


def _version(opslag: Opslag) -> str:
    """That it lapsed, or was put away by the night, is no one's answer."""
    answers = Logpost.objects.about(opslag).filter(felter__overlap=_ANSWERED_BY)
    by_night = Q(rolle=log.SYSTEM, felter=["status"])
    newest = answers.exclude(by_night).order_by("-pk").values_list("pk", flat=True)
    return str(newest.first() or "")


def _now(opslag: Opslag) -> str:
    if opslag.is_public:
        return f"Opslaget vises til og med {date_format(opslag.vises_til, 'l j. F Y')}."
    if opslag.status == OpslagStatus.BESAT:
        return " ".join(["Opslaget er besat.", _still_wait(opslag)]).strip()
    return _NOW.get(OpslagStatus(opslag.status), "Opslaget vises ikke mere.")


_NOW = {
    OpslagStatus.KLADDE: "Opslaget er en kladde.",
    OpslagStatus.TIL_GODKENDELSE: "Opslaget venter på at blive godkendt.",
    OpslagStatus.PAUSE: "Opslaget holder pause.",
    OpslagStatus.ARKIV: "Opslaget er arkiveret.",
}


def _still_wait(opslag: Opslag) -> str:
    number = opslag.henvendelser.unanswered().count()
    if not number:
        return ""
    who = "1 borger venter" if number == 1 else f"{number} borgere venter"
    return f"{who} stadig på svar fra jer. Skriv eller ring også til dem."


@transaction.atomic
def remind_of_expiry(on: date | None = None) -> int:
    """Mail those whose posts lapse within 14 or 3 days. Returns how many mails."""
    on = on or timezone.localdate()
    sent = 0
    for days, slags in BEFORE.items():
        # What is only shown for a week needs no mail on its first day.
        rows = Opslag.objects.expiring(days, on).shown_longer_than(days)
        for opslag in rows.select_for_update(of=["self"]):
            if _is_first(opslag, slags, opslag.vises_til):
                sent += _ask_to_renew(opslag, is_last=slags == BEFORE[3])
                # Who hears of three days need not hear of fourteen, too.
                _is_first(opslag, Paamindelse.Slags.FJORTEN_DAGE, opslag.vises_til)
    return sent


def _ask_to_renew(opslag: Opslag, *, is_last: bool) -> int:
    links = {name: buttons.address(name, opslag) for name in _BUTTONS}
    return _mail(opslag, "opslag_udloeber", with_deputy=is_last, **links)


@transaction.atomic
def remind_of_last_year(on: date | None = None) -> int:
    """Eight weeks before last year's date: ask whether it is time again."""
    sent = 0
    for opslag in Opslag.objects.due_again(on).select_for_update(of=["self"]):
        if _is_first(opslag, Paamindelse.Slags.IGEN, opslag.last_date):
            sent += _mail(opslag, "opslag_igen")
    return sent


def _is_first(opslag: Opslag, slags: str, dato: date) -> bool:
    _, is_new = Paamindelse.objects.get_or_create(
        opslag=opslag, slags=slags, gaelder=dato
    )
    return is_new


def _mail(
    opslag: Opslag, template: str, *, with_deputy: bool = False, **links: str
) -> int:
    told = recipients.about(opslag, with_deputy=with_deputy)
    for email in told:
        mail.write(to=email, template=template, about=opslag, opslag=opslag, **links)
    return len(told)
