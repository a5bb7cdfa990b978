import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgavebank import facts
from opgavebank.choices import (
    DanskNiveau,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    Maaned,
    Sted,
    Tidspunkt,
)
from opgavebank.models import Opslag
from rudersdal_frivillig.demo import data
from rudersdal_frivillig.grundlag.models import Institution, Omraade

DAYTIME = [Tidspunkt.HVERDAG_FORMIDDAG, Tidspunkt.HVERDAG_EFTERMIDDAG]
OF_TIME = ["varighed_min", "hyppighed", "omfang_note", "tidspunkter", "tidspunkt_note"]
FEW_WORDS = re.compile(r"(\d+½? time[r]?)?( og )?(\d+ minut(ter)?)?")


def repeated(text):
    """Groups of two words that the text has more than once."""
    words = re.findall(r"[^\W_]+", text.lower())
    pairs = [*pairwise(words)]
    return {pair for pair in pairs if pairs.count(pair) > 1}


@given(st.integers(min_value=1, max_value=24 * 60))
def test_duration_has_numbers_that_add_up(minutes):
    text = facts.duration(minutes)

    hours = sum(map(int, re.findall(r"(\d+)½? time", text)))
    rest = sum(map(int, re.findall(r"(\d+) minut", text)))
    assert hours * 60 + rest + 30 * text.count("½") == minutes
    assert rest < 60
    assert FEW_WORDS.fullmatch(text)


@given(st.integers(min_value=1, max_value=24 * 60))
def test_duration_has_one_in_the_singular_and_others_in_the_plural(minutes):
    text = facts.duration(minutes)

    for number, noun in re.findall(r"(\d+½?) (timer|time|minutter|minut)\b", text):
        assert (number in {"1", "1½"}) == (noun in {"time", "minut"})


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(45, "45 minutter"), (60, "1 time"), (90, "1½ time"), (150, "2½ timer")],
)
def test_duration_speaks_as_people_do(minutes, text):
    assert facts.duration(minutes) == text


@pytest.mark.parametrize(
    ("varighed_min", "hyppighed", "note", "text"),
    [
        (90, Hyppighed.UGENTLIG, "", "1½ time om ugen"),
        (120, Hyppighed.HVER_ANDEN_UGE, "", "2 timer hver anden uge"),
        (120, Hyppighed.MAANEDLIG, "i 8 uger", "2 timer om måneden, i 8 uger"),
        (180, Hyppighed.EN_GANG, "", "3 timer, en enkelt gang"),
        (60, Hyppighed.EFTER_AFTALE, "", "1 time ad gangen"),
        (0, Hyppighed.EFTER_AFTALE, "", "Efter aftale"),
        (0, Hyppighed.DAGLIG, "om sommeren", "Hver dag, om sommeren"),
    ],
)
def test_omfang_says_how_long_and_how_often(varighed_min, hyppighed, note, text):
    opslag = Opslag(varighed_min=varighed_min, hyppighed=hyppighed, omfang_note=note)

    assert facts.omfang(opslag) == text


@pytest.mark.parametrize("hyppighed", Hyppighed)
@pytest.mark.parametrize("varighed_min", [0, 45])
def test_omfang_has_words_for_every_choice(hyppighed, varighed_min):
    text = facts.omfang(Opslag(varighed_min=varighed_min, hyppighed=hyppighed))

    assert text[0].isupper() or text.startswith("45 minutter")
    assert "{" not in text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"tidspunkter": ["aften"]}, "Om aftenen"),
        ({"tidspunkter": ["weekend", "aften"]}, "Om aftenen og i weekenden"),
        ({"tidspunkter": DAYTIME}, "Hverdage i dagtimerne"),
        (
            {"tidspunkter": ["weekend", "aften", *DAYTIME]},
            "Hverdage i dagtimerne, om aftenen og i weekenden",
        ),
        (
            {"tidspunkter": ["hverdag_formiddag", "weekend", "fleksibelt"]},
            "Hverdage om formiddagen og i weekenden eller efter aftale",
        ),
        ({"tidspunkter": ["fleksibelt"]}, "Tidspunktet aftaler vi"),
        (
            {"tidspunkter": ["aften"], "tidspunkt_note": "tirsdag kl. 19"},
            "Om aftenen. Tirsdag kl. 19",
        ),
        (
            {"tidspunkter": DAYTIME, "fra_maaned": Maaned.MAJ, "til_maaned": 5},
            "Hverdage i dagtimerne, i maj",
        ),
        (
            {"fra_maaned": Maaned.APRIL, "til_maaned": Maaned.JUNI},
            "Fra april til juni",
        ),
        ({"fra_maaned": Maaned.MAJ, "til_maaned": Maaned.MAJ}, "I maj"),
        ({}, ""),
    ],
)
def test_hvornaar_lists_the_times_in_one_order(fields, text):
    assert facts.hvornaar(Opslag(**fields)) == text


