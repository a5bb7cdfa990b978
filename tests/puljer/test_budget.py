"""The page with the budget."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puljer import mangler
from rudersdal_frivillig.grundlag.amounts import format_oere
from tests.pages import fields
from tests.puljer.besoeg import address, draft, fresh, save, text

pytestmark = pytest.mark.django_db
PART = "budget"


def rows(udgifter=(), indtaegter=()):
    """What is typed: (tekst, art, amount as text) of each line."""
    typed = {}
    for prefix, lines in (("udgifter", udgifter), ("indtaegter", indtaegter)):
        typed[f"{prefix}-TOTAL_FORMS"] = str(len(lines))
        for number, (tekst, art, beloeb) in enumerate(lines):
            start = f"{prefix}-{number}"
            typed |= {f"{start}-tekst": tekst, f"{start}-art": art}
            typed |= {f"{start}-beloeb": beloeb, f"{start}-DELETE": ""}
    return typed


GOOD = rows(
    [("Spil", "materialer", "2.400"), ("Lokale", "lokale", "1.500,50")],
    [("Egen kasse", "egen", "800")],
)


def lines(ansoegning):
    found = ansoegning.budgetlinjer.order_by("slags", "raekkefoelge")
    return [(line.tekst, line.art, line.beloeb_oere) for line in found]


def test_lines_are_kept_and_added_up_by_the_server():
    ansoegning, browser = draft()

    response = save(browser, ansoegning, PART, **GOOD)

    assert response.url == address(ansoegning, "bilag")
    assert lines(ansoegning) == [
        ("Egen kasse", "egen", 800_00),
        ("Spil", "materialer", 2_400_00),
        ("Lokale", "lokale", 1_500_50),
    ]
    assert fresh(ansoegning).ansoegt_oere == 3_100_50


def test_one_may_save_and_stay_to_see_the_sums():
    ansoegning, browser = draft()

    response = save(browser, ansoegning, PART, bliv="1", **GOOD)

    page = browser.get(response.url)
    assert response.url.startswith(address(ansoegning, PART))
    for said in ("3.900,50 kr.", "Budgettet stemmer", "I søger om 3.100,50 kr."):
        assert said in text(page)
    assert fields(page)["udgifter-1-beloeb"] == ["1.500,50"]


def test_the_box_says_what_is_wrong():
    ansoegning, browser = draft()

    save(browser, ansoegning, PART, **rows([("Spil", "andet", "20.000")]))

    said = text(browser.get(address(ansoegning, PART)))
    assert "Budgettet er ikke færdigt" in said
    assert "Puljen giver højst 10.000 kr." in said


def test_an_amount_that_is_none_is_refused_and_all_else_is_kept():
    ansoegning, browser = draft()
    typed = rows([("Spil", "andet", "mange"), ("Lokale", "lokale", "1.500")])

    page = save(browser, ansoegning, PART, **typed)

    assert "Udgifter, linje 1: Beløb – Skriv beløbet med tal" in text(page)
    assert fields(page)["udgifter-0-beloeb"] == ["mange"]
    assert lines(ansoegning) == [("Spil", "andet", 0), ("Lokale", "lokale", 1_500_00)]
    mended = save(browser, ansoegning, PART, page=page, **{"udgifter-0-beloeb": "100"})
    assert mended.status_code == 302


def test_a_half_line_is_kept_and_asked_for():
    ansoegning, browser = draft()

    save(
        browser,
        ansoegning,
        PART,
        **rows([("", "andet", "500"), ("Lokale", "lokale", "")]),
    )

    assert lines(ansoegning) == [("", "andet", 500_00), ("Lokale", "lokale", 0)]
    lacks = [m.tekst for m in mangler.find(fresh(ansoegning)) if m.del_slug == PART]
    assert "Skriv, hvad de 500 kr. under udgifter er." in lacks
    assert "Skriv et beløb ud for “Lokale”, eller fjern linjen." in lacks


def test_a_line_is_added_and_taken_away_without_scripts():
    ansoegning, browser = draft()
    page = browser.get(address(ansoegning, PART))

    more = save(
        browser,
        ansoegning,
        PART,
        page=page,
        **{"udgifter-0-tekst": "Spil", "udgifter-tilfoej": "1"},
    )
    less = save(browser, ansoegning, PART, page=more, **{"udgifter-fjern": "0"})

    assert fields(more)["udgifter-TOTAL_FORMS"] == ["2"]
    assert fields(more)["udgifter-0-tekst"] == ["Spil"]
    assert fields(less)["udgifter-0-DELETE"] == ["on"]
    assert lines(ansoegning) == []


def test_rows_whose_number_is_lost_change_nothing():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, **GOOD)

    response = save(browser, ansoegning, PART, **{"udgifter-TOTAL_FORMS": "x"})

    assert response.status_code == 200
    assert len(lines(ansoegning)) == 3


def test_more_lines_than_there_is_room_for_are_refused():
    ansoegning, browser = draft()

    page = save(browser, ansoegning, PART, **rows([("Spil", "andet", "1")] * 31))

    assert page.status_code == 200
    assert lines(ansoegning) == []


def test_hours_are_asked_for_where_the_pool_counts_them():
    ansoegning, browser = draft(timesats_oere=100_00)
    without, _ = draft()

    save(browser, ansoegning, PART, timer="1.200", **GOOD)

    assert fresh(ansoegning).frivilligtimer == 1200
    other = Client()
    assert "timer" in fields(browser.get(address(ansoegning, PART)))
    assert other.get(address(without, PART)).status_code == 404


def test_a_pool_that_gives_no_money_has_no_budget():
    ansoegning, browser = draft(stoetteform="laan")

    assert browser.get(address(ansoegning, PART)).status_code == 404


def test_a_cpr_number_in_a_line_is_not_kept():
    ansoegning, browser = draft()

    page = save(browser, ansoegning, PART, **rows([("Til 010190-1234", "andet", "10")]))

    assert "Tag CPR-nummeret ud" in text(page)
    assert lines(ansoegning) == [("", "andet", 10_00)]


oere = st.integers(1, 10**9)


@pytest.fixture
def one_draft():
    return draft()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(costs=st.lists(oere, min_size=1, max_size=8), own=st.lists(oere, max_size=8))
def test_the_sums_are_those_of_the_lines(costs, own, one_draft):
    ansoegning, browser = one_draft
    typed = rows(
        [("Spil", "andet", format_oere(amount)) for amount in costs],
        [("Kasse", "egen", format_oere(amount)) for amount in own],
    )

    save(browser, ansoegning, PART, **typed)

    said = text(browser.get(address(ansoegning, PART)))
    assert fresh(ansoegning).ansoegt_oere == max(sum(costs) - sum(own), 0)
    assert f"Udgifter i alt {format_oere(sum(costs))} kr." in said
    assert f"Indtægter i alt {format_oere(sum(own))} kr." in said
