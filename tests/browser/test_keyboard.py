"""The portal without a mouse."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.pages import opslag_detail, opslag_list_page_2
from tests.factories import PASSWORD

# What has focus, and whether one can see that it has.
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {
    what: e.outerHTML,
    place: [...document.querySelectorAll("*")].indexOf(e),
    shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""
IN_MAIN = "document.querySelector('main').contains(document.activeElement)"
FOCUSABLE = (
    "a[href], button:enabled, input:enabled:not([type=hidden]), select, textarea, "
    "summary"
)


def test_skip_link_comes_first_and_leads_to_the_content(visitor, opslag_list):
    visitor.open("opgavebank:opslag_list")

    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Hop til")).to_be_focused()
    expect(visitor.page.get_by_role("link", name="Hop til")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")

    assert visitor.page.evaluate(IN_MAIN)


@pytest.mark.parametrize("go", [opslag_list_page_2, opslag_detail])
def test_focus_is_seen_wherever_it_goes(visitor, opslag_list, go):
    go(visitor)
    count = visitor.page.locator(FOCUSABLE).filter(visible=True).count()

    stops = []
    for _ in range(count):
        visitor.page.keyboard.press("Tab")
        stops.append(visitor.page.evaluate(FOCUS))

    assert len({stop["place"] for stop in stops}) == count
    assert [stop["what"] for stop in stops if not stop["shown"]] == []


def test_leder_logs_in_by_keyboard(visitor, leder):
    page = visitor.page
    visitor.open("forside")

    visitor.tab_to(page.get_by_role("link", name="Log ind, og opret opslag"))
    page.keyboard.press("Enter")
    visitor.tab_to(page.locator("[name=login]"))
    page.keyboard.type(leder.email)
    visitor.tab_to(page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(reverse("admin:index"))
