"""Two people put a pool in operation, and the second reads exactly what goes live."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from puljer.models import Pulje, Skema
from rudersdal_frivillig.grundlag.models import Retstekst
from tests.factories import BrugerFactory, RetstekstFactory
from tests.page_text import page_text
from tests.puljer.opsaetning import (
    approve,
    of_pulje,
    of_runde,
    propose,
    sagsbehandler,
    save,
    send_back,
)
from tests.puljer.sager import RETSTEKSTER, make_pulje, make_runde

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
ANOTHER = "En anden end den, der foreslog det, skal sætte puljen i drift."


@pytest.fixture
def pulje():
    """All that is needed, and texts that need no approval."""
    for noegle in RETSTEKSTER:
        RetstekstFactory(noegle=noegle, skal_godkendes=False)
    pulje = make_pulje()
    make_runde(pulje)
    return pulje


@pytest.fixture
def one(pulje):
    return sagsbehandler(pulje)


@pytest.fixture
def other(pulje):
    return sagsbehandler(pulje)


@pytest.fixture
def as_one(client, one):
    client.force_login(one)
    return client


@pytest.fixture
def as_other(other):
    from django.test import Client

    client = Client()
    client.force_login(other)
    return client


def is_public(pulje):
    return Pulje.objects.public().filter(pk=pulje.pk).exists()


def test_one_proposes_and_another_puts_it_in_operation(as_one, as_other, pulje):
    propose(as_one, pulje)
    assert not is_public(pulje)

    page = approve(as_other, pulje)

    assert f"{pulje} er i drift." in page.text
    assert is_public(pulje)
    assert pulje.runder.open(timezone.now()).exists()


def test_who_proposed_it_cannot_put_it_in_operation(as_one, pulje):
    propose(as_one, pulje)

    page = approve(as_one, pulje)

    assert ANOTHER in page.text
    assert "Sæt i drift</button>" not in as_one.get(of_pulje("godkend", pulje)).text
    assert not is_public(pulje)


def test_the_database_wants_a_second_person_too(as_one, one, pulje):
    propose(as_one, pulje)

    for rows in (Skema.objects.all(), pulje.runder.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(godkendt_den=timezone.now(), godkendt_af=one)


def test_without_the_right_to_approve_it_only_waits(as_one, pulje, client):
    propose(as_one, pulje)
    reader = BrugerFactory()
    pulje.sagsbehandlere.add(reader)
    client.force_login(reader)

    assert approve(client, pulje).status_code == 403
    assert not is_public(pulje)


def test_a_pool_that_lacks_something_is_not_proposed(as_one, pulje):
    pulje.hjemmel = ""
    pulje.save()

    page = propose(as_one, pulje)

    assert "Skriv hjemlen." in page.text
    assert not pulje.skemaer.exists()


def test_texts_that_no_lawyer_approved_stop_it(as_one, pulje):
    RetstekstFactory(noegle="vilkaar-udkast", titel="Vilkår")
    Pulje.objects.update(vilkaar="vilkaar-udkast")

    page = propose(as_one, pulje)

    assert "Retsteksten “Vilkår” er ikke godkendt af en jurist." in page.text
    assert not pulje.skemaer.exists()


def test_in_the_demo_drafts_go_through_with_udkast_beside_them(
    as_one, as_other, pulje, settings
):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo_urls"
    RetstekstFactory(noegle="vilkaar-udkast", titel="Vilkår")
    Pulje.objects.update(vilkaar="vilkaar-udkast")
    propose(as_one, pulje)

    lines = page_text(as_other.get(of_pulje("godkend", pulje))).splitlines()
    approve(as_other, pulje)

    marked = [line for line in lines if line.endswith(" udkast")]
    assert marked == ["Vilkår, version 1 udkast"]
    assert is_public(pulje)


def test_the_page_to_approve_on_shows_all_that_applicants_will_see(
    as_one, as_other, pulje
):
    question = pulje.spoergsmaal.get()
    question.slags, question.valgmuligheder = "valg", ["Ude", "Inde"]
    question.hjaelp = "Tænk på vejret."
    question.save()
    propose(as_one, pulje)

    text = page_text(as_other.get(of_pulje("godkend", pulje)))

    frozen = pulje.skemaer.get().indhold
    runde = pulje.runder.get()
    seen = [frozen["manchet"], *(text for _, text in frozen["afsnit"])]
    seen += [krav["spoergsmaal"] for krav in frozen["krav"]]
    seen += [krav["regel"] for krav in frozen["krav"]]
    seen += ["Hvad vil I gøre?", "Tænk på vejret.", "Ude", "Inde", "Bruges til: Gavn."]
    seen += [*frozen["kriterier"][0]["ankre"], frozen["kriterier"][0]["beskrivelse"]]
    seen += [runde.navn, runde.frist_text.capitalize(), "Op til 10.000\xa0kr."]
    seen += [text.titel for text in Retstekst.objects.in_use()]
    assert [words for words in seen if words not in text] == []


def test_it_says_in_words_what_differs_from_the_version_in_operation(
    as_one, as_other, pulje
):
    propose(as_one, pulje)
    approve(as_other, pulje)
    question = pulje.spoergsmaal.get()
    question.tekst = "Hvad vil I prøve?"
    question.save()
    pulje.kriterier.create(titel="Nyt", beskrivelse="Er det?", ankre=list("0123"))
    Pulje.objects.update(udbetaling="Vi betaler på forhånd.", svar_hverdage=10)
    propose(as_one, pulje)

    text = page_text(as_other.get(of_pulje("godkend", pulje)))

    assert "Det bliver version 2." in text
    assert "Svar inden for hverdage" in text
    assert "15 →blev til 10" in " ".join(text.split())
    assert "Udbetaling af tilskuddet" in text
    assert "Spørgsmålet “Hvad vil I prøve?”: ordlyd" in text
    assert "Kriteriet “Nyt”" in text


def test_no_one_approves_what_changed_after_they_read_it(as_one, as_other, pulje):
    propose(as_one, pulje)
    page = of_pulje("godkend", pulje)
    read = {"godkend": "1", "set": as_other.get(page).context["forslag"].mark}
    Pulje.objects.update(manchet="Noget helt andet.")
    propose(as_one, pulje)

    told = as_other.post(page, read, follow=True)

    assert "Læs det igennem igen." in told.text
    assert not is_public(pulje)


def test_who_edits_a_round_that_waits_does_not_approve_their_own(
    as_one, as_other, pulje
):
    propose(as_one, pulje)
    runde = pulje.runder.get()

    save(as_other, of_runde("change", runde), hoejst_oere="50.000")
    approve(as_other, pulje)

    runde.refresh_from_db()
    assert runde.hoejst_oere == 50_000_00
    assert runde.godkendt_den is None


def test_it_is_sent_back_with_what_is_to_be_changed(as_one, as_other, pulje):
    propose(as_one, pulje)

    refused = send_back(as_other, pulje)
    assert "Skriv, hvad der skal ændres." in refused.text
    assert pulje.skemaer.exists()
    send_back(as_other, pulje, "Skriv hjemlen helt ud.")

    assert not pulje.skemaer.exists()
    assert "Skriv hjemlen helt ud." in page_text(as_one.get(of_pulje("change", pulje)))
    assert "Skriv hjemlen helt ud." in as_one.get(INDEX).text
    propose(as_one, pulje)
    assert "Skriv hjemlen helt ud." not in as_one.get(INDEX).text


def test_who_proposed_it_may_take_it_back_without_a_word(as_one, pulje):
    propose(as_one, pulje)

    send_back(as_one, pulje)

    assert not pulje.skemaer.exists()
    assert not pulje.runder.waiting().exists()


def test_the_workplace_has_what_another_proposed(as_one, as_other, pulje):
    propose(as_one, pulje)

    assert of_pulje("godkend", pulje) not in as_one.get(INDEX).text
    page = as_other.get(INDEX)
    assert of_pulje("godkend", pulje) in page.text
    assert "1 pulje venter på dig" in page.text
    listed = as_other.get(
        reverse("admin:puljer_pulje_changelist"), {"venter": "godkendelse"}
    )
    assert list(listed.context["cl"].result_list) == [pulje]
    approve(as_other, pulje)
    assert of_pulje("godkend", pulje) not in as_other.get(INDEX).text


def test_a_closed_pool_opens_again_by_two(as_one, as_other, pulje):
    propose(as_one, pulje)
    approve(as_other, pulje)

    as_one.post(of_pulje("luk", pulje))
    assert not is_public(pulje)
    propose(as_one, pulje)
    assert not is_public(pulje)
    approve(as_other, pulje)

    assert is_public(pulje)
    assert pulje.skemaer.count() == 2


def test_new_rounds_alone_make_no_new_version(as_one, as_other, pulje):
    propose(as_one, pulje)
    approve(as_other, pulje)
    runde = make_runde(pulje)

    propose(as_one, pulje)
    approve(as_other, pulje)

    runde.refresh_from_db()
    assert runde.godkendt_den
    assert pulje.skemaer.count() == 1


def test_a_version_is_shown_as_it_was(as_one, as_other, pulje):
    propose(as_one, pulje)
    approve(as_other, pulje)
    pulje.spoergsmaal.update(tekst="Hvad så nu?")

    skema = pulje.skemaer.get()
    address = reverse("admin:puljer_skema_change", args=[skema.pk])
    text = page_text(as_one.get(address))

    assert "Hvad vil I gøre?" in text
    assert "Hvad så nu?" not in text
    assert as_one.post(address).status_code == 403


def test_staff_preview_the_pool_before_anyone_proposed_it(as_one, pulje):
    shown = page_text(as_one.get(of_pulje("vis", pulje)))
    asked = page_text(as_one.get(of_pulje("foreslaa", pulje)))

    assert "Til materialer og lokaler." in shown
    assert f"Søg senest {pulje.runder.get().frist_text}" in shown
    assert "Hvad vil I gøre?" in asked
    assert as_one.get(pulje.get_absolute_url()).status_code == 404
    assert not pulje.skemaer.exists()


def test_a_get_changes_nothing(as_one, pulje):
    for page in ["vis", "foreslaa", "godkend", "luk"]:
        as_one.get(of_pulje(page, pulje))

    pulje.refresh_from_db()
    assert pulje.lukket_den is None
    assert not pulje.skemaer.exists()
