import pytest

from rudersdal_frivillig.grundlag.compounds import parts, parts_of
from tests.factories import OpslagFactory


@pytest.mark.parametrize(
    ("word", "made_of"),
    [
        ("lektiehjaelp", ("lektie", "hjaelp")),
        ("hoejtlaesning", ("hoejt", "laesning")),
        ("koekkenhaven", ("koekken", "have")),
        ("boernehaveboern", ("boernehave", "boern")),
        ("cykelvaerksted", ("cykel", "vaerksted")),
    ],
)
def test_a_compound_is_known_by_its_parts(word, made_of):
    assert parts(word) == made_of


@pytest.mark.parametrize(
    "word", ["boernehave", "boernehaven", "plejehjem", "bibliotek", "xyzhjaelp", "have"]
)
def test_a_word_that_means_more_or_is_unknown_is_left_whole(word):
    assert parts(word) == ()


def test_a_word_that_can_be_cut_in_very_many_ways_takes_no_time():
    assert parts("unge" * 70 + "q") == ()


def test_parts_of_a_text_come_once_each():
    assert parts_of("Lektiehjælp og lektiecafé i køkkenhaven").split() == [
        "lektie",
        "hjaelp",
        "cafe",
        "koekken",
        "have",
    ]


@pytest.mark.django_db
def test_an_opslag_has_the_parts_of_what_it_says_now():
    opslag = OpslagFactory(titel="Hjælp med lektiehjælp")
    opslag.titel = "Plant en køkkenhave"

    opslag.save()

    opslag.refresh_from_db()
    assert opslag.ordled.split() == ["koekken", "have"]
