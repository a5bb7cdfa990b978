import pytest
from django.urls import reverse

from rudersdal_frivillig.grundlag import registry
from rudersdal_frivillig.grundlag.registry import MenuItem
from tests.pages import tags

pytestmark = pytest.mark.django_db

FIND = MenuItem("Find en opgave", "opgavebank:opslag_list")
ABOUT = MenuItem("Om portalen", "om")


@pytest.fixture
def header(client, monkeypatch):
    """Call it with menu items for the page that has them in its head."""

    def show(*items):
        monkeypatch.setattr(registry, "menu", [*items])
        return client.get(reverse("opgavebank:opslag_list"))

    return show


def links(response):
    punkter = [a for _, a in tags(response, "a") if a.get("class") == "rf-menu__punkt"]
    return [(a["href"], a.get("aria-current")) for a in punkter]


def test_one_link_is_there_without_a_menu_to_open(header):
    response = header(FIND)

    assert links(response) == [("/opgaver/", "page")]
    assert "popover" not in response.text


def test_several_links_are_in_a_menu_that_opens(header):
    response = header(FIND, ABOUT)

    assert links(response) == [("/opgaver/", "page"), ("/om/", None)]
    assert 'popovertarget="menu"' in response.text


def test_portal_without_apps_has_no_menu(header):
    response = header()

    assert links(response) == []
    assert "Hovedmenu" not in response.text
