"""The pages on which an application is written, each with the way there."""

import re

from puljer import actions
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Adgang
from tests.puljer.besoeg import address, invited, link_to
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

SPOERGSMAAL = [
    {"tekst": "Hvad vil I gøre?", "mest_ord": 150, "hjaelp": "Hvem, hvad og hvor."},
    {"tekst": "Hvor mange regner I med?", "slags": "tal"},
    {"tekst": "Hvad koster det?", "slags": "beloeb"},
    {"tekst": "Hvornår begynder I?", "slags": "dato"},
    {"tekst": "Hvem er det for?", "slags": "flere", "valgmuligheder": ["Unge", "Alle"]},
    {"tekst": "Hvor?", "slags": "valg", "valgmuligheder": ["Ude", "Inde"]},
    {"tekst": "Er det nyt?", "slags": "janej"},
    {"tekst": "Har I et tilbud?", "slags": "fil", "skal_besvares": False},
]
EMAIL = "ansvarlig@example.dk"


def begun():
    runde = open_pulje(spoergsmaal=SPOERGSMAAL, timesats_oere=100_00)
    return start(runde)


def go_in(visitor, email=EMAIL):
    visitor.page.goto(link_to(email))
    visitor.press("Åbn ansøgningen")


def draft(visitor):
    ansoegning = begun()
    go_in(visitor)
    return ansoegning


def part(slug):
    return lambda visitor: visitor.page.goto(address(draft(visitor), slug))


def ansoegning_create(visitor):
    visitor.open("puljer:ansoegning_create", open_pulje().pulje.slug)


def ansoegning_create_with_errors(visitor):
    ansoegning_create(visitor)
    visitor.press("Begynd")


def ansoegning_find_sent(visitor):
    visitor.open("puljer:ansoegning_find")
    visitor.fill(email=EMAIL)
    visitor.press("Send mig et link")


def ansoegning_filled(visitor):
    fill_in(draft(visitor))
    visitor.page.reload()


def ansoegning_sent(visitor):
    ansoegning = sent()
    actions.save_budget(
        ansoegning, [udgift(5_000_00)], timer=0, version=1, at=ansoegning.gemt_den
    )
    go_in(visitor)


def budget_filled(visitor):
    ansoegning = draft(visitor)
    fill_in(ansoegning)
    visitor.page.goto(address(ansoegning, "budget"))


def svar_with_errors(visitor):
    ansoegning = draft(visitor)
    visitor.page.goto(address(ansoegning, "jeres-ide"))
    visitor.page.get_by_label("Hvor mange regner I med?").fill("mange")
    visitor.press("Gem og fortsæt")


def budget_with_errors(visitor):
    visitor.page.goto(address(draft(visitor), "budget"))
    visitor.page.locator("[name=udgifter-0-beloeb]").fill("mange")
    visitor.press("Gem og fortsæt")


def om_jer_asked_more(visitor):
    visitor.page.goto(address(draft(visitor), "om-jer"))
    visitor.page.get_by_label(re.compile("^En gruppe")).check()
    visitor.press("Gem og fortsæt")


def ansoegning_conflict(visitor):
    ansoegning = draft(visitor)
    visitor.page.goto(address(ansoegning, "om-jer"))
    visitor.fill(titel="Sang på tværs")
    fresh = Ansoegning.objects.get(pk=ansoegning.pk)
    at = fresh.gemt_den
    actions.save_om_jer(fresh, {"titel": "Spil"}, {}, version=0, at=at)
    visitor.press("Gem og fortsæt")


def ansoegning_outside(visitor):
    visitor.page.goto(begun().get_absolute_url())


def ansoegning_outside_with_text(visitor):
    ansoegning = draft(visitor)
    visitor.page.goto(address(ansoegning, "om-jer"))
    visitor.fill(titel="Sang på tværs")
    Adgang.objects.update(tilbagekaldt_den=ansoegning.gemt_den)
    visitor.press("Gem og fortsæt")


def ansoegning_part_read(visitor):
    ansoegning = begun()
    fill_in(ansoegning)
    invited(ansoegning)
    go_in(visitor, "laeser@example.dk")
    visitor.page.goto(address(ansoegning, "budget"))


def bilag_with_a_file(visitor):
    visitor.page.goto(address(draft(visitor), "bilag"))
    file = {"name": "tilbud.txt", "mimeType": "text/plain", "buffer": b"2.400 kr."}
    visitor.page.set_input_files("[name=fil]", files=[file])
    visitor.press("Vedlæg filen")


def deltager_list(visitor):
    ansoegning = draft(visitor)
    invited(ansoegning)
    visitor.open("puljer:deltager_list", ansoegning.noegle)


def ansoegning_take_over(visitor):
    ansoegning = fill_in(begun())
    go_in(visitor, "anden@example.dk")
    visitor.open("puljer:ansoegning_take_over", ansoegning.noegle)


PAGES = {
    "ansoegning_create": ansoegning_create,
    "ansoegning_create_with_errors": ansoegning_create_with_errors,
    "ansoegning_find": lambda visitor: visitor.open("puljer:ansoegning_find"),
    "ansoegning_find_sent": ansoegning_find_sent,
    "ansoegning_detail": draft,
    "ansoegning_filled": ansoegning_filled,
    "ansoegning_sent": ansoegning_sent,
    "ansoegning_om_jer": part("om-jer"),
    "ansoegning_om_jer_asked_more": om_jer_asked_more,
    "ansoegning_svar": part("jeres-ide"),
    "ansoegning_svar_with_errors": svar_with_errors,
    "ansoegning_budget": budget_filled,
    "ansoegning_budget_with_errors": budget_with_errors,
    "ansoegning_bilag": bilag_with_a_file,
    "ansoegning_part_read": ansoegning_part_read,
    "ansoegning_conflict": ansoegning_conflict,
    "ansoegning_outside": ansoegning_outside,
    "ansoegning_outside_with_text": ansoegning_outside_with_text,
    "deltager_list": deltager_list,
    "ansoegning_take_over": ansoegning_take_over,
}
