"""The demo's frivilligoverblik: invented, also the associations in it."""

from typing import Any

from opgavebank.models import Frivilligindsats
from rudersdal_frivillig.grundlag.models import Institution

NOTE = "Opdigtet til demoen."


def make_indsats(row: dict[str, Any]) -> Frivilligindsats:
    """The place shows its overblik as soon as there is something in it."""
    sted = Institution.objects.get(navn=row["institution"])
    fields = {name: row[name] for name in row if name not in ("noegle", "institution")}
    indsats = Frivilligindsats(institution=sted, note=NOTE, **fields)
    indsats.full_clean()
    indsats.save()
    sted.viser_frivilligoverblik = True
    sted.save(update_fields=["viser_frivilligoverblik"])
    return indsats
