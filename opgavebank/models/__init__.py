from opgavebank.models.frivilligindsats import Frivilligindsats
from opgavebank.models.livsloeb import DEFAULT_DAYS, Livsloeb, default_vises_til
from opgavebank.models.opslag import Opslag
from opgavebank.models.paamindelse import Paamindelse

__all__ = [
    "DEFAULT_DAYS",
    "Frivilligindsats",
    "Livsloeb",
    "Opslag",
    "Paamindelse",
    "default_vises_til",
]
