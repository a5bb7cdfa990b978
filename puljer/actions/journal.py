"""Documents of a case, and that they are filed in the records system."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from puljer.choices import Dokumentslags
from puljer.models import Ansoegning, Journaldokument
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger

# Of these a document is one, for good, so two are empty. The database holds it to that.
WHAT = ["version", "bilag", "besked"]


def note_document(
    ansoegning: Ansoegning,
    slags: Dokumentslags,
    titel: str,
    dato: datetime,
    **what: Any,
) -> None:
    """Put a document on the list of what is to be filed, once."""
    Journaldokument.objects.get_or_create(
        **what,
        defaults={
            "ansoegning": ansoegning,
            "slags": slags,
            "titel": titel[:200],
            "dato": dato,
        },
    )


@transaction.atomic
def mark_filed(
    dokument: Journaldokument, *, by: Bruger, dokumentnummer: str = ""
) -> None:
    rows = Journaldokument.objects.select_for_update(of=["self"])
    dokument.refresh_from_db(from_queryset=rows)
    if dokument.journaliseret_den:
        return
    dokument.journaliseret_den, dokument.journaliseret_af = timezone.now(), by
    dokument.dokumentnummer = dokumentnummer
    dokument.full_clean(exclude=WHAT)
    dokument.save()
    log.write("journaliserede", dokument.ansoegning, by=by)


@transaction.atomic
def mark_not_filed(dokument: Journaldokument, *, by: Bruger) -> None:
    """It was marked by mistake."""
    rows = Journaldokument.objects.select_for_update(of=["self"])
    dokument.refresh_from_db(from_queryset=rows)
    if not dokument.journaliseret_den:
        return
    number = dokument.dokumentnummer
    dokument.journaliseret_den = dokument.journaliseret_af = None
    dokument.dokumentnummer = ""
    dokument.full_clean(exclude=WHAT)
    dokument.save()
    changes = {"dokumentnummer": (number, "")}
    log.write("fortrød journaliseringen", dokument.ansoegning, by=by, changes=changes)


@transaction.atomic
def note_packed(dokumenter: Iterable[Journaldokument], *, by: Bruger) -> None:
    """That someone took documents home is written down, once for each case."""
    cases = {dokument.ansoegning_id: dokument.ansoegning for dokument in dokumenter}
    for ansoegning in cases.values():
        log.write("hentede dokumenter til journalen", ansoegning, by=by)
