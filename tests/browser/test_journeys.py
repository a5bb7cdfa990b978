"""Whole errands, as people do them."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Brev
from tests.browser.pages import read_link, save_meanwhile
from tests.factories import PASSWORD, OpslagFactory

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)

OPSLAG = {
    "titel": "Gå en tur med Bente",
    "resume": "Gå en tur i skoven med en, der kender alle fuglene.",
    "det_goer_du": "Går en tur",
    "det_goer_personalet": "Følger Bente til døren",
}
CHOICES = ["Hverdage om formiddagen", "Ældre", "Enkeltpersoner"]
CONFIRMED = "Opgaven supplerer personalets arbejde og erstatter det ikke"


@without_scripts
def test_citizen_finds_a_number_to_call_without_scripts(visitor, opslag_list):
    oldest = Opslag.objects.public().newest().last()
    page = visitor.page

    visitor.open("forside")
    page.get_by_role("link", name=re.compile("^Se alle")).click()
    page.get_by_role("link", name="Næste").click()
    page.get_by_role("link", name=oldest.titel, exact=True).click()

    call = page.get_by_role("main").get_by_role("link", name=oldest.kontakt_telefon)
    expect(call).to_have_attribute("href", re.compile(r"^tel:\+45\d{8}$"))


@without_scripts
def test_leder_publishes_an_opslag_without_scripts(visitor, leder):
    page = visitor.page
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(**OPSLAG)
    for choice in [*CHOICES, CONFIRMED]:
        page.get_by_label(choice, exact=True).check()

    visitor.press("Gem og offentliggør")
    page.context.clear_cookies()
    visitor.open("opgavebank:opslag_list")

    expect(page.get_by_role("link", name=OPSLAG["titel"])).to_be_visible()


@without_scripts
def test_second_editor_takes_one_field_from_the_first_and_keeps_the_rest(
    visitor, leder, institution
):
    opslag = OpslagFactory(institution=institution, resume="Før.")
    page = visitor.page
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_change", opslag.pk)
    save_meanwhile(opslag, titel="Fra den anden", resume="Også fra den anden.")
    visitor.fill(titel="Min", resume="Min tekst.")
    visitor.press("Gem")

    expect(page.get_by_role("alert")).to_contain_text("Berit Beck rettede opslaget")
    resume = page.locator(".form-row.field-resume")
    resume.get_by_label("Tag den andens").check()
    visitor.press("Gem")

    opslag.refresh_from_db()
    assert (opslag.titel, opslag.resume) == ("Min", "Også fra den anden.")


def test_text_is_saved_although_the_session_ran_out(visitor, leder, institution):
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(titel="Skrevet længe", saadan_foregaar_det="Først\n\nSå")
    Session.objects.all().delete()
    visitor.press("Gem")
    visitor.fill(login=leder.email, password=PASSWORD)
    visitor.press("Log ind")
    visitor.press("Send igen")

    expect(visitor.page).to_have_url(reverse("admin:opgavebank_opslag_changelist"))
    assert Opslag.objects.get().saadan_foregaar_det == "Først\n\nSå"


def test_invited_leder_chooses_a_password_and_logs_in(
    visitor, koordinator, institution
):
    visitor.log_in(koordinator)
    visitor.open("admin:grundlag_bruger_add")
    visitor.fill(email="ny@kommune.example", navn="Ny Leder")
    visitor.page.get_by_label("Institution").select_option(institution.navn)
    visitor.page.get_by_label("Rolle").select_option("Leder")
    visitor.press("Send invitationen")
    visitor.page.context.clear_cookies()

    visitor.page.goto(read_link(Brev.objects.get(til="ny@kommune.example")))
    visitor.press("Gå videre, og vælg en adgangskode")
    visitor.fill(password1="seks grønne cykler", password2="seks grønne cykler")
    visitor.press("Gem adgangskoden")
    visitor.page.get_by_role("main").get_by_role("link", name="Log ind").click()
    visitor.fill(login="ny@kommune.example", password="seks grønne cykler")
    visitor.press("Log ind")

    expect(visitor.page).to_have_url(reverse("admin:index"))
