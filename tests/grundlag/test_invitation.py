import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import access, actions, roles
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    Fagomraade,
    Institution,
    Institutionsrolle,
    Institutionsslags,
    Logpost,
    Rolle,
)
from tests.factories import (
    PASSWORD,
    AdgangFactory,
    BrugerFactory,
    InstitutionFactory,
    RetstekstFactory,
)
from tests.grundlag.links import address, invited

pytestmark = pytest.mark.django_db

NEW = "ny@kommune.example"
ADD = "/admin/grundlag/bruger/add/"


def invite(client, place, rolle=Rolle.MEDARBEJDER, **fields):
    data = {
        "noegle": uuid4(),
        "email": NEW,
        "navn": "Ny Ansat",
        "institution": place.pk,
        "rolle": rolle,
    }
    return client.post(ADD, data | fields)


def link_in(mails):
    """The link in the last of the mails."""
    return re.search(r"http\S+/adgang/\S+", mails[-1].body)[0]


def choose_password(client, page, first=PASSWORD, second=None):
    key = re.search(r'name="noegle" value="([^"]+)"', client.get(page).text)[1]
    data = {"noegle": key, "password1": first, "password2": second or first}
    return client.post(page, data)


def open_link(client):
    """Use a fresh link of someone invited; returns the page it leads to."""
    bruger = invited(email=NEW, navn="Kirsten Ravnsbjerg")
    adgang = AdgangFactory(obj=bruger, email=NEW)
    return client.post(address(adgang)).url


def log_in(client, email, password):
    data = {"login": email, "password": password}
    return client.post(reverse("account_login"), data)


def test_the_coordinator_invites_a_leader_who_comes_to_work(
    client, koordinator, institution, mailoutbox, work
):
    client.force_login(koordinator)
    invite(client, institution, Rolle.LEDER)
    work()

    browser = Client()
    page = browser.post(link_in(mailoutbox)).url
    done = choose_password(browser, page)
    assert done.url == reverse("grundlag:invitation_done")
    assert log_in(browser, NEW, PASSWORD).url == reverse("admin:index")

    leder = Bruger.objects.get(email=NEW)
    assert [sent.to for sent in mailoutbox] == [[NEW]]
    assert leder.groups.get().name == roles.LEDER
    assert institution.navn in browser.get("/admin/grundlag/institution/").text


def test_a_leader_invites_staff_to_the_own_place(client, leder, institution):
    client.force_login(leder)

    response = invite(client, institution)

    assert response.url == reverse("admin:grundlag_bruger_changelist")
    rolle = Institutionsrolle.objects.get(bruger__email=NEW)
    assert (rolle.institution, rolle.rolle) == (institution, Rolle.MEDARBEJDER)
    assert Brev.objects.get().til == NEW
    invited = Logpost.objects.about(rolle.bruger).get(handling="inviterede")
    assert invited.hvem == leder


def test_a_leader_cannot_invite_leaders(client, leder, institution):
    client.force_login(leder)

    response = invite(client, institution, Rolle.LEDER)

    assert response.status_code == 200
    assert "Marker en gyldig valgmulighed" in response.text
    assert not Bruger.objects.filter(email=NEW).exists()


def test_an_administrator_invites_to_a_role_without_a_place(client, administrator):
    client.force_login(administrator)

    invite(client, Institution(), roles.KOORDINATOR, institution="")

    invited = Bruger.objects.get(email=NEW)
    assert invited.groups.get().name == roles.KOORDINATOR
    assert not invited.institutionsroller.exists()
    assert Brev.objects.get().til == NEW


@pytest.mark.parametrize("name", ["leder", "koordinator"])
def test_others_cannot_invite_to_a_role_without_a_place(
    client, institution, request, name
):
    client.force_login(request.getfixturevalue(name))

    invite(client, institution, roles.ADMINISTRATOR)
    invite(client, institution, roles.ADMINISTRATOR, institution="")

    assert not Bruger.objects.filter(email=NEW).exists()


def test_a_leader_cannot_invite_to_another_place(client, leder):
    client.force_login(leder)

    response = invite(client, InstitutionFactory())

    assert response.status_code == 200
    assert not Bruger.objects.filter(email=NEW).exists()
    assert not Brev.objects.exists()


