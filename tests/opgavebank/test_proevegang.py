"""Dates on which a task may be tried: from the leader's form to the citizen's page."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Form, OpslagStatus
from opgavebank.models import Opslag, Proevegang
from rudersdal_frivillig.grundlag import actions as grundlag_actions
from rudersdal_frivillig.grundlag.models import Arrangement, Brev
from tests.factories import ArrangementFactory, OpslagFactory, TilmeldingFactory
from tests.page_text import page_text
from tests.pages import submit

pytestmark = pytest.mark.django_db

IN_A_WEEK = timezone.localdate() + timedelta(days=7)
DAY = {"dag": IN_A_WEEK.isoformat(), "fra": "10:00", "til": "11:30", "pladser": "4"}


@pytest.fixture
def opslag(institution):
    return OpslagFactory(institution=institution, aktiv=True, titel="Læs højt")


@pytest.fixture
def proevegang(opslag, leder):
    """A date with one place, and one who has it."""
    made = ArrangementFactory.build(institution=None, pladser=1)
    actions.add_proevegang(opslag, made, by=leder)
    taken = TilmeldingFactory.build(arrangement=None, email="karen@example.org")
    grundlag_actions.sign_up(taken, made)
    return made


def to_add(opslag):
    return reverse("admin:opgavebank_opslag_proevegang", args=[opslag.pk])


def of_arrangement(page, arrangement):
    return reverse(f"admin:grundlag_arrangement_{page}", args=[arrangement.pk])


def test_leder_adds_a_date_that_citizens_see_on_the_post(client, leder, opslag):
    client.force_login(leder)

    submit(client, client.get(to_add(opslag)), **DAY, sted="Receptionen")

    client.logout()
    text = page_text(client.get(opslag.get_absolute_url()))
    made = Arrangement.objects.get()
    assert "Du lover ikke mere end den ene gang." in text
    assert f"{made.when.capitalize()}: 4 af 4 pladser er ledige" in text
    assert made.where.startswith("Receptionen, Plejecenter Sjælsø")
    assert "Læs højt" in page_text(client.get(made.get_absolute_url()))


def test_two_clicks_add_one_date(client, leder, opslag):
    client.force_login(leder)
    page = client.get(to_add(opslag))

    for _ in range(2):
        submit(client, page, **DAY)

    assert Proevegang.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"dag": "2020-01-01"}, "Vælg et tidspunkt, der ikke er gået."),
        ({"til": "09:00"}, "Det skal slutte, efter at det begynder."),
        ({"dag": ""}, "Vælg en dag."),
    ],
)
def test_a_date_that_cannot_be_is_refused(client, leder, opslag, typed, told):
    client.force_login(leder)

    page = submit(client, client.get(to_add(opslag)), **DAY | typed)

    assert told in page_text(page)
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("form", sorted(set(Form) - {Form.FAST}))
def test_only_what_goes_on_can_be_tried(leder, opslag, form):
    Opslag.objects.update(form=form)

    with pytest.raises(ValidationError, match="Kun en fast opgave"):
        actions.add_proevegang(opslag, ArrangementFactory.build(), by=leder)

    assert not Arrangement.objects.exists()


def test_what_citizens_do_not_see_cannot_be_tried(leder, institution):
    draft = OpslagFactory(institution=institution)

    with pytest.raises(ValidationError, match="Vis opslaget for borgerne"):
        actions.add_proevegang(draft, ArrangementFactory.build(), by=leder)


def test_no_one_adds_a_date_at_anothers_place(client, other_leder, opslag):
    client.force_login(other_leder)

    assert client.post(to_add(opslag), DAY).status_code == 404
    with pytest.raises(ValidationError, match="egne ansatte"):
        actions.add_proevegang(opslag, ArrangementFactory.build(), by=other_leder)


def test_the_form_of_the_post_leads_to_its_dates(client, leder, opslag, proevegang):
    client.force_login(leder)
    form = reverse("admin:opgavebank_opslag_change", args=[opslag.pk])

    page = client.get(form)

    assert "1 af 1 pladser taget" in page_text(page)
    assert of_arrangement("deltagere", proevegang) in page.text
    assert to_add(opslag) in page.text


@pytest.mark.parametrize("role", ["leder", "medarbejder", "koordinator"])
def test_those_at_the_place_see_who_comes(client, request, role, proevegang):
    client.force_login(request.getfixturevalue(role))

    page = client.get(of_arrangement("deltagere", proevegang))

    assert "karen@example.org" in page.text


@pytest.mark.parametrize("role", ["other_leder", "redaktoer", "ekstern"])
def test_others_do_not_see_who_comes(client, request, role, proevegang):
    client.force_login(request.getfixturevalue(role))

    for page in ("deltagere", "aflys", "change"):
        for send in (client.get, client.post):
            answer = send(of_arrangement(page, proevegang))
            assert answer.status_code in {403, 404}


def test_staff_see_whom_to_call_and_note_that_they_have(client, leder, proevegang):
    made = TilmeldingFactory.build(arrangement=None, email="", telefon="46 11 00 00")
    waits = grundlag_actions.sign_up(made, proevegang)
    client.force_login(leder)
    there = of_arrangement("deltagere", proevegang)

    first = proevegang.tilmeldinger.first()
    client.post(there, {"tilmelding": first.pk, "meld_fra": "1"})
    assert "Skal ringes op" in client.get(there).text
    client.post(there, {"tilmelding": waits.pk, "ringet": "1"})

    waits.refresh_from_db()
    assert (waits.status, waits.skal_ringes_op) == ("tilmeldt", False)


def test_staff_act_on_none_of_another_date(client, leder, proevegang):
    theirs = TilmeldingFactory()
    client.force_login(leder)

    there = of_arrangement("deltagere", proevegang)
    answer = client.post(there, {"tilmelding": theirs.pk, "meld_fra": "1"})

    assert answer.status_code == 404


def test_leder_calls_a_date_off_after_being_asked(client, leder, proevegang):
    client.force_login(leder)
    there = of_arrangement("aflys", proevegang)

    page = client.get(there)
    assert Arrangement.objects.get().aflyst_den is None
    submit(client, page)

    assert Arrangement.objects.get().aflyst_den is not None
    assert Brev.objects.filter(til="karen@example.org", emne__startswith="Aflyst")


def test_leder_moves_a_date_and_adds_places_in_one_form(client, leder, proevegang):
    waits = TilmeldingFactory.build(arrangement=None)
    grundlag_actions.sign_up(waits, proevegang)
    client.force_login(leder)
    page = client.get(of_arrangement("change", proevegang))

    submit(client, page, pladser="2", sted="Haven", _save="Gem")

    proevegang.refresh_from_db()
    assert (proevegang.sekvens, proevegang.antal_tilmeldt) == (1, 2)
    emner = [brev.emne.split(":")[0] for brev in Brev.objects.filter(til=waits.email)]
    assert "Du har fået en plads" in emner


def test_fewer_places_than_taken_is_told_in_the_form(client, leder, proevegang):
    grundlag_actions.save_changes(_with(proevegang, pladser=2))
    grundlag_actions.sign_up(TilmeldingFactory.build(arrangement=None), proevegang)
    client.force_login(leder)
    page = client.get(of_arrangement("change", proevegang))

    page = submit(client, page, pladser="1", _save="Gem")

    assert "Sæt flere pladser" in page_text(page)


def _with(arrangement, **fields):
    for name, value in fields.items():
        setattr(arrangement, name, value)
    return arrangement


def test_what_is_over_cannot_be_changed(client, leder, proevegang):
    day = timedelta(days=1)
    begynder = timezone.now() - day
    Arrangement.objects.update(begynder=begynder, slutter=begynder + day / 24)
    client.force_login(leder)

    page = client.get(of_arrangement("change", proevegang))

    assert 'name="_save"' not in page.text


def test_archive_calls_off_the_dates_to_come(leder, opslag, proevegang):
    actions.archive(opslag, by=leder)

    proevegang.refresh_from_db()
    assert proevegang.aflyst_den is not None
    assert Brev.objects.filter(til="karen@example.org", emne__startswith="Aflyst")


@pytest.mark.parametrize("action", [actions.pause, actions.mark_besat])
def test_a_post_that_rests_keeps_its_dates(client, leder, opslag, proevegang, action):
    action(opslag, by=leder)

    page = client.get(proevegang.get_absolute_url())

    assert opslag.status in {OpslagStatus.PAUSE, OpslagStatus.BESAT}
    assert "Skriv mig på venteliste" in page_text(page)
    assert opslag.get_absolute_url() not in page.text
