"""Who stands outside with a form: too late, out of the session, taken off."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.pages import fields, submit
from tests.puljer.besoeg import (
    address,
    draft,
    felt,
    fresh,
    go_in,
    invited,
    link_to,
    links_are_old,
    save,
    svar,
    text,
)
from tests.puljer.sager import fill_in, open_pulje, send, start

pytestmark = pytest.mark.django_db
PART, QUESTION = "jeres-ide", "Hvad vil I gøre?"
TEXT = "Vi vil spille.\r\n\r\n<b>Hver</b> onsdag & “torsdag”"
KEPT = TEXT.replace("\r\n", "\n")


def expired():
    """A draft, its browser, and what the page answers once the session is over."""
    ansoegning, browser = draft()
    page = browser.get(address(ansoegning, PART))
    links_are_old()
    later = timezone.now() + access.SESSION_LENGTH + timedelta(minutes=1)
    with time_machine.travel(later):
        return (
            ansoegning,
            browser,
            submit(browser, page, **{felt(ansoegning, QUESTION): TEXT}),
        )


def test_a_session_that_expires_in_mid_page_keeps_what_was_typed():
    ansoegning, _, page = expired()

    assert page.status_code == 404
    assert "ikke tabt" in text(page)
    assert fields(page)[felt(ansoegning, QUESTION)] == [TEXT]
    assert svar(ansoegning, QUESTION) is None


def test_one_press_mails_a_new_link_and_after_it_the_text_is_saved():
    ansoegning, browser, page = expired()
    browser.cookies.pop("sessionid")

    asked = submit(browser, page, nyt_link="1")
    assert Brev.objects.latest("pk").til == "ansvarlig@example.dk"
    assert fields(asked)[felt(ansoegning, QUESTION)] == [TEXT]
    go_in("ansvarlig@example.dk", browser)
    response = submit(browser, asked)

    assert response.status_code == 302
    assert svar(ansoegning, QUESTION) == KEPT


def test_asking_twice_is_one_mail():
    _, browser, page = expired()
    browser.cookies.pop("sessionid")
    before = Brev.objects.count()

    for _ in range(2):
        submit(browser, page, nyt_link="1")

    assert Brev.objects.count() == before + 1


@pytest.mark.parametrize("mark", ["", "forged", "1:abc:def"])
def test_a_forged_mark_mails_nothing_and_is_answered_the_same(mark):
    _, _, page = expired()
    before = Brev.objects.count()

    response = submit(Client(), page, nyt_link="1", skrevet_af=mark)

    assert Brev.objects.count() == before
    assert response.status_code == 404


def test_the_mark_of_another_application_mails_nothing():
    _, browser, page = expired()
    other = start(open_pulje(), email="b@example.dk")
    form = fields(page) | {"nyt_link": "1"}
    before = Brev.objects.count()

    browser.cookies.pop("sessionid")
    browser.post(address(other, PART), form)

    assert Brev.objects.count() == before


def test_a_page_that_saves_itself_after_the_session_is_told_to_press():
    ansoegning, browser = draft()
    form = fields(browser.get(address(ansoegning, PART)))
    browser.cookies.pop("sessionid")

    path = address(ansoegning, PART)
    answer = browser.post(path, form, headers={"X-Autosave": "1"})

    assert "Intet går tabt" in answer.json()["fejl"]


def test_an_outdated_token_hands_the_text_back():
    ansoegning, _ = draft()
    here = {"Origin": "http://testserver"}
    browser = Client(enforce_csrf_checks=True, headers=here)
    submit(browser, browser.get(link_to("ansvarlig@example.dk")))
    page = browser.get(address(ansoegning, PART))
    name = felt(ansoegning, QUESTION)

    refused = submit(browser, page, **{name: TEXT, "csrfmiddlewaretoken": "x" * 64})
    again = submit(browser, refused)

    assert refused.status_code == 403
    assert again.status_code == 302
    assert svar(ansoegning, QUESTION) == KEPT


def test_a_round_that_closes_meanwhile_shows_the_text_to_copy():
    ansoegning, browser = draft(efter_frist_dage=0)
    page = browser.get(address(ansoegning, PART))
    typed = {felt(ansoegning, QUESTION): "Vi vil spille."}
    runde = ansoegning.runde
    runde.frist = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    runde.save()

    response = submit(browser, page, **typed)

    assert response.status_code == 409
    assert "Det kan ikke gemmes mere" in text(response)
    assert "Vi vil spille." in text(response)
    assert QUESTION in text(response)
    assert svar(ansoegning, QUESTION) is None


def test_in_the_last_minute_a_page_is_saved_and_after_it_is_not():
    ansoegning, browser = draft(efter_frist_dage=0)
    runde, name = ansoegning.runde, felt(ansoegning, QUESTION)
    close = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    runde.frist = close
    runde.save()

    with time_machine.travel(close + timedelta(seconds=59.9), tick=False):
        in_time = save(browser, ansoegning, PART, **{name: "Til tiden"})
        page = browser.get(address(ansoegning, PART))
    with time_machine.travel(close + timedelta(seconds=60), tick=False):
        late = submit(browser, page, **{name: "For sent"})

    assert (in_time.status_code, late.status_code) == (302, 409)
    assert svar(ansoegning, QUESTION) == "Til tiden"


def test_a_case_that_a_caseworker_took_meanwhile_shows_the_text_to_copy():
    ansoegning = send(fill_in(start(open_pulje(frist=None))))
    browser = go_in("ansvarlig@example.dk")
    page = browser.get(address(ansoegning, PART))
    actions.take(ansoegning, by=BrugerFactory())

    response = submit(browser, page, **{felt(ansoegning, QUESTION): "Noget nyt"})

    assert response.status_code == 409
    assert "Noget nyt" in text(response)
    assert svar(ansoegning, QUESTION) == "Vi vil spille brætspil."


def test_one_who_is_taken_off_while_writing_keeps_the_text_and_saves_nothing():
    ansoegning, owner = draft()
    writer = invited(ansoegning, "skriver@example.dk", Deltagerrolle.SKRIVER)
    page = writer.get(address(ansoegning, PART))
    deltager = ansoegning.deltagere.get(email="skriver@example.dk")
    people = reverse("puljer:deltager_list", args=[ansoegning.noegle])
    owner.post(people, {"fjern": str(deltager.pk)})
    links_are_old()
    before = Brev.objects.count()

    response = submit(writer, page, **{felt(ansoegning, QUESTION): TEXT})
    submit(writer, response, nyt_link="1")

    assert response.status_code == 404
    assert fields(response)[felt(ansoegning, QUESTION)] == [TEXT]
    assert svar(ansoegning, QUESTION) is None
    assert Brev.objects.count() == before


@pytest.mark.parametrize("part", ["om-jer", "jeres-ide", "budget", "bilag"])
def test_a_reader_sees_no_form_and_cannot_post(part):
    ansoegning, _ = draft()
    fill_in(ansoegning)
    reader = invited(ansoegning)

    page = reader.get(address(ansoegning, part))

    assert page.status_code == 200
    assert "<form" not in page.text
    before = fresh(ansoegning).version
    assert reader.post(address(ansoegning, part), {"version": "1"}).status_code == 403
    assert fresh(ansoegning).version == before


def test_a_reader_reads_what_was_written():
    ansoegning, _ = draft()
    fill_in(ansoegning)

    page = invited(ansoegning).get(address(ansoegning, PART))

    assert "Vi vil spille brætspil." in text(page)


@pytest.mark.parametrize("part", ["om-jer", "jeres-ide", "budget", "bilag"])
def test_one_who_is_in_another_application_is_outside_this_one(part):
    ansoegning, _ = draft()
    _, stranger = draft()

    before = fresh(ansoegning).version

    assert stranger.get(address(ansoegning, part)).status_code == 404
    assert stranger.post(address(ansoegning, part), {}).status_code == 404
    assert fresh(ansoegning).version == before
