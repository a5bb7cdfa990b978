"""Applying for a grant, as a group of neighbours does it on a telephone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Brev
from tests.puljer.sager import open_pulje

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)
EMAIL = "nabo@example.dk"
SPOERGSMAAL = [
    {"tekst": "Hvad vil I prøve af?", "mest_ord": 150},
    {"tekst": "Hvor mange får gavn af det?", "slags": "tal"},
]


@pytest.fixture
def pulje(demo):
    return open_pulje(spoergsmaal=SPOERGSMAAL).pulje


def heading(visitor, text):
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(text)


def find_out_whether_we_can(visitor, pulje):
    visitor.open("forside")
    # Without scripts the menu is a details element, or open on a wide screen.
    visitor.page.goto(reverse("puljer:pulje_list"))
    visitor.page.get_by_role("link", name=pulje.navn, exact=True).click()
    visitor.page.get_by_role("link", name="Se, om I kan søge").click()
    for box in visitor.page.get_by_role("radio", name="Ja").all():
        box.check(force=True)
    visitor.press("Se, om I kan søge")
    visitor.page.get_by_role("link", name="Begynd på ansøgningen").click()


def say_who_we_are(visitor):
    visitor.page.get_by_role("link", name="Om jer").first.click()
    visitor.fill(titel="Bænk på hjørnet", kontakt2_navn="Naboen")
    visitor.fill(kontakt2_email="nabo2@example.dk")
    visitor.page.get_by_label("En gruppe uden CVR-nummer").check(force=True)
    visitor.press("Gem og fortsæt")
    # What is asked of a group is asked now.
    visitor.fill(navn="Naboerne på Kirkevej")
    visitor.page.get_by_label("Kontaktpersonen er fyldt 18 år").check(force=True)
    visitor.press("Gem og fortsæt")


def tell_the_idea_and_what_it_costs(visitor):
    for field, said in zip(
        visitor.page.locator("[name^=svar_]").all(),
        ["En bænk, hvor man kan mødes.", "40"],
        strict=True,
    ):
        field.fill(said)
    visitor.press("Gem og fortsæt")
    visitor.fill(**{"udgifter-0-tekst": "Brædder", "udgifter-0-beloeb": "1.234,50"})
    visitor.press("Gem og fortsæt")


@without_scripts
def test_a_group_without_cvr_applies_on_a_phone_from_eligibility_to_receipt(
    visitor, pulje
):
    visitor.narrow_to(390)
    find_out_whether_we_can(visitor, pulje)
    visitor.fill(navn="Kontaktpersonen", email=EMAIL)
    visitor.press("Begynd")
    heading(visitor, "Jeres ansøgning")

    say_who_we_are(visitor)
    tell_the_idea_and_what_it_costs(visitor)
    visitor.page.goto(Ansoegning.objects.get().get_absolute_url())
    visitor.page.get_by_role("link", name="Gennemse og send").first.click()
    for box in visitor.page.get_by_role("checkbox").all():
        box.check(force=True)
    visitor.press("Send ansøgningen")

    ansoegning = Ansoegning.objects.get()
    main = visitor.page.get_by_role("main")
    expect(main.get_by_text(ansoegning.nummer).first).to_be_visible()
    assert ansoegning.status == AnsoegningStatus.MODTAGET
    assert ansoegning.ansoegt_oere == 1_234_50
    assert visitor.overflow() == 0
    receipt = Brev.objects.filter(til=EMAIL).latest("pk")
    assert re.search(rf"Nummer: {ansoegning.nummer}", receipt.tekst)


@without_scripts
def test_one_comes_back_by_the_mail_on_another_telephone_and_finds_it_all(
    visitor, pulje
):
    visitor.narrow_to(390)
    find_out_whether_we_can(visitor, pulje)
    visitor.fill(navn="Kontaktpersonen", email=EMAIL)
    visitor.press("Begynd")
    say_who_we_are(visitor)
    visitor.page.context.clear_cookies()

    visitor.page.goto(Ansoegning.objects.get().get_absolute_url())
    expect(visitor.page.get_by_text("Naboerne på Kirkevej")).to_have_count(0)
    mail = Brev.objects.filter(til=EMAIL).earliest("pk")
    visitor.page.goto(re.search(r"/adgang/\S+", mail.tekst).group())
    visitor.press("Åbn ansøgningen")

    visitor.page.get_by_role("link", name="Om jer").first.click()
    field = visitor.page.locator("[name=navn]")
    expect(field).to_have_value("Naboerne på Kirkevej")
