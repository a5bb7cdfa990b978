"""Who takes part in an application: invited, listed, taken off, taking over."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Deltager
from puljer.views import deltagere as views
from rudersdal_frivillig.grundlag import roles
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.pages import fields, submit
from tests.puljer.besoeg import address, draft, fresh, go_in, invited, save, text
from tests.puljer.sager import fill_in, open_pulje, start

pytestmark = pytest.mark.django_db


def people(ansoegning):
    return reverse("puljer:deltager_list", args=[ansoegning.noegle])


def take_over(ansoegning):
    return reverse("puljer:ansoegning_take_over", args=[ansoegning.noegle])


def invite(browser, ansoegning, email="ny@example.dk", rolle="skriver", **typed):
    page = browser.get(people(ansoegning))
    return submit(browser, page, email=email, rolle=rolle, **typed)


@pytest.mark.parametrize(("rolle", "may"), [("skriver", True), ("laeser", False)])
def test_one_who_is_invited_gets_a_link_to_read_or_to_write(rolle, may):
    ansoegning, browser = draft()

    invite(browser, ansoegning, rolle=rolle, navn="Den nye")

    other = go_in("ny@example.dk", Client())
    page = other.get(address(ansoegning, "jeres-ide"))
    assert ("Gem og fortsæt" in text(page)) == may
    listed = text(browser.get(people(ansoegning)))
    assert "ny@example.dk er med og har fået et link." in listed
    assert "Den nye" in listed


def test_an_invitation_sent_twice_is_one_mail():
    ansoegning, browser = draft()
    typed = {"email": "ny@example.dk", "rolle": "laeser"}
    form = fields(browser.get(people(ansoegning))) | typed
    before = Brev.objects.count()

    for _ in range(2):
        browser.post(people(ansoegning), form)

    assert Brev.objects.count() == before + 1


def test_no_one_is_invited_as_a_contact():
    ansoegning, browser = draft()

    invite(browser, ansoegning, rolle="ansvarlig")

    assert ansoegning.deltagere.count() == 1


def test_one_who_is_taken_off_is_out_at_once():
    ansoegning, browser = draft()
    reader = invited(ansoegning)
    deltager = ansoegning.deltagere.get(email="laeser@example.dk")

    browser.post(people(ansoegning), {"fjern": str(deltager.pk)})

    assert reader.get(ansoegning.get_absolute_url()).status_code == 404
    assert "laeser@example.dk er ikke med længere." in text(
        browser.get(people(ansoegning))
    )


def test_a_contact_is_not_taken_off_here():
    ansoegning, browser = draft()
    deltager = ansoegning.deltagere.get()

    browser.post(people(ansoegning), {"fjern": str(deltager.pk)})

    deltager.refresh_from_db()
    assert deltager.fjernet_den is None


@pytest.mark.parametrize("pk", ["x", "-1", "999999999", ""])
def test_one_who_is_not_there_cannot_be_taken_off(pk):
    ansoegning, browser = draft()

    assert browser.post(people(ansoegning), {"fjern": pk}).status_code == 404


def test_one_in_another_application_cannot_be_taken_off():
    _, browser = draft()
    other, _ = draft()
    invited(other)
    mine = Deltager.objects.exclude(ansoegning=other).get().ansoegning
    reader = other.deltagere.get(email="laeser@example.dk")

    response = browser.post(people(mine), {"fjern": str(reader.pk)})

    assert response.status_code == 404


@pytest.mark.parametrize("rolle", [Deltagerrolle.SKRIVER, Deltagerrolle.LAESER])
def test_who_is_invited_sees_the_list_and_invites_no_one(rolle):
    ansoegning, _ = draft()
    browser = invited(ansoegning, "gaest@example.dk", rolle)

    page = browser.get(people(ansoegning))

    assert "Kontaktpersonen" in text(page)
    assert "<form" not in page.text
    typed = {"email": "ny@example.dk", "rolle": "skriver"}
    assert browser.post(people(ansoegning), typed).status_code == 403
    assert ansoegning.deltagere.count() == 2


def test_many_invitations_in_a_day_are_stopped():
    ansoegning, browser = draft()
    for number in range(views.MOST_INVITED):
        email = f"gaest{number}@example.dk"
        invite(browser, ansoegning, email)
        actions.remove(ansoegning.deltagere.get(email=email))

    page = invite(browser, ansoegning)

    assert "på kort tid" in text(page)


def two_contacts():
    ansoegning, first = draft()
    fill_in(ansoegning)
    return ansoegning, first, go_in("anden@example.dk", Client())


def test_the_second_contact_takes_over_once_asked():
    ansoegning, first, second = two_contacts()
    page = second.get(take_over(ansoegning))
    assert ansoegning.deltagere.answering()[0].email == "ansvarlig@example.dk"

    submit(second, page)

    contacts = ansoegning.deltagere.answering()
    assert [d.email for d in contacts] == ["anden@example.dk", "ansvarlig@example.dk"]
    assert first.get(ansoegning.get_absolute_url()).status_code == 200
    assert Brev.objects.filter(emne__startswith="Kontaktperson").count() == 1


def test_a_page_on_who_we_are_from_before_the_change_overwrites_nothing():
    ansoegning, first, second = two_contacts()
    old = first.get(address(ansoegning, "om-jer"))
    submit(second, second.get(take_over(ansoegning)))

    response = submit(first, old, titel="Noget andet")

    assert response.status_code == 409
    assert ansoegning.deltagere.answering()[0].email == "anden@example.dk"


def test_one_who_was_invited_cannot_take_over():
    ansoegning, _ = draft()
    writer = invited(ansoegning, "skriver@example.dk", Deltagerrolle.SKRIVER)

    assert writer.get(take_over(ansoegning)).status_code == 403
    assert writer.post(take_over(ansoegning)).status_code == 403


@pytest.fixture
def caseworker():
    bruger = BrugerFactory(navn="Sagsbehandleren")
    bruger.groups.add(Group.objects.get(name=roles.SAGSBEHANDLER))
    return bruger


def assisted(caseworker, **facts):
    runde = open_pulje()
    runde.pulje.sagsbehandlere.add(caseworker)
    return start(runde, by=caseworker, **facts)


def at_desk(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


def test_staff_write_for_someone_on_the_same_pages_and_are_told_so(caseworker):
    ansoegning = assisted(caseworker)
    desk = at_desk(caseworker)

    page = desk.get(address(ansoegning, "om-jer"))
    save(desk, ansoegning, "om-jer", page=page, titel="Skrevet af")

    assert "Du skriver på vegne af ansøgeren" in text(page)
    assert fresh(ansoegning).titel == "Skrevet af"


def test_staff_may_write_for_one_without_e_mail(caseworker):
    ansoegning = assisted(caseworker)

    save(
        at_desk(caseworker),
        ansoegning,
        "om-jer",
        kontakt_email="",
        kontakt_telefon="46110000",
    )

    assert [d.telefon for d in ansoegning.deltagere.active()] == ["46110000"]


def test_staff_do_not_come_into_what_people_write_themselves(caseworker):
    runde = open_pulje()
    runde.pulje.sagsbehandlere.add(caseworker)
    own = start(runde)
    elsewhere = start(open_pulje(), by=caseworker)

    desk = at_desk(caseworker)

    assert desk.get(own.get_absolute_url()).status_code == 404
    assert desk.get(elsewhere.get_absolute_url()).status_code == 404