@pytest.mark.parametrize(
    ("place", "rolle"),
    [("institution", Rolle.LEDER), ("elsewhere", Rolle.MEDARBEJDER)],
)
def test_invite_refuses_a_leader_whatever_form_asks(leder, institution, place, rolle):
    place = {"institution": institution, "elsewhere": InstitutionFactory()}[place]

    with pytest.raises(ValidationError, match="kan ikke invitere"):
        actions.invite(Bruger(email=NEW, navn="Ny"), place, rolle, by=leder)

    assert not Bruger.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("name", ["medarbejder", None])
def test_others_cannot_invite(client, institution, request, name):
    if name:
        client.force_login(request.getfixturevalue(name))

    response = invite(client, institution)

    assert response.status_code in {302, 403}
    assert not Bruger.objects.filter(email=NEW).exists()


def test_someone_known_gets_the_role_and_another_mail(client, leder, institution):
    known = BrugerFactory(email="kendt@kommune.example", navn="Kendt Person")
    client.force_login(leder)

    invite(client, institution, email="Kendt@Kommune.example", navn="Et Andet Navn")

    known.refresh_from_db()
    assert known.navn == "Kendt Person"
    assert known.institutionsroller.get().institution == institution
    assert known.groups.get().name == roles.MEDARBEJDER
    brev = Brev.objects.get()
    assert brev.emne == "Du har fået en ny rolle på Rudersdal Frivillig"
    assert not Adgang.objects.exists()


def test_someone_who_already_works_there_is_not_invited(
    client, leder, institution, medarbejder
):
    client.force_login(leder)

    response = invite(client, institution, email=medarbejder.email)

    assert "Personen har allerede en rolle her." in response.text
    assert medarbejder.institutionsroller.count() == 1
    assert not Brev.objects.exists()


def test_a_double_click_invites_once(client, leder, institution):
    client.force_login(leder)
    key = uuid4()

    first = invite(client, institution, noegle=key)
    second = invite(client, institution, noegle=key)

    assert first.url == second.url
    assert Brev.objects.count() == 1
    assert Institutionsrolle.objects.filter(bruger__email=NEW).count() == 1


def test_an_invitation_can_be_sent_again_after_five_minutes_until_it_is_used(
    client, leder, institution
):
    client.force_login(leder)
    invite(client, institution)
    bruger = Bruger.objects.get(email=NEW)
    data = {"action": "invite_again", "_selected_action": [bruger.pk, leder.pk]}
    changelist = reverse("admin:grundlag_bruger_changelist")

    client.post(changelist, data)
    at_once = [brev.til for brev in Brev.objects.all()]
    Adgang.objects.update(oprettet_den=timezone.now() - timedelta(minutes=6))
    client.post(changelist, data)

    assert at_once == [NEW]
    assert [brev.til for brev in Brev.objects.all()] == [NEW, NEW]


def test_a_name_that_would_be_a_link_in_the_mail_is_refused(client, leder, institution):
    client.force_login(leder)

    response = invite(client, institution, navn="https://example.org/kom-ind")

    assert "Skriv kun navnet" in response.text
    assert not Brev.objects.exists()


def test_a_mail_has_a_name_as_it_is_written(client, leder, institution):
    client.force_login(leder)

    invite(client, institution, navn="O'Brien & Søn")

    assert "Hej O'Brien" in Brev.objects.get().tekst


def test_an_invitation_taken_back_closes_the_forgotten_password_too(
    client, koordinator
):
    bruger = invited(email=NEW)
    access.revoke(AdgangFactory(obj=bruger, email=NEW), by=koordinator)

    client.post(reverse("account_reset_password"), {"email": NEW})

    assert not Brev.objects.exists()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kort", "Denne adgangskode er for kort"),
        ("qazwsxedcrfv", "Denne adgangskode er for almindelig"),
        ("kirsten ravnsbjerg", "minder for meget om"),
    ],
)
def test_a_weak_password_is_refused_in_danish(client, password, reason):
    page = open_link(client)

    response = choose_password(client, page, password)

    assert reason in response.text
    assert not Bruger.objects.get(email=NEW).has_usable_password()


