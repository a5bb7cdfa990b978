"""The page of a case, as those who handle it use it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Deltager
from rudersdal_frivillig.grundlag.documents import store_document
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Logpost, Scanning
from tests.puljer.sager import fill_in, open_pulje, send, sent, start, udgift
from tests.puljer.sagsbehandling import (
    filled,
    make_sagsbehandler,
    offers,
    page_of,
    press,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ansoegning():
    """Sent to a pool that takes them all the year."""
    return sent(open_pulje(frist=None))


@pytest.fixture
def staff(client, ansoegning):
    client.bruger = make_sagsbehandler(ansoegning.pulje)
    client.force_login(client.bruger)
    return client


def late(days=1):
    runde = open_pulje()
    ansoegning = fill_in(start(runde))
    return send(ansoegning, at=runde.frist + timedelta(days=days))


def attach(ansoegning, name="budget.txt", content=b"Spil: 4.000 kr."):
    fil = store_document(SimpleUploadedFile(name, content), by=None)
    actions.add_bilag(ansoegning, fil, at=timezone.now())
    return ansoegning.bilag.get(fil=fil)


def mails_to(email):
    return Brev.objects.filter(til=email)


def test_page_shows_the_whole_application_and_who_is_in(staff, ansoegning):
    html = staff.get(page_of(ansoegning)).text

    assert ansoegning.nummer in html
    assert "Vi vil spille brætspil." in html
    assert "4.000" in html
    assert "mailto:anden@example.dk" in html
    assert ansoegning.indsendte.get().sha256 in html


def test_opening_the_page_changes_nothing(staff, ansoegning):
    [contact] = ansoegning.deltagere.filter(rolle=Deltagerrolle.ANSVARLIG)
    besked = actions.write_to_staff(ansoegning, "Hører I noget?", deltager=contact)
    posts = Logpost.objects.count()

    staff.get(page_of(ansoegning))

    besked.refresh_from_db()
    assert besked.laest_den is None
    assert Logpost.objects.count() == posts


def test_unsent_changes_are_noted_and_not_shown(staff, ansoegning):
    actions.save_budget(
        ansoegning,
        [udgift(9_999_00, tekst="Hemmelig plan")],
        timer=0,
        version=ansoegning.versioner["budget"],
        at=timezone.now(),
    )

    html = staff.get(page_of(ansoegning)).text

    assert "Ansøgeren har rettelser, der ikke er sendt" in html
    assert "Hemmelig plan" not in html
    assert "4.000" in html


def test_versions_say_in_words_what_changed(staff, ansoegning):
    attach(ansoegning)
    actions.save_budget(
        ansoegning,
        [udgift(5_000_00)],
        timer=0,
        version=ansoegning.versioner["budget"],
        at=timezone.now(),
    )
    send(ansoegning)

    html = staff.get(page_of(ansoegning)).text
    first = staff.get(page_of(ansoegning), {"version": 1}).text

    assert "Rettet siden version 1" in html
    assert "Budget: Der søges om" in html
    assert "budget.txt" in html
    assert "Det her er en tidligere version." in first
    assert staff.get(page_of(ansoegning), {"version": 9}).status_code == 404


def test_take_makes_it_mine_and_stops_the_applicant_from_editing(staff, ansoegning):
    press(staff, ansoegning, "tag")

    assert ansoegning.behandler == staff.bruger
    assert not ansoegning.may_be_edited(timezone.now())
    assert not {"tag", "overtag"} & offers(staff, ansoegning)


def test_colleague_takes_the_case_over(client, staff, ansoegning):
    press(staff, ansoegning, "tag")
    colleague = make_sagsbehandler(ansoegning.pulje)
    client.force_login(colleague)

    press(client, ansoegning, "overtag")

    assert ansoegning.behandler == colleague


def test_no_one_takes_a_case_before_the_deadline(client):
    ansoegning = sent(open_pulje())
    client.force_login(make_sagsbehandler(ansoegning.pulje))

    assert "tag" not in offers(client, ansoegning)


def test_message_reaches_both_contacts_and_answers_what_was_unread(staff, ansoegning):
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    actions.write_to_staff(ansoegning, "Hører I noget?", deltager=contact)
    before = [mails_to(d.email).count() for d in ansoegning.deltagere.all()]

    response = press(staff, ansoegning, "besked", tekst="I hører fra os i morgen.")

    after = [mails_to(d.email).count() for d in ansoegning.deltagere.all()]
    assert [n - m for n, m in zip(after, before, strict=True)] == [1, 1]
    assert "I hører fra os i morgen." in response.text
    assert "laest" not in offers(staff, ansoegning)


def test_messages_are_marked_as_read_without_an_answer(staff, ansoegning):
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    actions.write_to_staff(ansoegning, "Bare til orientering.", deltager=contact)

    press(staff, ansoegning, "laest")

    assert ansoegning.beskeder.get().laest_den


def test_two_clicks_send_one_message(staff, ansoegning):
    data = filled(staff, ansoegning, "besked") | {"tekst": "Hej"}

    answers = [staff.post(page_of(ansoegning), data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert ansoegning.beskeder.count() == 1


def test_second_of_two_is_told_what_the_first_did_and_keeps_the_text(staff, ansoegning):
    data = filled(staff, ansoegning, "besked") | {"tekst": "Mit svar"}
    actions.take(ansoegning, by=make_sagsbehandler(navn="En kollega"))

    told = staff.post(page_of(ansoegning), data)

    assert told.status_code == 409
    assert "En kollega tog sagen" in told.text
    assert "Mit svar" in told.text
    assert not ansoegning.beskeder.exists()


def test_late_one_is_judged_with_a_reason_and_the_applicant_told(client):
    ansoegning = late()
    client.force_login(make_sagsbehandler(ansoegning.pulje))
    judged = {"skoen": "dispensation", "tekst": "Vi behandler den."}

    refused = press(client, ansoegning, "frist", **judged)
    assert "Skriv, hvorfor du afgør det sådan." in refused.text
    assert ansoegning.fristskoen == ""

    press(client, ansoegning, "frist", begrundelse="Portalen var nede.", **judged)

    assert ansoegning.fristskoen == "dispensation"
    assert ansoegning.beskeder.get().tekst == "Vi behandler den."


def test_forwarded_one_is_told_where_it_went_and_is_closed(staff, ansoegning):
    typed = {"til": "Kulturpuljen, kultur@kommune.example", "tekst": "De svarer jer."}

    press(staff, ansoegning, "videresend", **typed)

    assert ansoegning.status == "videresendt"
    assert "Kulturpuljen" in mails_to("anden@example.dk").latest("pk").tekst
    assert "videresend" not in offers(staff, ansoegning)
    assert ansoegning.dokumenter.filter(slags="besked").count() == 1


def test_applicant_gets_a_new_link(staff, ansoegning):
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.MEDANSVARLIG)
    before = mails_to(contact.email).count()

    press(staff, ansoegning, "link", deltager=contact.pk)

    assert mails_to(contact.email).count() == before + 1


def test_closed_access_opens_nothing_and_a_contact_gets_a_new_link(staff, ansoegning):
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    old = list(Adgang.objects.about(contact))
    assert old

    press(staff, ansoegning, "luk", deltager=contact.pk)

    assert not any(
        a.is_valid for a in Adgang.objects.filter(pk__in=[a.pk for a in old])
    )
    assert [a.is_valid for a in Adgang.objects.about(contact)].count(True) == 1
    contact.refresh_from_db()
    assert contact.fjernet_den is None


def test_someone_invited_is_taken_off(staff, ansoegning):
    reader = actions.invite(ansoegning, "laeser@example.dk", Deltagerrolle.LAESER)

    press(staff, ansoegning, "luk", deltager=reader.pk)

    reader.refresh_from_db()
    assert reader.fjernet_den
    assert not any(a.is_valid for a in Adgang.objects.about(reader))


def test_access_of_another_case_is_not_closed_from_here(staff, ansoegning):
    other = sent(open_pulje(frist=None))
    stranger = other.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)

    press(staff, ansoegning, "luk", deltager=stranger.pk)

    assert all(a.is_valid for a in Adgang.objects.about(stranger))


def test_draft_is_there_with_who_and_what_lacks_but_not_what_it_says(staff, ansoegning):
    draft = fill_in(start(ansoegning.runde, email="ny@example.dk"), udgift_oere=100)
    actions.save_budget(
        draft, [], timer=0, version=draft.versioner["budget"], at=timezone.now()
    )

    html = staff.get(page_of(draft)).text

    assert "Ansøgningen er ikke sendt" in html
    assert "ansvarlig@example.dk" in html
    assert "<li>Budget</li>" in html
    assert "Vi vil spille brætspil." not in html
    assert "Spil på tværs" not in html
    assert offers(staff, draft) == {"link", "luk"}


def test_file_is_handed_out_to_be_saved_and_says_how_it_was_scanned(staff, ansoegning):
    bilag = attach(ansoegning)
    send(ansoegning)
    page = reverse("admin:puljer_ansoegning_bilag", args=[bilag.pk])

    assert Scanning.IKKE_SCANNET.label in staff.get(page_of(ansoegning)).text
    response = staff.get(page)

    assert b"".join(response) == b"Spil: 4.000 kr."
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def test_infected_file_and_one_that_was_not_sent_are_not_handed_out(staff, ansoegning):
    unsent = attach(ansoegning, "kladde.txt")
    page = reverse("admin:puljer_ansoegning_bilag", args=[unsent.pk])
    assert staff.get(page).status_code == 404
    send(ansoegning)
    unsent.fil.scanning = Scanning.SMITTET
    unsent.fil.save()

    assert staff.get(page).status_code == 403
    assert page not in staff.get(page_of(ansoegning)).text


def test_case_of_another_pool_does_not_exist(client, ansoegning):
    bilag = attach(ansoegning)
    send(ansoegning)
    client.force_login(make_sagsbehandler(open_pulje(frist=None).pulje))
    data = {"handling": "tag", "noegle": ansoegning.noegle, "laest": 10**9}
    file = reverse("admin:puljer_ansoegning_bilag", args=[bilag.pk])
    history = reverse("admin:puljer_ansoegning_history", args=[ansoegning.pk])

    for page in (page_of(ansoegning), file, history):
        assert client.get(page).status_code == 404
    assert client.post(page_of(ansoegning), data).status_code == 404
    ansoegning.refresh_from_db()
    assert ansoegning.behandler is None


def test_who_may_only_read_has_no_buttons_and_cannot_act(client, ansoegning):
    reader = make_sagsbehandler(ansoegning.pulje)
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_ansoegning"))
    reader.is_staff = True
    reader.save()
    client.force_login(reader)
    data = {"handling": "tag", "noegle": ansoegning.noegle, "laest": 10**9}

    assert offers(client, ansoegning) == set()
    assert client.post(page_of(ansoegning), data).status_code == 403


def test_page_asks_no_more_of_a_case_with_more_in_it(staff, ansoegning):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            staff.get(page_of(ansoegning))
        return len(captured)

    attach(ansoegning, "et.txt")
    send(ansoegning)
    actions.write_to_applicant(ansoegning, "Hej", by=staff.bruger)
    few = queries()
    for n in range(3):
        attach(ansoegning, f"mere {n}.txt")
        send(ansoegning)
        actions.write_to_applicant(ansoegning, f"Hej {n}", by=staff.bruger)
        actions.invite(ansoegning, f"l{n}@example.dk", Deltagerrolle.LAESER)

    assert queries() <= few
    assert Deltager.objects.filter(ansoegning=ansoegning).count() == 5
