"""Two who save the same page: two windows, the back button, many at once."""

import pytest
from django.test import Client

from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning
from tests.grundlag.committed import at_once, commits
from tests.pages import fields, submit
from tests.puljer.besoeg import (
    address,
    draft,
    felt,
    fresh,
    go_in,
    invited,
    save,
    svar,
    text,
)
from tests.puljer.test_budget import GOOD, lines, rows

pytestmark = pytest.mark.django_db
PART = "jeres-ide"
TWO = [{"tekst": "Hvad?"}, {"tekst": "Hvor?", "slags": "kort"}]


def two_windows():
    """A draft, its browser and two pages of it that are both open."""
    ansoegning, browser = draft(spoergsmaal=TWO)
    path = address(ansoegning, PART)
    return ansoegning, browser, browser.get(path), browser.get(path)


def conflict():
    ansoegning, browser, first, second = two_windows()
    what, where = felt(ansoegning, "Hvad?"), felt(ansoegning, "Hvor?")
    submit(browser, first, **{what: "Spil", where: "Holte"})
    page = submit(browser, second, **{what: "Sang", where: "Nærum"})
    return ansoegning, browser, page, what, where


def test_the_second_window_overwrites_nothing_and_shows_both():
    ansoegning, _, page, *_ = conflict()

    assert page.status_code == 409
    for said in ("Spil", "Sang", "Holte", "Nærum"):
        assert said in text(page)
    assert svar(ansoegning, "Hvad?") == "Spil"


def test_one_can_keep_ones_own_all_the_same():
    ansoegning, browser, page, *_ = conflict()

    # What a browser sends where nothing else is chosen.
    response = submit(browser, page)

    assert response.status_code == 302
    assert (svar(ansoegning, "Hvad?"), svar(ansoegning, "Hvor?")) == ("Sang", "Nærum")


def test_one_can_choose_for_each_field():
    ansoegning, browser, page, what, where = conflict()

    submit(browser, page, **{f"valg-{what}": "deres", f"valg-{where}": "min"})

    assert (svar(ansoegning, "Hvad?"), svar(ansoegning, "Hvor?")) == ("Spil", "Nærum")


def test_one_who_chooses_too_late_is_shown_both_again():
    ansoegning, browser, page, what, _ = conflict()
    save(browser, ansoegning, PART, **{what: "Dans"})

    again = submit(browser, page)

    assert again.status_code == 409
    assert "Dans" in text(again)
    assert "Sang" in text(again)
    assert svar(ansoegning, "Hvad?") == "Dans"


def test_the_back_button_shows_an_old_page_that_overwrites_nothing():
    ansoegning, browser = draft(spoergsmaal=TWO)
    old = browser.get(address(ansoegning, PART))
    what = felt(ansoegning, "Hvad?")
    submit(browser, old, **{what: "Spil"})
    submit(browser, browser.get(address(ansoegning, PART)), **{what: "Dans"})

    assert submit(browser, old, **{what: "Sang"}).status_code == 409
    assert svar(ansoegning, "Hvad?") == "Dans"


