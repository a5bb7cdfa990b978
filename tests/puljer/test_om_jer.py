"""The page on who applies, and the two contacts."""

import pytest
from django.test import Client

from puljer import mangler
from puljer.choices import Deltagerrolle
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import InstitutionFactory
from tests.pages import fields
from tests.puljer.besoeg import address, draft, fresh, go_in, invited, save, text
from tests.puljer.sager import CVR

pytestmark = pytest.mark.django_db
PART = "om-jer"
KONTAKTER = {
    "kontakt_navn": "Kontaktpersonen",
    "kontakt2_navn": "Den anden",
    "kontakt2_email": "anden@example.dk",
}


def lacks(ansoegning):
    return [m.felt for m in mangler.find(fresh(ansoegning)) if m.del_slug == PART]


def test_who_applies_decides_what_is_asked_and_the_page_is_shown_again():
    ansoegning, browser = draft()

    response = save(browser, ansoegning, PART, ansoegertype="forening")

    assert response.url == address(ansoegning, PART)
    assert "et par spørgsmål mere" in text(browser.get(response.url))
    assert save(browser, ansoegning, PART).url == address(ansoegning, "jeres-ide")


def fill(browser, ansoegning, **typed):
    save(browser, ansoegning, PART, ansoegertype=typed["ansoegertype"])
    return save(browser, ansoegning, PART, titel="Spil", **KONTAKTER, **typed)


def test_an_association_with_its_cvr_number_lacks_nothing():
    ansoegning, browser = draft()

    fill(
        browser, ansoegning, ansoegertype="forening", navn="Klubben", cvr="29 18 83 78"
    )

    assert fresh(ansoegning).cvr == CVR
    assert lacks(ansoegning) == []


def test_a_group_without_cvr_needs_someone_of_age():
    ansoegning, browser = draft()

    fill(browser, ansoegning, ansoegertype="gruppe", navn="Naboerne")
    assert lacks(ansoegning) == ["is_myndig"]
    save(browser, ansoegning, PART, is_myndig="on")

    assert lacks(ansoegning) == []


def test_an_institution_is_chosen_from_the_list_and_has_a_partner():
    place = InstitutionFactory()
    ansoegning, browser = draft()

    fill(
        browser,
        ansoegning,
        ansoegertype="institution",
        institution=str(place.pk),
        partner="Naboerne",
    )
    assert lacks(ansoegning) == []
    assert fresh(ansoegning).institution == place
    save(browser, ansoegning, PART, ansoegertype="gruppe")

    assert fresh(ansoegning).institution is None


def test_a_wrong_cvr_number_is_refused_and_the_rest_is_kept():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, ansoegertype="forening")

    page = save(browser, ansoegning, PART, titel="Spil", cvr="12345678")

    assert "CVR-nummeret passer ikke." in text(page)
    assert fields(page)["cvr"] == ["12345678"]
    assert (fresh(ansoegning).titel, fresh(ansoegning).cvr) == ("Spil", "")


def test_a_pool_for_one_kind_of_applicant_does_not_ask():
    ansoegning, browser = draft(ansoegertyper=["gruppe"])

    save(browser, ansoegning, PART, navn="Naboerne")

    assert fresh(ansoegning).ansoegertype == "gruppe"
    assert fresh(ansoegning).navn == "Naboerne"


def test_the_second_contact_is_mailed_a_link_and_may_write():
    ansoegning, browser = draft()

    save(browser, ansoegning, PART, **KONTAKTER)

    other = go_in("anden@example.dk", Client())
    assert "Gem og fortsæt" in text(other.get(address(ansoegning, "jeres-ide")))
    assert ansoegning.deltagere.get(email="anden@example.dk").may_send


def test_a_wrong_address_of_ones_own_is_corrected_and_one_stays_in():
    ansoegning, browser = draft()
    sent_to_another = go_in("ansvarlig@example.dk", Client())

    save(browser, ansoegning, PART, kontakt_email="rigtig@example.dk")

    front = ansoegning.get_absolute_url()
    assert "sendt til rigtig@example.dk" in browser.get(front).text
    assert Brev.objects.latest("pk").til == "rigtig@example.dk"
    assert sent_to_another.get(front).status_code == 404
    assert ansoegning.deltagere.count() == 1


def test_the_other_contact_who_is_replaced_is_out_at_once():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, **KONTAKTER)
    other = go_in("anden@example.dk", Client())

    save(browser, ansoegning, PART, kontakt2_email="tredje@example.dk")

    assert other.get(ansoegning.get_absolute_url()).status_code == 404
    assert Brev.objects.latest("pk").til == "tredje@example.dk"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kontakt_email": ""}, "Skriv den e-mail, linket går til."),
        ({"kontakt2_email": "ansvarlig@example.dk"}, "skal have en anden e-mail"),
        ({"kontakt2_navn": "Nogen"}, "Skriv en e-mail eller et telefonnummer."),
        ({"kontakt2_navn": "www.spam.example"}, "Skriv kun navnet her."),
        ({"kontakt_telefon": "ring"}, "Skriv et telefonnummer med otte cifre."),
    ],
)
def test_a_contact_who_cannot_be_reached_is_refused_and_the_rest_kept(typed, said):
    ansoegning, browser = draft()

    page = save(browser, ansoegning, PART, titel="Spil", **typed)

    assert said in text(page)
    assert fresh(ansoegning).titel == "Spil"
    [deltager] = ansoegning.deltagere.active()
    assert deltager.email == "ansvarlig@example.dk"


def test_an_invited_writer_cannot_change_the_contacts():
    ansoegning, _ = draft()
    writer = invited(ansoegning, "skriver@example.dk", Deltagerrolle.SKRIVER)

    page = writer.get(address(ansoegning, PART))
    assert "kontakt_email" not in fields(page)
    save(
        writer,
        ansoegning,
        PART,
        page=page,
        titel="Spil",
        kontakt_email="skriver@example.dk",
        kontakt_navn="Skriveren",
        kontakt_telefon="",
    )

    assert fresh(ansoegning).titel == "Spil"
    first = ansoegning.deltagere.answering()[0]
    assert first.email == "ansvarlig@example.dk"


def test_an_invited_writer_who_becomes_the_second_contact_is_the_same_person():
    ansoegning, browser = draft()
    invited(ansoegning, "skriver@example.dk", Deltagerrolle.SKRIVER)

    save(
        browser,
        ansoegning,
        PART,
        kontakt2_navn="Skriveren",
        kontakt2_email="skriver@example.dk",
    )

    assert ansoegning.deltagere.active().count() == 2
    assert ansoegning.deltagere.get(email="skriver@example.dk").may_send
