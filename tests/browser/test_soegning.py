"""Searching as a visitor does, with and without scripts."""

import pytest

from opgavebank import actions
from rudersdal_frivillig.grundlag.models import Omraade
from tests.factories import OpslagFactory


@pytest.fixture
def garden(demo, institution):
    """Two gardens, one in Holte, and twenty walks."""
    for titel, slug in [("Plant en køkkenhave", "holte"), ("Luk haven op", "vedbaek")]:
        omraade = Omraade.objects.get(slug=slug)
        opslag = OpslagFactory(titel=titel, institution=institution, omraade=omraade)
        actions.publish(opslag, by=None)
    OpslagFactory.create_batch(20, aktiv=True, institution=institution, titel="Gå tur")


def titles(page):
    return page.locator(".rf-opslag__titel").all_inner_texts()


@pytest.fixture
def plain(browser, demo, base_url):
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def test_a_visitor_without_scripts_finds_what_fits(plain, garden):
    plain.goto("/opgaver/")
    plain.get_by_label("Hvad vil du gerne?").fill("køkkenhve")
    plain.get_by_role("button", name="Find opgaver").click()
    assert titles(plain)[0] == "Plant en køkkenhave"
    assert "Mente du" in plain.inner_text(".rf-laesning")

    plain.get_by_role("link", name="køkkenhave").first.click()
    plain.get_by_label("Holte", exact=False).first.check()
    plain.get_by_role("button", name="Vis opgaver").click()
    plain.get_by_role("link", name="Fjern Holte").click()
    plain.get_by_role("link", name="Plant en køkkenhave").first.click()

    assert plain.inner_text("h1") == "Plant en køkkenhave"


def test_the_browser_finds_the_postcode_and_sends_nothing_more(page, garden, base_url):
    page.context.grant_permissions(["geolocation"], origin=base_url)
    page.context.set_geolocation({"latitude": 55.8521, "longitude": 12.5612})
    page.goto("/opgaver/")

    page.get_by_role("button", name="Find mit postnummer").click()
    page.get_by_text("Valgt: 2950 Vedbæk").wait_for()
    page.get_by_role("button", name="Find opgaver").click()

    assert titles(page)[0] == "Luk haven op"
    assert page.url.endswith("/opgaver/?q=&fra=2950&orden=")


def test_from_far_away_no_postcode_is_chosen(page, garden, base_url):
    page.context.grant_permissions(["geolocation"], origin=base_url)
    page.context.set_geolocation({"latitude": 57.05, "longitude": 9.92})
    page.goto("/opgaver/")

    page.get_by_role("button", name="Find mit postnummer").click()
    page.get_by_text("Du er ikke i nærheden af Rudersdal").wait_for()

    assert page.get_by_label("Hvor bor du?").input_value() == ""


def test_a_visitor_without_scripts_sorts_by_the_nearest(plain, garden):
    plain.goto("/opgaver/?q=have")
    plain.get_by_label("Hvor bor du?").select_option("2950 Vedbæk")
    plain.get_by_role("button", name="Find opgaver").click()

    plain.get_by_label("Rækkefølge").select_option("Nærmest først")
    plain.get_by_role("button", name="Sortér").click()
    assert titles(plain) == ["Luk haven op", "Plant en køkkenhave"]
    plain.get_by_role("link", name="Luk haven op").click()

    assert plain.inner_text("h1") == "Luk haven op"


def test_who_will_not_be_found_chooses_from_the_list(page, garden):
    page.goto("/opgaver/")

    page.get_by_role("button", name="Find mit postnummer").click()
    page.get_by_text("Vælg selv på listen").wait_for()

    assert page.get_by_label("Hvor bor du?").input_value() == ""
