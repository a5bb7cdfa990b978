"""What a citizen says came of an enquiry."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from opgavebank import recipients
from opgavebank.actions.henvendelse import SVARET, lock
from opgavebank.actions.indbakke import mark_answered
from opgavebank.choices import HenvendelseStatus, JaNej, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import buttons, log, mail
from rudersdal_frivillig.grundlag.models import Logpost

_NO_ANSWER = "fik ikke svar"


@transaction.atomic
def say_answered(henvendelse: Henvendelse) -> None:
    """The citizen has an answer. Stops the clock where nobody has."""
    lock(henvendelse)
    _require_asked(henvendelse)
    if henvendelse.status == HenvendelseStatus.NY:
        mark_answered(henvendelse, Svarvej.BORGER, role=log.BORGER)
    henvendelse.fik_svar = JaNej.JA
    _save(henvendelse, "fik svar")


@transaction.atomic
def say_unanswered(henvendelse: Henvendelse) -> None:
    """The citizen has no answer; who can see to it is told, once."""
    lock(henvendelse)
    _require_asked(henvendelse)
    was_told = Logpost.objects.about(henvendelse).filter(handling=_NO_ANSWER).exists()
    henvendelse.fik_svar = JaNej.NEJ
    _save(henvendelse, _NO_ANSWER)
    if not was_told:
        _tell_above_contact(henvendelse)


@transaction.atomic
def say_outcome(
    henvendelse: Henvendelse, *, blev_til_noget: str, foerste_gang: str = ""
) -> None:
    """What came of it, for the counts. Its status is the institution's to say."""
    lock(henvendelse)
    _require_asked(henvendelse)
    henvendelse.blev_til_noget = blev_til_noget
    henvendelse.foerste_gang = foerste_gang
    _save(henvendelse, "fortalte, hvad det blev til")


def may_be_asked(henvendelse: Henvendelse) -> bool:
    """Whether what the citizen says about it still counts."""
    is_withdrawn = henvendelse.status == HenvendelseStatus.TRUKKET
    return henvendelse.indhold_slettet_den is None and not is_withdrawn


def _require_asked(henvendelse: Henvendelse) -> None:
    if not may_be_asked(henvendelse):
        raise ValidationError("Henvendelsen er slut, så du behøver ikke at svare.")


def _save(henvendelse: Henvendelse, handling: str) -> None:
    henvendelse.sidste_ord_den = timezone.now()
    henvendelse.full_clean()
    henvendelse.save()
    log.write(handling, henvendelse, by=None, role=log.BORGER)


def _tell_above_contact(henvendelse: Henvendelse) -> None:
    opslag = henvendelse.opslag
    told = recipients.above_contact(opslag) if opslag else recipients.coordinators()
    for email in told:
        mail.write(
            to=email,
            template="henvendelse_uden_svar",
            about=henvendelse,
            # By this, too, it is found as being about the citizen.
            reply_to=henvendelse.email,
            henvendelse=henvendelse,
            svaret=buttons.address(SVARET, henvendelse),
        )
