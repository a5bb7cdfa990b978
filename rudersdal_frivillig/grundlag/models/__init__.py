from rudersdal_frivillig.grundlag.models.adgang import Adgang
from rudersdal_frivillig.grundlag.models.arrangement import (
    Arrangement,
    ArrangementQuerySet,
    Tilmelding,
    Tilmeldingsstatus,
)
from rudersdal_frivillig.grundlag.models.brev import Brev
from rudersdal_frivillig.grundlag.models.bruger import (
    Bruger,
    Institutionsrolle,
    Redaktoerrolle,
    Rolle,
)
from rudersdal_frivillig.grundlag.models.dialogskema import (
    Dialograekke,
    Dialogskema,
    Maa,
)
from rudersdal_frivillig.grundlag.models.fil import Fil, Scanning
from rudersdal_frivillig.grundlag.models.formularnoegle import Formularnoegle
from rudersdal_frivillig.grundlag.models.guide import Emne, GuideSvar, Laeser
from rudersdal_frivillig.grundlag.models.institution import (
    Fagomraade,
    Institution,
    InstitutionQuerySet,
    Institutionsslags,
    Omraade,
    Postnummer,
)
from rudersdal_frivillig.grundlag.models.koersel import Koersel
from rudersdal_frivillig.grundlag.models.kontakt import Kontakt
from rudersdal_frivillig.grundlag.models.logpost import Logpost, Logvaerdi
from rudersdal_frivillig.grundlag.models.lukkedag import Lukkedag
from rudersdal_frivillig.grundlag.models.retstekst import Retstekst
from rudersdal_frivillig.grundlag.models.sletteanmodning import (
    Sletteanmodning,
    Slettestatus,
)
from rudersdal_frivillig.grundlag.models.soegning import (
    ForgaevesSoegning,
    Ord,
    Synonym,
)
from rudersdal_frivillig.grundlag.models.udvalg import (
    Udvalg,
    Udvalgsmedlemskab,
    Udvalgsslags,
)

__all__ = [
    "Adgang",
    "Arrangement",
    "ArrangementQuerySet",
    "Brev",
    "Bruger",
    "Dialograekke",
    "Dialogskema",
    "Emne",
    "Fagomraade",
    "Fil",
    "ForgaevesSoegning",
    "Formularnoegle",
    "GuideSvar",
    "Institution",
    "InstitutionQuerySet",
    "Institutionsrolle",
    "Institutionsslags",
    "Koersel",
    "Kontakt",
    "Laeser",
    "Logpost",
    "Logvaerdi",
    "Lukkedag",
    "Maa",
    "Omraade",
    "Oplyst",
    "Ord",
    "Postnummer",
    "Redaktoerrolle",
    "Retstekst",
    "Rolle",
    "Scanning",
    "Sletteanmodning",
    "Slettestatus",
    "Synonym",
    "Tilmelding",
    "Tilmeldingsstatus",
    "Udvalg",
    "Udvalgsmedlemskab",
    "Udvalgsslags",
]
from rudersdal_frivillig.grundlag.models.oplyst import Oplyst