@given(
    chosen=st.sets(st.sampled_from(Tidspunkt)),
    months=st.none() | st.tuples(st.sampled_from(Maaned), st.sampled_from(Maaned)),
    hyppighed=st.sampled_from(Hyppighed),
    varighed_min=st.integers(min_value=0, max_value=24 * 60),
)
def test_time_is_said_without_repeating_and_begins_as_a_sentence(
    chosen, months, hyppighed, varighed_min
):
    fra, til = months or (None, None)
    opslag = Opslag(
        tidspunkter=[*chosen],
        fra_maaned=fra,
        til_maaned=til,
        hyppighed=hyppighed,
        varighed_min=varighed_min,
    )

    for text in (facts.omfang(opslag), facts.hvornaar(opslag), *facts.short(opslag)):
        assert not text[:1].islower()
        assert not repeated(text)
        assert text == " ".join(text.split())
        assert not text.endswith((",", "og", "eller"))


def test_notes_of_the_demo_posts_add_to_what_is_known_and_do_not_repeat_it():
    for row in data.load("opslag"):
        fra, til = row["periode_maaneder"] or (None, None)
        known = {name: row[name] for name in OF_TIME}
        opslag = Opslag(**known, fra_maaned=fra, til_maaned=til)

        assert not repeated(facts.omfang(opslag))
        assert not repeated(facts.hvornaar(opslag))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"sted": Sted.INSTITUTIONEN}, "Stedet, Øverødvej 2, 2840 Holte"),
        (
            {"sted": Sted.INSTITUTIONEN, "sted_note": "Mød op i porten"},
            "Stedet, Øverødvej 2, 2840 Holte. Mød op i porten",
        ),
        ({"sted": Sted.UDE}, "Ude, Vedbæk"),
        ({"sted": Sted.HJEMMEFRA}, "Hjemmefra, Vedbæk"),
    ],
)
def test_hvor_gives_the_address_only_if_it_is_at_the_place(fields, text):
    sted = Institution(navn="Stedet", adresse="Øverødvej 2", postnr="2840", by="Holte")
    opslag = Opslag(institution=sted, omraade=Omraade(navn="Vedbæk"), **fields)

    assert facts.hvor(opslag) == text


def test_hvor_without_an_address_has_no_loose_comma():
    opslag = Opslag(institution=Institution(navn="Stedet"), omraade=Omraade(navn="X"))

    assert facts.hvor(opslag) == "Stedet"


@pytest.mark.parametrize(
    ("kraeves", "kompetencer", "rows"),
    [
        (False, "", {"Erfaring": "Ingen erfaring nødvendig"}),
        (
            False,
            "Kørekort",
            {"Erfaring": "Ingen erfaring nødvendig", "Godt at have": "Kørekort"},
        ),
        (True, "Kørekort", {"Du kan": "Kørekort"}),
        (True, "", {"Du kan": "Erfaring er nødvendig"}),
    ],
)
def test_erfaring_tells_a_demand_from_a_wish(kraeves, kompetencer, rows):
    opslag = Opslag(erfaring_kraeves=kraeves, kompetencer=kompetencer)

    assert {label: text for label, text in facts.erfaring(opslag) if text} == rows


@pytest.mark.parametrize(
    ("pladser", "text"),
    [(0, "Alle, der har lyst"), (1, "En frivillig"), (4, "4 frivillige")],
)
def test_pladser_counts_in_words_people_use(pladser, text):
    assert facts.pladser(Opslag(pladser=pladser)) == text


@pytest.mark.parametrize(
    ("antal_aftalt", "text"),
    [
        (1, "4 frivillige. 3 er ledige"),
        (3, "4 frivillige. En plads er ledig"),
        (4, "4 frivillige. Alle pladser er taget"),
    ],
)
def test_pladser_says_how_many_are_left(antal_aftalt, text):
    assert facts.pladser(Opslag(pladser=4, antal_aftalt=antal_aftalt)) == text


@pytest.mark.parametrize(
    ("antal_aftalt", "text"),
    [(0, ""), (1, "3 pladser tilbage"), (3, "En plads tilbage"), (4, "")],
)
def test_list_says_how_many_places_are_left_once_some_are_taken(antal_aftalt, text):
    assert facts.tilbage(Opslag(pladser=4, antal_aftalt=antal_aftalt)) == text


def test_full_leaves_out_what_is_not_known():
    opslag = Opslag(
        form=Form.FAST,
        institution=Institution(navn="Stedet"),
        omraade=Omraade(navn="Vedbæk"),
        maalgrupper=[Maalgruppe.AELDRE, Maalgruppe.BOERN],
        egnet_for=[EgnetFor.GRUPPER],
        dansk_niveau=DanskNiveau.LIDT,
        andre_sprog="tysk",
    )

    rows = dict(facts.full(opslag))

    assert {"Form", "Hvornår"}.isdisjoint(rows)
    assert rows["Hvem"] == "Børn, ældre"
    assert rows["Sprog"].endswith("Det hjælper også, hvis du taler tysk")
    assert all(rows.values())


@pytest.mark.parametrize(
    ("facts_of_post", "label"),
    [
        ({"boern_under_15": True, "fast_tilknytning": True}, ["Kræver børneattest"]),
        ({"boern_under_15": True}, ["Kan kræve børneattest"]),
        ({}, []),
    ],
)
def test_short_names_a_boerneattest_only_where_one_may_be_asked(facts_of_post, label):
    omfang, *asked = facts.short(Opslag(**facts_of_post))

    assert omfang == "Efter aftale"
    assert asked == label
