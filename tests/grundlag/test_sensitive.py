from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.sensitive import has_cpr, health_words

BORN = st.dates(date(1900, 1, 1), date(2026, 12, 31))
LAST_FOUR = st.integers(0, 9999).map(lambda n: f"{n:04}")


@given(BORN, LAST_FOUR, st.sampled_from(["", "-", " ", " - ", "–"]))
def test_every_way_to_write_a_number_is_seen(born, last_four, between):
    assert has_cpr(f"Det er {born:%d%m%y}{between}{last_four}, tak.")
    assert has_cpr(f"{born:%d %m %y}{between}{last_four}")


@pytest.mark.parametrize(
    "text",
    [
        "Ring på 46 11 00 00",
        "Ring på +45 46 11 00 00",
        "310299-1234 er ingen dag",
        "Jeg kan fra 01.02.2027 kl. 12.30",
        "EAN 5798000012345",
        "Jeg har 12345678901 ideer",
    ],
)
def test_telephone_numbers_and_dates_are_none(text):
    assert not has_cpr(text)


def test_a_number_given_to_who_has_none_of_their_own_is_seen():
    assert has_cpr("610203-1234")


def test_health_is_only_what_one_says_of_oneself():
    assert health_words("Jeg har lige fået en depression.") == ["depression"]
    assert health_words("Min DIAGNOSE er ny") == ["DIAGNOSE"]
    assert health_words("Besøg mennesker med demens") == []
    assert health_words("Jeg vil hjælpe. Demens interesserer mig.") == []


@given(st.text())
def test_any_text_is_read(text):
    has_cpr(text)
    health_words(text)
