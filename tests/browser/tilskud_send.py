"""The pages on which an application is sent and followed, each with the way there."""

from datetime import timedelta

from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle, Modtagevej
from puljer.models import Ansoegning
from tests.factories import BrugerFactory
from tests.puljer.indgang import contact, invite, link, page
from tests.puljer.sager import (
    fill_in,
    indtaegt,
    make_runde,
    open_pulje,
    sent,
    start,
    udgift,
)

QUESTIONS = [
    {"tekst": "Hvad vil I gøre?", "afsnit": "Jeres idé"},
    {"tekst": "Hvem er det for?", "slags": "kort", "afsnit": "Jeres idé"},
    {"tekst": "Hvornår begynder I?", "slags": "dato", "afsnit": "Praktisk"},
    {
        "tekst": "Hvor skal det foregå?",
        "slags": "flere",
        "valgmuligheder": ["Holte", "Nærum", "Birkerød"],
        "afsnit": "Praktisk",
    },
    {
        "tekst": "Er der andet?",
        "slags": "kort",
        "skal_besvares": False,
        "afsnit": "Praktisk",
    },
]


def _pulje(**facts):
    return open_pulje(
        spoergsmaal=QUESTIONS, kontakt_funktion="Puljekonsulenten", **facts
    )


def _filled(runde=None, **facts):
    ansoegning = fill_in(start(runde or _pulje(), **facts))
    lines = [
        udgift(2_400_00, tekst="Brikker og otte brætter"),
        udgift(1_500_00, tekst="Lokaleleje, 10 gange", art="lokale"),
        udgift(900_50, tekst="Frugt og saft", art="forplejning"),
        indtaegt(800_00),
    ]
    actions.save_budget(
        ansoegning, lines, timer=0, version=1, at=timezone.now(), by=None
    )
    return ansoegning


def _sent():
    ansoegning = _filled()
    actions.submit(ansoegning, at=timezone.now())
    return ansoegning


def _changed():
    ansoegning = _sent()
    lines, now = [udgift(5_000_00)], timezone.now()
    actions.save_budget(ansoegning, lines, timer=0, version=2, at=now)
    return ansoegning


def _go(visitor, ansoegning, name, *args, deltager=None):
    visitor.page.goto(link(deltager or contact(ansoegning)))
    visitor.press("Åbn ansøgningen")
    visitor.page.goto(page(name, ansoegning, *args))


def _page(name, make, *args):
    return lambda visitor: _go(visitor, make(), name, *args)


def _late():
    """A draft whose deadline has gone."""
    ansoegning = _filled()
    past = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    type(ansoegning.runde).objects.update(frist=past)
    return ansoegning


def _over():
    """A draft that cannot be sent any more."""
    ansoegning = _filled()
    actions.close_runde(ansoegning.runde, by=BrugerFactory())
    return ansoegning


def _withdrawn():
    ansoegning = _sent()
    actions.withdraw(ansoegning, deltager=contact(ansoegning))
    return ansoegning


def _with_messages():
    ansoegning = _sent()
    deltager, staff = contact(ansoegning), BrugerFactory()
    actions.write_to_staff(
        ansoegning, "Må vi flytte datoen?\n\nVi kan også i juni.", deltager=deltager
    )
    actions.write_to_applicant(ansoegning, "Ja, det må I gerne.", by=staff)
    return ansoegning


def _assisted():
    staff = BrugerFactory()
    today = timezone.localdate()
    facts = {"modtagevej": Modtagevej.PAPIR, "modtaget_paa_papir": today}
    ansoegning = _filled(by=staff, **facts)
    actions.submit(ansoegning, at=timezone.now(), by=staff)
    return Ansoegning.objects.get(pk=ansoegning.pk)


def _with_two_rounds():
    ansoegning = _sent()
    made = make_runde(ansoegning.pulje, navn="Efterår 2027")
    made.foreslaaet_den = made.godkendt_den = timezone.now()
    made.foreslaaet_af, made.godkendt_af = BrugerFactory(), BrugerFactory()
    made.save()
    return ansoegning


def send_without_a_yes(visitor):
    _go(visitor, _filled(), "ansoegning_send")
    visitor.press("Send ansøgningen")


def send_by_a_reader(visitor):
    ansoegning = _filled()
    reader = invite(ansoegning, Deltagerrolle.LAESER)
    _go(visitor, ansoegning, "ansoegning_send", deltager=reader)


def confirm_without_an_answer(visitor):
    _go(visitor, _assisted(), "ansoegning_confirm")
    visitor.press("Send svaret")


def deleted(visitor):
    _go(visitor, _filled(), "ansoegning_delete")
    visitor.press("Ja, slet kladden")


PAGES = {
    "ansoegning_send": _page("ansoegning_send", _filled),
    "ansoegning_send_lacking": _page("ansoegning_send", lambda: start(_pulje())),
    "ansoegning_send_late": _page("ansoegning_send", _late),
    "ansoegning_send_again": _page("ansoegning_send", _changed),
    "ansoegning_send_without_a_yes": send_without_a_yes,
    "ansoegning_send_by_a_reader": send_by_a_reader,
    "ansoegning_not_sent": _page("ansoegning_send", _over),
    "ansoegning_receipt": _page("ansoegning_receipt", _sent),
    "ansoegning_receipt_withdrawn": _page("ansoegning_receipt", _withdrawn),
    "ansoegning_version": _page("ansoegning_version", _changed, 1),
    "ansoegning_print": _page("ansoegning_print", lambda: start(_pulje())),
    "ansoegning_withdraw": _page("ansoegning_withdraw", sent),
    "ansoegning_delete": _page("ansoegning_delete", _filled),
    "ansoegning_deleted": deleted,
    "ansoegning_discard": _page("ansoegning_discard", _changed),
    "ansoegning_copy": _page("ansoegning_copy", _sent),
    "ansoegning_copy_two_rounds": _page("ansoegning_copy", _with_two_rounds),
    "besked_list": _page("besked_list", _with_messages),
    "besked_list_of_a_draft": _page("besked_list", _filled),
    "ansoegning_confirm": _page("ansoegning_confirm", _assisted),
    "ansoegning_confirm_without_an_answer": confirm_without_an_answer,
}
