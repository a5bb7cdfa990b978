from django.db import transaction

from opgavebank.choices import Antal, Indsatsstatus
from opgavebank.models import Frivilligindsats
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger


@transaction.atomic
def mark_indsats(
    indsats: Frivilligindsats, status: Indsatsstatus, *, by: Bruger | None
) -> None:
    """Say that volunteers help now, are wished for, or helped once."""
    indsats.refresh_from_db(from_queryset=Frivilligindsats.objects.select_for_update())
    if indsats.status == status:
        return
    before = indsats.get_status_display()
    indsats.status = status
    if status == Indsatsstatus.OENSKET:
        indsats.antal = Antal.IKKE_OPLYST  # No one helps there any more.
    indsats.full_clean()
    indsats.save()
    after = indsats.get_status_display()
    log.write("ændrede status", indsats, by=by, changes={"status": (before, after)})
