"""Beginning an application, its front page, and finding the way back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning
from puljer.views import ansoegning as views
from rudersdal_frivillig.grundlag.models import Adgang, Brev
from tests.factories import OpslagFactory
from tests.pages import fields, submit, tags
from tests.puljer.besoeg import (
    WHO,
    address,
    begin,
    draft,
    fresh,
    go_in,
    invited,
    link_to,
    links_are_old,
    save,
    text,
)
from tests.puljer.sager import (
    fill_in,
    make_runde,
    open_pulje,
    send,
    sent,
    start,
    udgift,
)

pytestmark = pytest.mark.django_db


def create(runde):
    return reverse("puljer:ansoegning_create", args=[runde.pulje.slug])


def test_create_opens_the_application_in_this_browser_and_mails_the_link(client):
    response = begin(client, open_pulje())

    ansoegning = Ansoegning.objects.get()
    assert response.redirect_chain == [(ansoegning.get_absolute_url(), 302)]
    assert "Vi har sendt et link til ansvarlig@example.dk" in text(response)
    assert Brev.objects.get().til == "ansvarlig@example.dk"
    assert client.get(address(ansoegning, "om-jer")).status_code == 200


def test_create_shows_the_legal_text_and_the_deadline(client):
    runde = open_pulje()

    said = text(client.get(create(runde)))

    assert runde.frist_text in said
    assert "Tavshedspligt" in said


def test_create_asks_for_an_e_mail(client):
    response = begin(client, open_pulje(), email="", telefon="46110000")

    assert "Skriv din e-mail." in text(response)
    assert not Ansoegning.objects.exists()


def test_create_has_a_choice_of_round_only_where_several_are_open(client):
    runde = open_pulje()
    assert "runde" not in fields(client.get(create(runde)))
    other = make_runde(runde.pulje, navn="Efterår")
    other.foreslaaet_den = other.godkendt_den = timezone.now()
    other.foreslaaet_af, other.godkendt_af = runde.foreslaaet_af, runde.godkendt_af
    other.save()

    begin(client, runde, runde=str(other.pk))

    assert Ansoegning.objects.get().runde == other


def test_create_refuses_the_round_of_another_pool(client):
    runde, other = open_pulje(), open_pulje()
    second = make_runde(runde.pulje)
    second.foreslaaet_den = second.godkendt_den = timezone.now()
    second.foreslaaet_af, second.godkendt_af = runde.foreslaaet_af, runde.godkendt_af
    second.save()

    begin(client, runde, runde=str(other.pk))

    assert not Ansoegning.objects.exists()


def test_create_twice_by_double_click_is_one_and_both_answers_are_in(client):
    runde = open_pulje()
    form = fields(client.get(create(runde))) | WHO
    second = Client()

    first = client.post(create(runde), form)
    again = second.post(create(runde), form, follow=True)

    assert Ansoegning.objects.count() == 1
    assert again.redirect_chain[-1][0] == first.url
    assert "Det skal I udfylde" in text(again)
    assert Brev.objects.count() == 1


def test_key_of_a_form_opens_nothing_to_another_e_mail(client):
    runde = open_pulje()
    form = fields(client.get(create(runde))) | WHO
    client.post(create(runde), form)
    stranger = Client()

    again = stranger.post(create(runde), form | {"email": "a@example.dk"}, follow=True)

    assert again.status_code == 404


def test_create_by_a_machine_makes_nothing(client):
    begin(client, open_pulje(), hjemmeside="http://spam.example")

    assert not Ansoegning.objects.exists()


def test_create_refuses_an_address_as_a_name_since_it_goes_in_a_mail(client):
    begin(client, open_pulje(), navn="Se www.spam.example")

    assert not Brev.objects.exists()


def test_create_stops_one_e_mail_after_many(client):
    runde = open_pulje()
    for _ in range(views.MOST_FOR_ONE_EMAIL):
        begin(client, runde)

    response = begin(client, runde)

    assert "på kort tid" in text(response)
    assert Ansoegning.objects.count() == views.MOST_FOR_ONE_EMAIL


def test_create_that_comes_when_the_round_has_closed_says_so(client):
    runde = open_pulje()
    form = fields(client.get(create(runde))) | WHO

    with time_machine.travel(runde.lukker, tick=False):
        response = client.post(create(runde), form)

    assert response.status_code == 409
    assert "lukket for ansøgninger" in text(response)
    assert not Ansoegning.objects.exists()


def test_create_in_the_last_minute_is_in_time(client):
    runde = open_pulje()
    form = fields(client.get(create(runde))) | WHO

    with time_machine.travel(runde.frist + timedelta(seconds=59.9), tick=False):
        response = client.post(create(runde), form)

    assert response.status_code == 302


@pytest.mark.parametrize("is_closed", [True, False])
def test_create_of_a_pool_that_is_not_there_is_404(client, is_closed):
    runde = open_pulje()
    slug = runde.pulje.slug if is_closed else "findes-ikke"
    if is_closed:
        runde.pulje.lukket_den = timezone.now()
        runde.pulje.save()

    response = client.get(reverse("puljer:ansoegning_create", args=[slug]))

    assert response.status_code == 404


def ask(client, email):
    page = client.get(reverse("puljer:ansoegning_find"))
    return submit(client, page, email=email)


def test_find_mails_links_to_all_open_applications_in_one_mail(client):
    first, second = start(open_pulje()), sent()
    links_are_old()
    before = Brev.objects.count()

    ask(client, "Ansvarlig@example.dk")

    brev = Brev.objects.latest("pk")
    assert Brev.objects.count() == before + 1
    assert brev.til == "ansvarlig@example.dk"
    assert str(first.pulje) in brev.tekst
    assert second.nummer in brev.tekst
    assert brev.tekst.count("/adgang/") == 2


def test_find_says_the_same_to_who_takes_part_in_none(client):
    start(open_pulje())
    links_are_old()

    known = text(ask(client, "ansvarlig@example.dk"))
    before = Brev.objects.count()
    unknown = text(ask(client, "ukendt@example.dk"))

    assert Brev.objects.count() == before
    assert unknown.replace("ukendt@", "ansvarlig@") == known


@pytest.mark.parametrize("which", ["removed", "withdrawn"])
def test_find_mails_nothing_about_what_one_is_not_in(client, which):
    ansoegning = sent()
    deltager = ansoegning.deltagere.get(email="anden@example.dk")
    if which == "withdrawn":
        actions.withdraw(ansoegning, deltager=deltager)
    else:
        deltager.fjernet_den = timezone.now()
        deltager.save()
    links_are_old()
    before = Brev.objects.count()

    ask(client, "anden@example.dk")

    assert Brev.objects.count() == before


def test_find_stops_after_a_few_without_saying_so(client):
    start(open_pulje())
    for _ in range(views.MOST_ASKED):
        Adgang.objects.update(oprettet_den=timezone.now() - timedelta(minutes=6))
        ask(client, "ansvarlig@example.dk")
    Adgang.objects.update(oprettet_den=timezone.now() - timedelta(minutes=6))
    before = Brev.objects.count()

    response = ask(client, "ansvarlig@example.dk")

    assert response.status_code == 200
    assert Brev.objects.count() == before


def test_detail_is_the_same_404_to_strangers_and_of_nothing(client):
    ansoegning, _ = draft()
    nothing = "/ansoegning/00000000-0000-4000-8000-000000000000/"

    there = client.get(ansoegning.get_absolute_url())

    assert there.status_code == 404
    assert text(client.get(nothing)) == text(there)


def test_detail_is_not_kept_by_any_cache():
    ansoegning, browser = draft()

    response = browser.get(ansoegning.get_absolute_url())

    assert "no-store" in response.headers["Cache-Control"]


def test_link_opens_it_from_another_device_with_all_that_was_written():
    ansoegning, phone = draft()
    save(phone, ansoegning, "om-jer", titel="Spil på tværs")

    computer = go_in("ansvarlig@example.dk", Client())

    assert "Spil på tværs" in text(computer.get(ansoegning.get_absolute_url()))


def test_opening_the_page_of_the_link_alone_opens_nothing():
    ansoegning = start(open_pulje())
    gateway = Client()

    gateway.get(link_to("ansvarlig@example.dk"))

    assert gateway.get(ansoegning.get_absolute_url()).status_code == 404


def states(response):
    return [
        attrs["class"].removeprefix("rf-tilstand rf-tilstand--")
        for _, attrs in tags(response, "span")
        if attrs.get("class", "").startswith("rf-tilstand ")
    ]


def test_detail_lists_the_parts_with_how_far_they_are():
    ansoegning, browser = draft()
    path = ansoegning.get_absolute_url()

    before = states(browser.get(path))
    save(browser, ansoegning, "om-jer", titel="Spil på tværs")
    begun = states(browser.get(path))
    fill_in(fresh(ansoegning))
    filled = states(browser.get(path))

    rest = ["ikke_begyndt", "ikke_begyndt", "frivillig", "venter"]
    assert before == ["ikke_begyndt", *rest]
    assert begun == ["mangler", *rest]
    assert filled == ["udfyldt", "udfyldt", "udfyldt", "frivillig", "klar"]


def test_detail_says_what_to_do_next():
    ansoegning, browser = draft()
    path = ansoegning.get_absolute_url()

    assert "Begynd med Om jer" in text(browser.get(path))
    fill_in(ansoegning)
    assert "Gennemse og send" in text(browser.get(path))


def test_detail_of_one_that_was_sent_says_when_and_what_happens_now():
    ansoegning = sent()

    said = text(go_in("ansvarlig@example.dk").get(ansoegning.get_absolute_url()))

    assert ansoegning.nummer in said
    assert "I får svar inden for 15 hverdage" in said
    assert ansoegning.runde.frist_text in said
    assert "ikke sendt" not in said


def test_detail_of_one_that_came_late_says_so():
    runde = open_pulje()
    ansoegning = fill_in(start(runde))
    with time_machine.travel(runde.lukker + timedelta(hours=1)):
        send(ansoegning)
        browser = go_in("ansvarlig@example.dk")

        said = text(browser.get(ansoegning.get_absolute_url()))

    assert "Den kom efter fristen." in said


def test_detail_tells_of_changes_that_are_not_sent():
    ansoegning = sent()
    actions.save_budget(
        ansoegning, [udgift(5_000_00)], timer=0, version=1, at=timezone.now()
    )

    page = go_in("ansvarlig@example.dk").get(ansoegning.get_absolute_url())

    assert "I har rettelser, der ikke er sendt" in text(page)
    links = [attrs["href"] for _, attrs in tags(page, "a")]
    for name in ("ansoegning_send", "ansoegning_discard"):
        assert reverse(f"puljer:{name}", args=[ansoegning.noegle]) in links


def test_detail_of_one_that_is_withdrawn_offers_no_change():
    ansoegning = sent()
    browser = go_in("ansvarlig@example.dk")
    deltager = ansoegning.deltagere.answering()[0]
    actions.withdraw(ansoegning, deltager=deltager)

    said = text(browser.get(ansoegning.get_absolute_url()))

    assert ansoegning.status == AnsoegningStatus.TRUKKET
    assert "I trak ansøgningen tilbage" in said
    assert "Det skal I udfylde" not in said
    assert "Træk ansøgningen tilbage" not in said


def test_reader_sees_no_way_to_change_or_send():
    ansoegning, _ = draft()
    fill_in(ansoegning)

    page = invited(ansoegning).get(ansoegning.get_absolute_url())

    assert not states(page)
    for word in ("Gennemse og send", "Slet kladden", "Inviter andre"):
        assert word not in text(page)


def test_create_from_a_post_says_so_and_keeps_it():
    opslag = OpslagFactory(aktiv=True, titel="Læs højt om onsdagen")
    runde = open_pulje(aabne_opslag=True)
    address = f"{create(runde)}?opslag={opslag.pk}"
    client = Client()

    page = client.get(address)
    submit(client, page, **WHO)

    ansoegning = Ansoegning.objects.get()
    assert "I begynder med opslaget Læs højt om onsdagen" in text(page)
    assert ansoegning.opslag == opslag.pk
    assert "Læs højt om onsdagen" in text(client.get(ansoegning.get_absolute_url()))


@pytest.mark.parametrize("named", ["x", "-1", "9" * 30, "0"])
def test_create_from_a_post_that_is_not_there_is_as_without(client, named):
    runde = open_pulje(aabne_opslag=True)

    response = client.get(f"{create(runde)}?opslag={named}")

    assert response.status_code == 200
    assert "I begynder med" not in text(response)
