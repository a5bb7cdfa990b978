"""The pages that show what is held of a person, and erase it, with the way there."""

from opgavebank.actions import receive
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.actions import approve_erasure
from tests.factories import BrugerFactory, HenvendelseFactory, SletteanmodningFactory

EMAIL = "karen@example.org"
INSIGHT = "admin:grundlag_sletteanmodning_insight"
CHANGE = "admin:grundlag_sletteanmodning_change"


def _asked():
    henvendelse = HenvendelseFactory.build(opslag=None, institution=None, email=EMAIL)
    receive(henvendelse, Opslag.objects.public().newest()[0])


def find(visitor):
    visitor.open(INSIGHT)


def find_with_error(visitor):
    visitor.open(INSIGHT)
    visitor.fill(email="karen")
    visitor.press("Vis")


def held(visitor):
    _asked()
    visitor.open(INSIGHT)
    visitor.fill(email=EMAIL)
    visitor.press("Vis")


def ask_with_error(visitor):
    held(visitor)
    visitor.press("Anmod om sletning")


def held_nothing(visitor):
    visitor.open(INSIGHT)
    visitor.fill(email="ingen@example.org")
    visitor.press("Vis")


def request(visitor):
    _asked()
    visitor.open(CHANGE, SletteanmodningFactory(email=EMAIL).pk)


def refuse_with_error(visitor):
    request(visitor)
    visitor.press("Afvis anmodningen")


def decided(visitor):
    _asked()
    anmodning = SletteanmodningFactory(email=EMAIL)
    approve_erasure(anmodning, by=BrugerFactory())
    visitor.open(CHANGE, anmodning.pk)


PAGES = {
    "indsigt_find": find,
    "indsigt_find_with_error": find_with_error,
    "indsigt_held": held,
    "indsigt_held_nothing": held_nothing,
    "indsigt_ask_with_error": ask_with_error,
    "sletteanmodning": request,
    "sletteanmodning_refuse_with_error": refuse_with_error,
    "sletteanmodning_decided": decided,
}
