"""What WCAG asks of a page that a machine can see."""

import pytest

from opgavebank.models import Opslag
from tests.browser.pages import ADMIN, PUBLIC, opslag_detail, opslag_list_page_2

# The narrowest of WCAG 1.4.10, a telephone, a desk.
WIDTHS = [320, 390, 1280]
NONE = {width: [] for width in WIDTHS}

# Seen at 200 %, in the spacing of WCAG 1.4.12.
LARGE_TEXT = """() => {
  const root = document.documentElement;
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""
WIDE_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }
  `);
  document.adoptedStyleSheets = [sheet];
}"""
# Texts that are wider than their box, or whose box hides what is outside it.
CUT_OFF = """() => [...document.querySelectorAll("body *:not(.rf-usynlig)")]
  .filter((e) => e.textContent.trim() && e.clientWidth)
  .filter((e) => e.scrollWidth > e.clientWidth + 1
    || e.scrollHeight > e.clientHeight + 1
      && getComputedStyle(e).overflow !== "visible")
  .map((e) => e.outerHTML.slice(0, 100))"""

READ_BY_CITIZENS = {"list": opslag_list_page_2, "detail": opslag_detail}


def axe_faults(visitor):
    faults = {}
    for width in WIDTHS:
        visitor.narrow_to(width)
        faults[width] = visitor.axe_faults()
    return faults


@pytest.mark.parametrize("go", PUBLIC.values(), ids=PUBLIC)
def test_public_page_has_no_fault_for_axe(visitor, opslag_list, go):
    go(visitor)

    assert axe_faults(visitor) == NONE


@pytest.mark.parametrize("go", ADMIN.values(), ids=ADMIN)
def test_admin_page_has_no_fault_for_axe(visitor, opslag_list, superuser, go):
    visitor.log_in(superuser)

    go(visitor)

    assert axe_faults(visitor) == NONE


@pytest.mark.parametrize("go", PUBLIC.values(), ids=PUBLIC)
def test_public_page_fits_in_320_pixels(visitor, opslag_list, go):
    visitor.narrow_to(320)

    go(visitor)

    assert visitor.overflow() == 0


@pytest.mark.parametrize("change", [LARGE_TEXT, WIDE_SPACING], ids=["large", "spaced"])
@pytest.mark.parametrize("go", READ_BY_CITIZENS.values(), ids=READ_BY_CITIZENS)
def test_page_keeps_its_text_whole(visitor, opslag_list, go, change):
    go(visitor)

    visitor.page.evaluate(change)

    for width in WIDTHS:
        visitor.narrow_to(width)
        assert visitor.page.evaluate(CUT_OFF) == []
        assert visitor.overflow() == 0


LONG_WORD = "Ansvarsforsikringsselskabsmedarbejderrepræsentantskabsmødeindkaldelse"


@pytest.mark.parametrize("go", READ_BY_CITIZENS.values(), ids=READ_BY_CITIZENS)
def test_a_word_longer_than_the_screen_is_broken(visitor, opslag_list, go):
    Opslag.objects.update(titel=LONG_WORD, resume=LONG_WORD * 4, det_goer_du=LONG_WORD)
    go(visitor)

    for width in WIDTHS:
        visitor.narrow_to(width)
        assert visitor.page.evaluate(CUT_OFF) == []
