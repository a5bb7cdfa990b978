"""What a citizen is asked by mail: "Har du fået svar?" and "Blev det til noget?"."""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Henvendelse
from opgavebank.models.henvendelse import HenvendelseQuerySet
from rudersdal_frivillig.grundlag import buttons, mail

logger = logging.getLogger(__name__)

# Working days of the place after which each is asked.
ANSWER, OUTCOME = 6, 21


def _to_be_asked() -> HenvendelseQuerySet:
    rows = Henvendelse.objects.with_content().filter(spurgt_dag__lt=OUTCOME)
    known = rows.exclude(email="").exclude(email_bekraeftet_den=None)
    # Who was told no by mail or telephone knows; of others no one does.
    told_no = Q(status=HenvendelseStatus.IKKE_ET_MATCH) & ~Q(svarvej=Svarvej.ANDET)
    return known.exclude(Q(status=HenvendelseStatus.TRUKKET) | told_no)


def ask() -> str:
    """Each is asked once. One who cannot be asked does not stop the others."""
    asked = failed = 0
    rows = _to_be_asked()
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            asked += _ask(pk)
        except Exception:
            logger.exception("Asking about henvendelse %s failed", pk)
            failed += 1
    return f"{asked} breve, {failed} fejl" if failed else f"{asked} breve"


@transaction.atomic
def _ask(pk: int) -> bool:
    rows = _to_be_asked()
    henvendelse = rows.select_for_update(of=["self"]).filter(pk=pk).first()
    day = _due(henvendelse) if henvendelse else 0
    if henvendelse is None or day <= henvendelse.spurgt_dag:
        return False
    Henvendelse.objects.filter(pk=pk).update(spurgt_dag=day)
    template, links = _QUESTIONS[day]
    mail.write(
        to=henvendelse.email,
        template=template,
        about=henvendelse,
        henvendelse=henvendelse,
        **{key: buttons.address(name, henvendelse) for key, name in links.items()},
    )
    return True


_QUESTIONS = {
    ANSWER: (
        "henvendelse_har_du_faaet_svar",
        {"ja": "fik-svar", "nej": "fik-ikke-svar"},
    ),
    OUTCOME: ("henvendelse_blev_det_til_noget", {"svar": "blev-til-noget"}),
}


def _due(henvendelse: Henvendelse) -> int:
    """The last question that is due; who waits for a place expects no answer yet."""
    days = henvendelse.hverdage(timezone.localdate())
    if henvendelse.is_open and henvendelse.paa_venteliste:
        return 0
    was_declined = henvendelse.status == HenvendelseStatus.IKKE_ET_MATCH
    if days >= OUTCOME and not was_declined:
        return OUTCOME
    expects = henvendelse.is_open or was_declined
    return ANSWER if days >= ANSWER and expects else 0