def test_a_double_click_is_one_save():
    ansoegning, browser, first, _ = two_windows()
    typed = {felt(ansoegning, "Hvad?"): "Spil"}

    answers = [submit(browser, first, **typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert fresh(ansoegning).versioner == {PART: 1}


@pytest.mark.parametrize("version", ["999999", "-1", "", "x", "9" * 40])
def test_a_forged_version_overwrites_nothing(version):
    ansoegning, browser, first, second = two_windows()
    what = felt(ansoegning, "Hvad?")
    submit(browser, first, **{what: "Spil"})

    response = submit(browser, second, **{what: "Sang", "version": version})

    assert response.status_code == 409
    assert svar(ansoegning, "Hvad?") == "Spil"


def test_two_pages_at_once_are_no_conflict():
    ansoegning, browser, first, _ = two_windows()
    budget = browser.get(address(ansoegning, "budget"))
    submit(browser, first, **{felt(ansoegning, "Hvad?"): "Spil"})

    assert submit(browser, budget, **GOOD).status_code == 302
    assert svar(ansoegning, "Hvad?") == "Spil"
    assert len(lines(ansoegning)) == 3


def test_of_two_budgets_each_half_can_be_chosen():
    ansoegning, browser = draft()
    path = address(ansoegning, "budget")
    first, second = browser.get(path), browser.get(path)
    submit(browser, first, **GOOD)
    mine = rows([("Sang", "andet", "100")], [("Gave", "modtaget", "50")])
    page = submit(browser, second, **mine)
    assert page.status_code == 409
    assert "Spil · Materialer · 2.400" in text(page)
    assert "Sang · Andet · 100" in text(page)

    submit(browser, page, **{"valg-udgifter": "deres", "valg-indtaegter": "min"})

    assert lines(ansoegning) == [
        ("Gave", "modtaget", 50_00),
        ("Spil", "materialer", 2_400_00),
        ("Lokale", "lokale", 1_500_50),
    ]


def test_of_two_who_say_who_they_are_one_can_choose():
    ansoegning, browser = draft()
    path = address(ansoegning, "om-jer")
    first, second = browser.get(path), browser.get(path)
    submit(browser, first, titel="Spil", ansoegertype="gruppe")
    page = submit(browser, second, titel="Sang", ansoegertype="forening")
    assert "En forening med CVR-nummer" in text(page)

    submit(browser, page, **{"valg-titel": "min", "valg-ansoegertype": "deres"})

    kept = fresh(ansoegning)
    assert (kept.titel, kept.ansoegertype) == ("Sang", "gruppe")


def autosave(browser, page, path, **typed):
    form = fields(page) | typed
    return browser.post(path, form, headers={"X-Autosave": "1"})


def test_a_page_saves_itself_and_the_button_saves_on_top_of_that():
    ansoegning, browser, first, _ = two_windows()
    what, path = felt(ansoegning, "Hvad?"), address(ansoegning, PART)

    answer = autosave(browser, first, path, **{what: "Spi"}).json()
    done = submit(browser, first, **{what: "Spil", "version": answer["version"]})

    assert answer["version"] == 1
    assert ":" not in answer["gemt"]
    assert done.status_code == 302
    assert svar(ansoegning, "Hvad?") == "Spil"


def test_a_page_that_saves_itself_over_another_is_told_and_keeps_its_text():
    ansoegning, browser, first, second = two_windows()
    what, path = felt(ansoegning, "Hvad?"), address(ansoegning, PART)
    submit(browser, first, **{what: "Spil"})

    answer = autosave(browser, second, path, **{what: "Sang"})

    assert answer.status_code == 200
    assert "rettet et andet sted" in answer.json()["fejl"]
    assert svar(ansoegning, "Hvad?") == "Spil"


def test_a_page_that_saves_itself_says_what_was_not_kept():
    ansoegning, browser = draft()
    path = address(ansoegning, "budget")
    typed = rows([("Spil", "andet", "mange"), ("Sang", "andet", "100")])

    answer = autosave(browser, browser.get(path), path, **typed).json()

    assert answer["version"] == 1
    assert "Skriv beløbet med tal" in answer["undtagen"]
    assert answer["tekster"]["udgifter-sum"] == "100 kr."


@commits
def test_ten_editors_at_once_are_one_save_and_nine_who_are_shown_both():
    ansoegning, owner = draft(spoergsmaal=TWO)
    editors = [owner]
    for number in range(4):
        email, rolle = f"s{number}@example.dk", Deltagerrolle.SKRIVER
        editors.append(invited(ansoegning, email, rolle))
    editors += [go_in("ansvarlig@example.dk", Client()) for _ in range(5)]
    path, what = address(ansoegning, PART), felt(ansoegning, "Hvad?")
    forms = [fields(editor.get(path)) for editor in editors]

    def write(number):
        typed = forms[number] | {what: f"Svar {number}"}
        return editors[number].post(path, typed).status_code

    answers = at_once(*[lambda n=n: write(n) for n in range(10)])

    kept = Ansoegning.objects.get(pk=ansoegning.pk)
    assert sorted(answers) == [302] + [409] * 9
    assert svar(ansoegning, "Hvad?") == f"Svar {answers.index(302)}"
    assert kept.versioner == {PART: 1}


@commits
def test_ten_different_pages_at_once_are_all_kept():
    ansoegning, browser = draft(
        spoergsmaal=[
            {"tekst": f"Spørgsmål {n}", "afsnit": f"Side {n}"} for n in range(8)
        ]
    )
    names = [felt(ansoegning, f"Spørgsmål {n}") for n in range(8)]
    pages = [browser.get(address(ansoegning, f"side-{n}")) for n in range(8)]
    forms = [fields(page) | {names[n]: f"Svar {n}"} for n, page in enumerate(pages)]
    cookies = browser.cookies

    def write(number):
        client = Client()
        client.cookies = cookies
        path = address(ansoegning, f"side-{number}")
        return client.post(path, forms[number]).status_code

    answers = at_once(*[lambda n=n: write(n) for n in range(8)])

    assert answers == [302] * 8
    assert sorted(fresh(ansoegning).svar.values()) == [f"Svar {n}" for n in range(8)]
