"""Typing in what came on paper or by telephone, and having it confirmed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Logpost
from tests.pages import submit
from tests.puljer.indgang import come_in, page, press_send
from tests.puljer.sager import fill_in, make_runde, open_pulje, start
from tests.puljer.sagsbehandling import make_sagsbehandler, offers, page_of, press

pytestmark = pytest.mark.django_db

INDTAST = "/admin/puljer/ansoegning/indtast/"


@pytest.fixture
def runde():
    return open_pulje()


@pytest.fixture
def staff(client, runde):
    client.bruger = make_sagsbehandler(runde.pulje)
    client.force_login(client.bruger)
    return client


def type_in(client, runde, **typed):
    data = {
        "noegle": uuid4(),
        "runde": runde.pk,
        "modtagevej": "papir",
        "modtaget_paa_papir": timezone.localdate(),
        "navn": "Formanden",
        "email": "formand@example.dk",
    }
    return client.post(INDTAST, data | typed)


def typed_and_sent(client, runde, **facts):
    """What staff typed in and sent for someone."""
    facts = {
        "by": client.bruger,
        "modtagevej": "papir",
        "modtaget_paa_papir": timezone.localdate(),
    } | facts
    ansoegning = fill_in(start(runde, **facts))
    actions.submit(ansoegning, at=timezone.now(), by=client.bruger)
    return ansoegning


def test_typing_in_begins_a_draft_and_leads_to_the_applicants_pages(staff, runde):
    response = type_in(staff, runde)

    ansoegning = Ansoegning.objects.get()
    assert response["Location"] == reverse(
        "puljer:ansoegning_detail", args=[ansoegning.noegle]
    )
    assert ansoegning.indtastet_af == staff.bruger
    assert ansoegning.modtagevej == "papir"
    assert ansoegning.deltagere.get().email == "formand@example.dk"


def test_applicant_is_told_nothing_before_there_is_something_to_read(staff, runde):
    type_in(staff, runde)

    assert not Brev.objects.exists()
    assert not Adgang.objects.exists()


def test_two_clicks_begin_one_draft(staff, runde):
    key = uuid4()

    first, second = (type_in(staff, runde, noegle=key) for _ in range(2))

    assert Ansoegning.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "", "telefon": ""}, "Skriv en e-mail eller et telefonnummer."),
        ({"modtagevej": "portal"}, "Vælg, hvordan den kom."),
        ({"navn": ""}, "Skriv, hvem der søger."),
        ({"modtaget_paa_papir": "2001-01-01"}, "Runden var ikke åben den dag."),
        ({"modtaget_paa_papir": "2999-01-01"}, "Dagen kan ikke ligge i fremtiden."),
        ({"modtaget_paa_papir": "i går"}, "Skriv dagen som en dato."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_begun(staff, runde, typed, said):
    response = type_in(staff, runde, **typed)

    assert response.status_code == 200
    assert said in response.text
    assert not Ansoegning.objects.exists()


def test_one_without_email_is_reached_by_telephone(staff, runde):
    type_in(staff, runde, email="", telefon="46 11 00 00")

    assert Ansoegning.objects.get().deltagere.get().telefon == "46 11 00 00"


def test_rounds_of_others_and_unapproved_ones_cannot_be_chosen(staff, runde):
    others = open_pulje()
    unapproved = make_runde(runde.pulje)

    html = staff.get(INDTAST).text

    assert str(runde) in html
    for hidden in (others, unapproved):
        assert str(hidden) not in html
        assert type_in(staff, hidden).status_code == 200
    assert not Ansoegning.objects.exists()


def test_who_may_not_assist_is_shut_out(client, leder, runde):
    client.force_login(leder)

    assert client.get(INDTAST).status_code == 403
    assert type_in(client, runde).status_code == 403


@pytest.mark.parametrize(("days", "rettidig"), [(0, True), (1, False)])
def test_day_on_paper_decides_whether_it_came_in_time(staff, days, rettidig):
    now = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    frist = now - timedelta(minutes=1)
    runde = open_pulje(frist=frist, runde={"aabner": now - timedelta(days=30)})
    day = timezone.localdate(frist) + timedelta(days=days)

    ansoegning = typed_and_sent(staff, runde, modtaget_paa_papir=day)

    assert ansoegning.rettidig is rettidig


def test_applicant_is_asked_to_confirm_by_link(staff, runde):
    ansoegning = typed_and_sent(staff, runde)
    staff.force_login(make_sagsbehandler(runde.pulje))
    before = Brev.objects.count()

    press(staff, ansoegning, "bekraeft")

    [brev] = Brev.objects.order_by("pk")[before:]
    assert brev.til == "ansvarlig@example.dk"
    assert "skrevet" in brev.tekst
    assert ansoegning.bekraeftet_den is None


def test_from_paper_to_confirmation_on_the_pages_that_applicants_use(staff, runde):
    begun = type_in(staff, runde)
    assert "Du skriver på vegne af ansøgeren." in staff.get(begun["Location"]).text
    ansoegning = fill_in(Ansoegning.objects.get())

    press_send(staff, ansoegning)
    press(staff, ansoegning, "bekraeft")
    applicant = come_in(ansoegning, Client())
    asked = applicant.get(page("ansoegning_confirm", ansoegning))
    submit(applicant, asked, svar="Ja")

    ansoegning.refresh_from_db()
    assert ansoegning.rettidig
    assert ansoegning.indsendte.get().indsendt_af == staff.bruger
    assert ansoegning.bekraeftet_den
    text = staff.get(page_of(ansoegning)).text
    assert "Ansøgeren bekræftede, at ansøgningen er skrevet rigtigt af" in text


def test_confirmed_in_another_way_says_how(staff, runde):
    ansoegning = typed_and_sent(staff, runde)

    refused = press(staff, ansoegning, "bekraeftet")
    assert "Skriv, hvordan det er bekræftet." in refused.text

    press(staff, ansoegning, "bekraeftet", tekst="Læst op på telefonen.")

    assert ansoegning.bekraeftet_den
    post = Logpost.objects.about(ansoegning).get(handling="bekræftede")
    assert post.vaerdier.get().efter == "Læst op på telefonen."
    assert not {"bekraeft", "bekraeftet"} & offers(staff, ansoegning)


def test_one_without_email_cannot_be_asked_by_mail(staff, runde):
    ansoegning = typed_and_sent(staff, runde)
    ansoegning.deltagere.update(email="", telefon="46 11 00 00")

    assert {"bekraeft", "bekraeftet"} & offers(staff, ansoegning) == {"bekraeftet"}


def test_page_leads_staff_back_to_what_they_are_typing(staff, runde):
    type_in(staff, runde)
    ansoegning = Ansoegning.objects.get()

    html = staff.get(page_of(ansoegning)).text

    assert "Skriv videre i ansøgningen" in html
    assert f'href="/ansoegning/{ansoegning.noegle}/"' in html


def test_page_of_an_applicants_own_draft_does_not_lead_into_it(staff, runde):
    draft = start(runde)

    assert str(draft.noegle) not in staff.get(page_of(draft)).text
