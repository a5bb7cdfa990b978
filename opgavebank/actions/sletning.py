"""Erasing a citizen from an enquiry, when two people have said so."""

from django.db import transaction

from opgavebank.actions.henvendelse import (
    delete_content,
    lock,
    tell_institution,
    withdraw,
)
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag.models import Bruger


@transaction.atomic
def erase(henvendelse: Henvendelse, *, by: Bruger) -> None:
    """End it where it is open, and forget the person.

    The institution is asked to forget, too: it has mails and notes of its own.
    """
    lock(henvendelse)
    if henvendelse.indhold_slettet_den:
        return
    if henvendelse.is_open:
        withdraw(henvendelse, by=by)
    delete_content(henvendelse, by=by)
    tell_institution(henvendelse, "henvendelse_slettet")
