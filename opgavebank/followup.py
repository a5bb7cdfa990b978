"""What a citizen is asked after an enquiry, and the buttons they answer with.

Only who has shown that the e-mail is right is asked, and each thing once: `spurgt_dag`
is the working day up to which that was done.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, JaNej
from opgavebank.forms import UdfaldForm
from opgavebank.models import Henvendelse
from opgavebank.models.henvendelse import HenvendelseQuerySet
from rudersdal_frivillig.grundlag import buttons, mail

HEARD, OUTCOME = 6, 21
# The mail of each day, with the buttons that stand in it.
_MAILS = {
    HEARD: ("henvendelse_fik_svar", ["fik-svar-ja", "fik-svar-nej"]),
    OUTCOME: ("henvendelse_udfald", ["udfald"]),
}


def register() -> None:
    buttons.registry["fik-svar-ja"] = _button(
        "Har du fået svar?", "Ja, jeg har fået svar", _heard(JaNej.JA)
    )
    buttons.registry["fik-svar-nej"] = _button(
        "Har du ikke fået svar?",
        "Nej, jeg har ikke hørt noget",
        _heard(JaNej.NEJ),
        text="Så beder vi stedet og kommunens frivilligkoordinator om at svare dig.",
    )
    buttons.registry["udfald"] = _button(
        "Blev det til noget?", "Send", _say_outcome, form=UdfaldForm
    )


def _button(
    title: str, label: str, press: Any, *, text: str = "", form: Any = None
) -> buttons.Button:
    return buttons.Button(
        title=title,
        text=text or "Vi spørger, så vi kan se, om stederne får svaret.",
        label=label,
        version=_version,
        now=_now,
        press=press,
        lock=actions.lock,
        form=form,
    )


def _heard(fik_svar: JaNej) -> Any:
    return lambda henvendelse: actions.say_heard(henvendelse, fik_svar)


def _say_outcome(
    henvendelse: Henvendelse, *, blev_til_noget: str, foerste_gang: str
) -> None:
    actions.say_outcome(henvendelse, JaNej(blev_til_noget), foerste_gang)


def _version(henvendelse: Henvendelse) -> str:
    """One may think again, for as long as there is someone to ask."""
    return "slettet" if henvendelse.indhold_slettet_den else ""


def _now(henvendelse: Henvendelse) -> str:
    came = date_format(timezone.localtime(henvendelse.oprettet_den), "j. F")
    return f"Du skrev til {henvendelse.institution} {came}."


def ask(on: date | None = None) -> int:
    """Ask those whose day has come. Returns how many mails."""
    on = on or timezone.localdate()
    rows = _askable().select_related("institution").order_by("oprettet_den")
    return sum(_ask(row.pk, on) for row in rows if due_day(row, on))


def _askable() -> HenvendelseQuerySet:
    """Not who took it back or was told no, nor who waits for a place."""
    over = [HenvendelseStatus.TRUKKET, HenvendelseStatus.IKKE_ET_MATCH]
    return (
        Henvendelse.objects.with_content()
        .exclude(email="")
        .exclude(email_bekraeftet_den=None)
        .exclude(status__in=over)
        .filter(spurgt_dag__lt=OUTCOME, paa_venteliste=False)
    )


def due_day(henvendelse: Henvendelse, on: date) -> int:
    """The last of the days that has come and was not asked on; else 0.

    Who has agreed need not be asked whether they got an answer.
    """
    days = henvendelse.hverdage(on)
    reached = OUTCOME if days >= OUTCOME else HEARD if days >= HEARD else 0
    has_agreed = henvendelse.status == HenvendelseStatus.AFTALT
    if reached == HEARD and has_agreed:
        return 0
    return reached if reached > henvendelse.spurgt_dag else 0


@transaction.atomic
def _ask(pk: int, on: date) -> bool:
    row = _askable().select_for_update(of=["self"]).filter(pk=pk).first()
    day = due_day(row, on) if row else 0
    if row is None or not day:
        return False
    row.spurgt_dag = day
    row.save(update_fields=["spurgt_dag"])
    template, names = _MAILS[day]
    links = {name.replace("-", "_"): buttons.address(name, row) for name in names}
    mail.write(to=row.email, template=template, about=row, henvendelse=row, **links)
    return True
