from puljer.models.ansoegning import Ansoegning
from puljer.models.besked import Besked
from puljer.models.bilag import Bilag
from puljer.models.budgetlinje import Budgetlinje
from puljer.models.deltager import Deltager
from puljer.models.fristbrev import Fristbrev
from puljer.models.journaldokument import Journaldokument
from puljer.models.loebenummer import Loebenummer
from puljer.models.pulje import Pulje, PuljeQuerySet
from puljer.models.querysets import AnsoegningQuerySet
from puljer.models.runde import Runde
from puljer.models.skema import Adgangskrav, Kriterium, Skema, Spoergsmaal
from puljer.models.version import Ansoegningsversion

__all__ = [
    "Adgangskrav",
    "Ansoegning",
    "AnsoegningQuerySet",
    "Ansoegningsversion",
    "Besked",
    "Bilag",
    "Budgetlinje",
    "Deltager",
    "Fristbrev",
    "Journaldokument",
    "Kriterium",
    "Loebenummer",
    "Pulje",
    "PuljeQuerySet",
    "Runde",
    "Skema",
    "Spoergsmaal",
]
