"""The pages on which a grant pool is set up and put in operation."""

from puljer import actions
from puljer.models import Runde
from tests.factories import BrugerFactory, RetstekstFactory
from tests.puljer.sager import RETSTEKSTER, make_pulje, make_runde

HELP = {"tekst": "Hvor mange kommer?", "slags": "tal", "hjaelp": "Et skøn er nok."}
CHOICE = {"tekst": "Hvor?", "slags": "valg", "valgmuligheder": ["Ude", "Inde"]}


def _pulje():
    """In operation, and changed since. Texts that a lawyer need not read."""
    for noegle in RETSTEKSTER:
        RetstekstFactory(noegle=noegle, version=9, skal_godkendes=False)
    pulje = make_pulje(spoergsmaal=[HELP, CHOICE])
    make_runde(pulje)
    actions.propose(pulje, by=BrugerFactory())
    actions.approve(pulje, by=BrugerFactory())
    pulje.spoergsmaal.filter(tekst="Hvor?").update(tekst="Hvor skal det være?")
    make_runde(pulje)
    return pulje


def _waiting():
    pulje = _pulje()
    actions.propose(pulje, by=BrugerFactory(navn="Puljekonsulenten"))
    return pulje


def of_pulje(page, make=_pulje):
    return lambda visitor: visitor.open(f"admin:puljer_pulje_{page}", make().pk)


def of_runde(page, *, is_approved):
    def go(visitor):
        _pulje()
        runde = Runde.objects.exclude(godkendt_den__isnull=is_approved)[0]
        visitor.open(f"admin:puljer_runde_{page}", runde.pk)

    return go


def pulje_change_lacking(visitor):
    visitor.open("admin:puljer_pulje_change", make_pulje(hjemmel="").pk)


def pulje_godkend_with_error(visitor):
    visitor.open("admin:puljer_pulje_godkend", _waiting().pk)
    visitor.press("Send tilbage")


def runde_flyt_with_error(visitor):
    of_runde("flyt", is_approved=True)(visitor)
    visitor.press("Flyt fristen, og giv besked")


def skema_change(visitor):
    visitor.open("admin:puljer_skema_change", _pulje().skemaer.get().pk)


def pulje_changelist(visitor):
    _waiting()
    visitor.open("admin:puljer_pulje_changelist")


PAGES = {
    "pulje_changelist": pulje_changelist,
    "pulje_add": lambda visitor: visitor.open("admin:puljer_pulje_add"),
    "pulje_change": of_pulje("change", _waiting),
    "pulje_change_lacking": pulje_change_lacking,
    "pulje_vis": of_pulje("vis"),
    "pulje_foreslaa": of_pulje("foreslaa"),
    "pulje_godkend": of_pulje("godkend", _waiting),
    "pulje_godkend_with_error": pulje_godkend_with_error,
    "pulje_luk": of_pulje("luk"),
    "runde_add": lambda visitor: visitor.open("admin:puljer_runde_add"),
    "runde_change": of_runde("change", is_approved=False),
    "runde_change_approved": of_runde("change", is_approved=True),
    "runde_flyt": of_runde("flyt", is_approved=True),
    "runde_flyt_with_error": runde_flyt_with_error,
    "runde_luk": of_runde("luk", is_approved=True),
    "skema_change": skema_change,
}
