"""The demo's posts, each as its leader would have made it some days ago."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Droeftet, OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fagomraade, Institution, Omraade

# Keys of a row that are fields of `Opslag` under the same name.
_SAME = [
    "slags",
    "titel",
    "resume",
    "saadan_foregaar_det",
    "det_goer_du",
    "det_goer_personalet",
    "det_faar_du",
    "form",
    "varighed_min",
    "hyppighed",
    "omfang_note",
    "tidspunkter",
    "tidspunkt_note",
    "sted",
    "sted_note",
    "maalgrupper",
    "kompetencer",
    "erfaring_kraeves",
    "pladser",
    "arrangoer",
    "forening_navn",
    "boern_under_15",
    "fast_tilknytning",
    "i_eget_hjem",
    "ligner_loenarbejde",
    "egnet_for",
    "dansk_niveau",
    "andre_sprog",
    "soegeord",
    "kontakt_funktion",
    "stedfortraeder_funktion",
    "tilgaengelighed_note",
]


def make_opslag(row: dict[str, Any]) -> Opslag:
    sted = Institution.objects.get(navn=row["institution"])
    started = timezone.localdate() - timedelta(days=row["dage_siden_start"])
    fra_maaned, til_maaned = row["periode_maaneder"] or [None, None]
    opslag = Opslag(
        **{name: row[name] for name in _SAME},
        institution=sted,
        fagomraade=Fagomraade.objects.get(navn=row["fagomraade"]),
        omraade=Omraade.objects.get(navn=row["omraade"]),
        fra_maaned=fra_maaned,
        til_maaned=til_maaned,
        kontakt_telefon=sted.kontakt_telefon,
        kontakt_email=sted.kontakt_email,
        stedfortraeder_telefon=sted.stedfortraeder_telefon,
        stedfortraeder_email=sted.stedfortraeder_email,
        supplerer_personalet=True,
        droeftet=Droeftet.JA,
        vises_fra=started,
        vises_til=started + timedelta(days=row["dage_vises"]),
        oprettet_den=timezone.now() - timedelta(days=row["dage_siden_start"]),
    )
    opslag.full_clean()
    opslag.save()
    for action in _STEPS[OpslagStatus(row["status"])]:
        action(opslag, by=None)
    if opslag.offentliggjort_den:
        Opslag.objects.filter(pk=opslag.pk).update(
            vises_fra=started, offentliggjort_den=opslag.oprettet_den
        )
    return opslag


_STEPS = {
    OpslagStatus.KLADDE: [],
    OpslagStatus.AKTIV: [actions.publish],
    OpslagStatus.PAUSE: [actions.publish, actions.pause],
    OpslagStatus.BESAT: [actions.publish, actions.mark_besat],
}
