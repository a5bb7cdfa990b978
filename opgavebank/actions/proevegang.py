from django.core.exceptions import ValidationError
from django.db import transaction

from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag, Proevegang
from rudersdal_frivillig.grundlag import actions, log
from rudersdal_frivillig.grundlag.models import Arrangement, Bruger, Institution

NO_PROMISE = (
    "Kom og prøv opgaven. Du lover ikke mere end den ene gang. Bagefter kan I tale om, "
    "om det er noget for dig."
)


@transaction.atomic
def add_proevegang(opslag: Opslag, arrangement: Arrangement, *, by: Bruger) -> None:
    """Offer a date to try the task. `arrangement` has time, place and seats."""
    rows = Opslag.objects.select_for_update(of=["self"])
    opslag.refresh_from_db(from_queryset=rows)
    if not Institution.objects.visible_to(by).filter(pk=opslag.institution_id).exists():
        raise ValidationError("Kun stedets egne ansatte kan tilføje en dag.")
    if opslag.status != OpslagStatus.AKTIV:
        raise ValidationError("Vis opslaget for borgerne, før du tilføjer en dag.")
    arrangement.titel = f"Prøv en gang: {opslag.titel}"
    arrangement.institution = opslag.institution
    arrangement.beskrivelse = NO_PROMISE
    proevegang = Proevegang(opslag=opslag, arrangement=arrangement)
    proevegang.clean()
    arrangement.full_clean()
    arrangement.save()
    proevegang.arrangement = arrangement
    proevegang.full_clean()
    proevegang.save()
    log.write("tilføjede en prøvegang", opslag, by=by)


def call_off_proevegange(opslag: Opslag, *, by: Bruger | None) -> None:
    """Those to come. Who signed up is told."""
    coming = Arrangement.objects.upcoming().held().filter(proevegang__opslag=opslag)
    for arrangement in coming.select_related("institution"):
        actions.call_off(arrangement, by=by)