def test_two_different_passwords_are_refused(client):
    page = open_link(client)

    response = choose_password(client, page, PASSWORD, "en-anden-adgangskode")

    assert "De to adgangskoder er ikke ens." in response.text
    assert not Bruger.objects.get(email=NEW).has_usable_password()


def test_the_link_is_dead_once_a_password_is_chosen(client):
    page = open_link(client)
    choose_password(client, page)

    again = Client().post(address(Adgang.objects.get()))

    assert again.status_code == 410
    assert client.get(page).url == reverse("grundlag:invitation_done")


def test_the_password_cannot_be_chosen_twice_from_an_open_page(client):
    page = open_link(client)
    choose_password(client, page)
    second = "en-helt-anden-kode"

    response = client.post(
        page, {"noegle": uuid4(), "password1": second, "password2": second}
    )

    assert "Adgangskoden er allerede valgt." in response.text
    assert Bruger.objects.get(email=NEW).check_password(PASSWORD)


def test_the_version_of_the_information_that_was_shown_is_kept(client):
    """GDPR article 13."""
    RetstekstFactory(noegle="oplysning-invitation", titel="Et gammelt udkast")
    shown = RetstekstFactory(
        noegle="oplysning-invitation", version=2, titel="Om dine oplysninger"
    )
    page = open_link(client)
    assert "Om dine oplysninger" in client.get(page).text

    choose_password(client, page)

    bruger = Bruger.objects.get(email=NEW)
    assert bruger.oplysning == shown
    chosen = Logpost.objects.about(bruger).get(handling="valgte adgangskode")
    assert chosen.hvem == bruger


def test_someone_whose_access_is_closed_cannot_log_in(client):
    BrugerFactory(email=NEW, is_active=False)

    log_in(client, NEW, PASSWORD)

    assert "_auth_user_id" not in client.session


def test_no_one_can_sign_up(client):
    assert client.get("/konto/tilmeld/").status_code == 404
    assert client.get("/konto/signup/").status_code == 404


def test_the_coordinator_invites_an_editor_of_a_fagomraade(client, koordinator):
    client.force_login(koordinator)
    fagomraade = Fagomraade.objects.all()[0]

    invite(
        client,
        Institution(),
        roles.FAGOMRAADEREDAKTOER,
        institution="",
        fagomraade=fagomraade.pk,
    )

    invited = Bruger.objects.get(email=NEW)
    assert invited.groups.get().name == roles.FAGOMRAADEREDAKTOER
    assert invited.redaktoerroller.get().fagomraade == fagomraade
    assert Brev.objects.get().til == NEW


def test_an_editor_is_invited_to_some_fagomraade(client, koordinator):
    client.force_login(koordinator)

    response = invite(client, Institution(), roles.FAGOMRAADEREDAKTOER, institution="")

    assert "Vælg fagområdet." in response.text
    assert not Bruger.objects.filter(email=NEW).exists()


def test_the_coordinator_invites_an_outside_editor_to_a_frivilligcenter(
    client, koordinator, institution
):
    center = InstitutionFactory(slags=Institutionsslags.FRIVILLIGCENTER)
    client.force_login(koordinator)

    refused = invite(client, institution, Rolle.EKSTERN_REDAKTOER)
    invite(client, center, Rolle.EKSTERN_REDAKTOER)

    assert "Ekstern redaktør er man på et frivilligcenter." in refused.text
    invited = Bruger.objects.get(email=NEW)
    assert invited.groups.get().name == roles.EKSTERN_REDAKTOER


@pytest.mark.parametrize("rolle", [Rolle.EKSTERN_REDAKTOER, roles.FAGOMRAADEREDAKTOER])
def test_a_leader_invites_no_editors(client, leder, institution, rolle):
    client.force_login(leder)
    fagomraade = institution.fagomraade

    response = invite(client, institution, rolle, fagomraade=fagomraade.pk)

    assert "Marker en gyldig valgmulighed" in response.text
    with pytest.raises(ValidationError):
        actions.invite_editor(Bruger(email=NEW, navn="Ny"), fagomraade, by=leder)
    assert not Bruger.objects.filter(email=NEW).exists()
