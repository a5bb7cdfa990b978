"""The pages of questions: every kind of answer, conditions and limits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puljer import mangler
from rudersdal_frivillig.grundlag.amounts import format_oere
from tests.pages import fields, tags
from tests.puljer.besoeg import address, draft, felt, fresh, save, svar, text

pytestmark = pytest.mark.django_db
PART = "jeres-ide"

ALL = [
    {"tekst": "Kort?", "slags": "kort"},
    {"tekst": "Langt?", "slags": "lang", "mest_ord": 5},
    {"tekst": "Hvor mange?", "slags": "tal"},
    {"tekst": "Hvor meget?", "slags": "beloeb"},
    {"tekst": "Hvornår?", "slags": "dato"},
    {"tekst": "Hvilken?", "slags": "valg", "valgmuligheder": ["Rød", "Blå"]},
    {"tekst": "Hvilke?", "slags": "flere", "valgmuligheder": ["Ung", "Gammel"]},
    {"tekst": "Er det nyt?", "slags": "janej"},
]


def answers(ansoegning, **more):
    said = {
        "Kort?": "Spil",
        "Langt?": "Vi spiller hver onsdag",
        "Hvor mange?": "1.200",
        "Hvor meget?": "1.234,50",
        "Hvilken?": "Blå",
        "Hvilke?": ["Ung", "Gammel"],
        "Er det nyt?": "Ja",
    } | more
    typed = {felt(ansoegning, tekst): value for tekst, value in said.items()}
    date = felt(ansoegning, "Hvornår?")
    return typed | {f"{date}_day": "1", f"{date}_month": "5", f"{date}_year": "2027"}


def test_every_kind_of_answer_is_kept_and_shown_again():
    ansoegning, browser = draft(spoergsmaal=ALL)

    response = save(browser, ansoegning, PART, **answers(ansoegning))

    kept = {tekst: svar(ansoegning, tekst) for tekst in [f["tekst"] for f in ALL]}
    assert response.status_code == 302
    assert kept == {
        "Kort?": "Spil",
        "Langt?": "Vi spiller hver onsdag",
        "Hvor mange?": 1200,
        "Hvor meget?": 1_234_50,
        "Hvornår?": "2027-05-01",
        "Hvilken?": "Blå",
        "Hvilke?": ["Ung", "Gammel"],
        "Er det nyt?": "Ja",
    }
    again = fields(browser.get(address(ansoegning, PART)))
    assert again[felt(ansoegning, "Hvor meget?")] == ["1.234,50"]
    assert again[felt(ansoegning, "Hvilke?")] == ["Ung", "Gammel"]
    assert again[f"{felt(ansoegning, 'Hvornår?')}_year"] == ["2027"]


def test_nothing_has_to_be_answered_to_save():
    ansoegning, browser = draft(spoergsmaal=ALL)

    assert save(browser, ansoegning, PART).status_code == 302


@pytest.mark.parametrize(
    ("tekst", "typed", "said"),
    [
        ("Hvor mange?", "mange", "Skriv et helt tal"),
        ("Hvor mange?", "9" * 30, "Tallet er for stort."),
        ("Hvor meget?", "en masse", "Skriv beløbet med tal"),
        ("Hvor meget?", "1,234.50", "Skriv beløbet med tal"),
        ("Hvilken?", "Grøn", "Vælg en af mulighederne."),
        ("Kort?", "Spørg 010190-1234", "Tag CPR-nummeret ud"),
    ],
)
def test_what_cannot_be_read_is_refused_and_all_else_is_kept(tekst, typed, said):
    ansoegning, browser = draft(spoergsmaal=ALL)

    page = save(browser, ansoegning, PART, **answers(ansoegning, **{tekst: typed}))

    assert said in text(page)
    assert svar(ansoegning, tekst) is None
    assert svar(ansoegning, "Langt?") == "Vi spiller hver onsdag"
    if tekst != "Hvilken?":
        assert fields(page)[felt(ansoegning, tekst)] == [typed]


def test_a_faulty_page_can_be_mended_and_saved_without_a_conflict():
    ansoegning, browser = draft(spoergsmaal=ALL)
    typed = answers(ansoegning, **{"Hvor mange?": "mange"})
    page = save(browser, ansoegning, PART, **typed)

    mended = {felt(ansoegning, "Hvor mange?"): "12"}
    response = save(browser, ansoegning, PART, page=page, **mended)

    assert response.status_code == 302
    assert svar(ansoegning, "Hvor mange?") == 12


def test_a_date_that_is_no_date_is_refused():
    ansoegning, browser = draft(spoergsmaal=ALL)
    name = felt(ansoegning, "Hvornår?")

    page = save(
        browser, ansoegning, PART, **{f"{name}_day": "31", f"{name}_month": "2"}
    )

    assert "Skriv både dag, måned og år." in text(page)


def test_too_many_words_are_kept_and_have_to_be_cut_before_sending():
    ansoegning, browser = draft(spoergsmaal=ALL)
    long = "et to tre fire fem seks"

    page = save(browser, ansoegning, PART, **{felt(ansoegning, "Langt?"): long})

    assert "Højst 5 ord, I har skrevet 6." in text(page)
    assert svar(ansoegning, "Langt?") == long
    lacks = [mangel.tekst for mangel in mangler.find(fresh(ansoegning))]
    assert "Kort svaret af til 5 ord (nu 6): Langt?" in lacks


def conditional(runde_facts=None):
    ansoegning, browser = draft(
        spoergsmaal=[
            {"tekst": "Skal I bruge et lokale?", "slags": "janej"},
            {"tekst": "Hvilket lokale?", "slags": "kort", "skal_besvares": False},
        ]
    )
    felter = ansoegning.skema.indhold["felter"]
    # Frozen content is never changed, so the condition is put in another skema.
    indhold = ansoegning.skema.indhold
    felter[1] |= {"vis_hvis": felter[0]["noegle"], "vis_hvis_svar": "Ja"}
    skema = ansoegning.skema
    skema.pk, skema.version, skema.indhold = None, skema.version + 1, indhold
    skema.save()
    ansoegning.skema = skema
    ansoegning.save()
    return ansoegning, browser


def hidden_groups(page):
    groups = [attrs for tag, attrs in tags(page, "div") if "data-hvis" in attrs]
    return ["hidden" in attrs for attrs in groups]


def test_a_question_that_an_answer_makes_is_asked_at_once_after_the_save():
    ansoegning, browser = conditional()
    first = browser.get(address(ansoegning, PART))
    decides = felt(ansoegning, "Skal I bruge et lokale?")

    response = save(browser, ansoegning, PART, page=first, **{decides: "Ja"})

    again = browser.get(response.url)
    assert response.url == address(ansoegning, PART)
    assert hidden_groups(first) == [True]
    assert hidden_groups(again) == [False]
    assert "et par spørgsmål mere" in text(again)


def test_a_question_that_was_shown_need_not_be_answered():
    ansoegning, browser = conditional()
    decides = felt(ansoegning, "Skal I bruge et lokale?")
    save(browser, ansoegning, PART, **{decides: "Ja"})

    response = save(browser, ansoegning, PART)

    assert response.url == address(ansoegning, "budget")


def test_the_answer_to_what_is_no_longer_asked_stays_but_is_not_changed():
    ansoegning, browser = conditional()
    decides = felt(ansoegning, "Skal I bruge et lokale?")
    which = felt(ansoegning, "Hvilket lokale?")
    save(browser, ansoegning, PART, **{decides: "Ja"})
    save(browser, ansoegning, PART, **{which: "Salen"})

    save(browser, ansoegning, PART, **{decides: "Nej", which: "010190-1234"})

    assert svar(ansoegning, "Hvilket lokale?") == "Salen"
    assert svar(ansoegning, "Skal I bruge et lokale?") == "Nej"


def test_a_part_that_the_pool_does_not_have_is_404():
    ansoegning, browser = draft()

    assert browser.get(address(ansoegning, "findes-ikke")).status_code == 404


def test_back_and_on_lead_through_the_parts():
    ansoegning, browser = draft()

    links = [
        a.get("href") for _, a in tags(browser.get(address(ansoegning, PART)), "a")
    ]

    assert address(ansoegning, "om-jer") in links
    assert save(browser, ansoegning, PART).url == address(ansoegning, "budget")
    assert save(browser, ansoegning, "bilag").url.endswith("/send/")


def test_what_is_typed_is_shown_as_text():
    ansoegning, browser = draft()
    hostile = "<script>alert(1)</script>"

    save(browser, ansoegning, PART, **{felt(ansoegning, "Hvad vil I gøre?"): hostile})

    page = browser.get(address(ansoegning, PART))
    assert hostile not in page.text
    assert fields(page)[felt(ansoegning, "Hvad vil I gøre?")] == [hostile]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(oere=st.integers(0, 10**9), style=st.sampled_from(["{}", "{} kr.", "kr. {}"]))
def test_an_amount_comes_back_as_it_was_meant(oere, style, one_draft):
    ansoegning, browser = one_draft
    name = felt(ansoegning, "Hvor meget?")

    save(browser, ansoegning, PART, **{name: style.format(format_oere(oere))})

    assert svar(ansoegning, "Hvor meget?") == oere
    assert fields(browser.get(address(ansoegning, PART)))[name] == [format_oere(oere)]


@pytest.fixture
def one_draft():
    return draft(spoergsmaal=[{"tekst": "Hvor meget?", "slags": "beloeb"}])
