"""An enquiry whose mail did not reach the institution: others there must hear of it."""

from django.db import transaction
from django.utils import timezone

from opgavebank import recipients
from opgavebank.actions.henvendelse import lock, tell_institution
from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Brev


@transaction.atomic
def send_on(henvendelse: Henvendelse) -> bool:
    """Tell those not told yet: the deputy, or else the coordinators. Only once."""
    opslag = lock(henvendelse)
    if henvendelse.videresendt_den or henvendelse.status != HenvendelseStatus.NY:
        return False
    breve = Brev.objects.about(henvendelse).values_list("til", flat=True)
    told = {email.casefold() for email in breve}
    deputies = recipients.about(opslag, with_deputy=True) if opslag else []
    others = _without(deputies, told) or _without(recipients.coordinators(), told)
    if not others:
        return False
    henvendelse.videresendt_den = timezone.now()
    henvendelse.save(update_fields=["videresendt_den"])
    tell_institution(henvendelse, "henvendelse_videre", told=others)
    log.write("sendte videre", henvendelse, by=None)
    return True


def _without(emails: list[str], told: set[str]) -> list[str]:
    return [email for email in emails if email.casefold() not in told]
