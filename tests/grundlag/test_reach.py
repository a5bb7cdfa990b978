"""How far a role reaches: not into hidden fields, other places or higher roles."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import access, actions, roles
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Bruger,
    Institutionsrolle,
    Retstekst,
    Rolle,
)
from tests.factories import (
    AdgangFactory,
    BrevFactory,
    BrugerFactory,
    InstitutionsrolleFactory,
    RetstekstFactory,
)

pytestmark = pytest.mark.django_db


def address(model, page, *args):
    return reverse(f"admin:grundlag_{model}_{page}", args=args)


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("bruger", "password__startswith"),
        ("bruger", "password"),
        ("bruger", "email__regex"),
        ("brev", "tekst__contains"),
        ("institution", "roller__bruger__password__startswith"),
    ],
)
def test_a_list_answers_no_question_that_its_filters_do_not_offer(
    client, koordinator, model, lookup
):
    BrevFactory()
    client.force_login(koordinator)

    response = client.get(address(model, "changelist"), {lookup: "a"})

    assert response.status_code in {302, 400}
    assert "e=1" in response.headers.get("Location", "e=1")


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("institution", {"slags__exact": "skole"}),
        ("institution", {"fagomraade__id__exact": "1"}),
        ("brev", {"afsendelse": "opgivet"}),
        ("retstekst", {"godkendt_den__isempty": "1"}),
    ],
)
def test_the_filters_that_are_offered_work(client, koordinator, model, query):
    client.force_login(koordinator)

    assert client.get(address(model, "changelist"), query).status_code == 200


@pytest.fixture
def shared(leder):
    """Someone who leads another place, and is staff where `leder` leads."""
    bruger = BrugerFactory(navn="Leder af to steder")
    InstitutionsrolleFactory(bruger=bruger, rolle=Rolle.LEDER)
    InstitutionsrolleFactory(
        bruger=bruger,
        institution=leder.institutionsroller.get().institution,
        rolle=Rolle.MEDARBEJDER,
    )
    actions.align_groups([bruger])
    return bruger


def test_a_leader_does_not_change_who_works_elsewhere_too(client, leder, shared):
    client.force_login(leder)

    client.post(address("bruger", "change", shared.pk), {"navn": "Omdøbt"})
    history = client.get(address("bruger", "history", shared.pk))

    shared.refresh_from_db()
    assert shared.navn == "Leder af to steder"
    assert history.status_code == 403


def test_a_leader_does_not_see_the_other_places_of_staff(client, leder, shared):
    other = shared.institutionsroller.get(rolle=Rolle.LEDER).institution
    client.force_login(leder)

    html = client.get(address("bruger", "changelist")).text

    assert shared.navn in html
    assert other.navn not in html


def test_who_leads_one_place_does_not_lead_another_they_work_at(
    client, shared, institution, leder
):
    client.force_login(shared)

    data = {
        "noegle": uuid4(),
        "email": "ny@kommune.example",
        "navn": "Ny",
        "institution": institution.pk,
        "rolle": Rolle.MEDARBEJDER,
    }
    client.post(address("bruger", "add"), data)
    client.post(address("institution", "change", institution.pk), {"by": "Ændret"})

    assert not Bruger.objects.filter(email="ny@kommune.example").exists()
    institution.refresh_from_db()
    assert institution.by != "Ændret"


def test_a_leader_does_not_prolong_the_own_role(client, leder):
    rolle = leder.institutionsroller.get()
    rolle.til = timezone.localdate()
    rolle.save()
    client.force_login(leder)

    data = {
        "navn": leder.navn,
        "institutionsroller-TOTAL_FORMS": 1,
        "institutionsroller-INITIAL_FORMS": 1,
        "institutionsroller-0-id": rolle.pk,
        "institutionsroller-0-bruger": leder.pk,
        "institutionsroller-0-til": "",
    }
    client.post(address("bruger", "change", leder.pk), data)

    assert Institutionsrolle.objects.get().til == timezone.localdate()


def test_a_coordinator_cannot_free_a_text_from_the_lawyer(client, koordinator):
    RetstekstFactory(noegle="privatliv", skal_godkendes=True)
    client.force_login(koordinator)

    data = {"noegle": "privatliv", "titel": "Nyt", "tekst": "Nyt.", "kilde": "Lov"}
    client.post(address("retstekst", "add"), data)

    newest = Retstekst.objects.get(version=2)
    assert newest.skal_godkendes


def test_revoking_a_link_closes_those_like_it(koordinator, leder):
    first, _ = AdgangFactory.create_batch(2, obj=leder, email=leder.email)
    other = AdgangFactory(obj=leder, email="en-anden@example.org")

    access.revoke(first, by=koordinator)

    open_links = Adgang.objects.filter(tilbagekaldt_den=None)
    assert list(open_links) == [other]


def test_a_row_that_is_no_number_is_refused(client, koordinator):
    client.force_login(koordinator)

    data = {"action": "resend", "_selected_action": ["1", "x\0"]}
    response = client.post(address("brev", "changelist"), data)

    assert response.status_code == 400


def test_a_stock_way_past_the_limits_leads_to_ours(client, koordinator):
    client.force_login(koordinator)

    response = client.get("/admin/password_change/")

    assert response.url == reverse("account_change_password")


def test_the_admin_gives_no_address_away_for_an_id(client, koordinator):
    client.force_login(koordinator)

    assert client.get("/admin/r/1/1/").status_code == 404


def test_roles_that_belong_to_no_place_are_given_by_administrators(
    administrator, koordinator
):
    bruger = Bruger(email="ny@kommune.example", navn="Ny")

    invited = actions.invite_to_group(bruger, roles.KOORDINATOR, by=administrator)

    assert invited.groups.get().name == roles.KOORDINATOR
    assert actions.invitable_groups(koordinator) == []
