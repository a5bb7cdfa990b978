"""Trying a task once, on a phone with scripts off."""

import re

import pytest
from playwright.sync_api import expect

from opgavebank import actions
from rudersdal_frivillig.grundlag.models import Brev, Tilmelding
from tests.factories import ArrangementFactory, OpslagFactory

phone_without_scripts = pytest.mark.browser_context_args(
    java_script_enabled=False, viewport={"width": 390, "height": 800}
)


@phone_without_scripts
def test_citizen_signs_up_for_a_date_and_cancels_by_the_mail(
    visitor, leder, institution
):
    page = visitor.page
    opslag = OpslagFactory(institution=institution, aktiv=True)
    date = ArrangementFactory.build(institution=None)
    actions.add_proevegang(opslag, date, by=leder)

    page.goto(opslag.get_absolute_url())
    page.get_by_role("link", name=date.when.capitalize()).click()
    page.get_by_role("link", name="Tilmeld mig").click()
    visitor.fill(navn="Karen", email="karen@example.org")
    visitor.press("Tilmeld mig")
    expect(page.get_by_text("Du har en plads. Vi glæder os")).to_be_visible()
    assert visitor.overflow() == 0

    page.goto(re.search(r"http\S+/adgang/\S+", Brev.objects.get().tekst)[0])
    visitor.press("Se min tilmelding, eller meld fra")
    visitor.press("Meld fra")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Du er meldt fra")
    assert Tilmelding.objects.get().status == "afmeldt"
