from opgavebank.models.frivilligindsats import Frivilligindsats
from opgavebank.models.henvendelse import Henvendelse
from opgavebank.models.henvendelsesord import Henvendelsesord
from opgavebank.models.livsloeb import DEFAULT_DAYS, Livsloeb, default_vises_til
from opgavebank.models.opslag import Opslag
from opgavebank.models.paamindelse import Paamindelse
from opgavebank.models.proevegang import Proevegang
from opgavebank.models.svartid import Svartid
from opgavebank.models.visningstal import Visningstal

__all__ = [
    "DEFAULT_DAYS",
    "Frivilligindsats",
    "Henvendelse",
    "Henvendelsesord",
    "Livsloeb",
    "Opslag",
    "Paamindelse",
    "Proevegang",
    "Svartid",
    "Visningstal",
    "default_vises_til",
]
