"""Erasing a citizen from a draft, when two people have said so."""

from django.db import transaction

from puljer.actions.indsend import wipe
from puljer.actions.skriv import lock
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning
from puljer.skemaindhold import OM_JER
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Bruger


@transaction.atomic
def erase(ansoegning: Ansoegning, email: str, *, by: Bruger) -> None:
    """Take the person out of a draft. It goes with them, unless another answers for it.

    What was sent meanwhile is a case by now, and stays.
    """
    lock(ansoegning)
    if ansoegning.is_sent:
        return
    others = ansoegning.deltagere.answering().exclude(email__iexact=email)
    heir = others.first()
    if heir is None:
        wipe(ansoegning)
        return
    for deltager in ansoegning.deltagere.from_email(email):
        Adgang.objects.about(deltager).delete()
        deltager.delete()
    # What the others were mailed of the draft says who was in it.
    Brev.objects.about(ansoegning).filter(tekst__icontains=email).delete()
    if not ansoegning.deltagere.active().filter(rolle=Deltagerrolle.ANSVARLIG).exists():
        heir.rolle = Deltagerrolle.ANSVARLIG
        heir.save(update_fields=["rolle"])
    # The page with the contacts is another now: no one saves an old one over it.
    held = ansoegning.versioner.get(OM_JER, 0)
    ansoegning.versioner = ansoegning.versioner | {OM_JER: held + 1}
    ansoegning.version += 1
    ansoegning.full_clean()
    ansoegning.save()
    log.write("slettede en deltager", ansoegning, by=by)
