import pytest
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import dialogskema
from rudersdal_frivillig.grundlag.models import (
    Dialograekke,
    Dialogskema,
    Institution,
    Institutionsrolle,
    Institutionsslags,
    Logpost,
    Maa,
    Rolle,
)
from tests.factories import (
    BrugerFactory,
    DialograekkeFactory,
    DialogskemaFactory,
    InstitutionsrolleFactory,
)
from tests.pages import fields, submit, tags

pytestmark = pytest.mark.django_db

ADD = reverse("admin:grundlag_dialogskema_add")
LIST = reverse("admin:grundlag_dialogskema_changelist")


def page(name, skema):
    return reverse(f"admin:grundlag_dialogskema_{name}", args=[skema.pk])


@pytest.fixture
def own(institution):
    """The leader's own, with one row that is answered and one that is not."""
    skema = DialogskemaFactory(institution=institution)
    DialograekkeFactory(skema=skema, opgave="Give medicin", svar=Maa.ALDRIG)
    DialograekkeFactory(skema=skema, opgave="Tage billeder")
    return skema


@pytest.fixture
def theirs(other_leder):
    return DialogskemaFactory(
        institution=other_leder.institutionsroller.get().institution
    )


@pytest.fixture
def stedfortraeder(institution):
    held = InstitutionsrolleFactory(
        bruger=BrugerFactory(), institution=institution, rolle=Rolle.STEDFORTRAEDER
    )
    held.bruger.groups.add(held.gruppe)
    return held.bruger


@pytest.mark.parametrize("slags", Institutionsslags)
def test_standard_list_asks_each_thing_once(slags):
    opgaver = dialogskema.standard_list(slags)

    assert len(opgaver) >= 10
    assert len({*opgaver}) == len(opgaver)
    assert max(map(len, opgaver)) <= Dialograekke._meta.get_field("opgave").max_length


def test_a_new_skema_begins_with_questions_and_no_answers(client, leder, institution):
    client.force_login(leder)
    form = client.get(ADD)

    response = submit(client, form, _save="Gem")

    skema = Dialogskema.objects.get()
    assert fields(form)["institution"] == [str(institution.pk)]
    assert response.headers["Location"] == page("change", skema)
    opgaver = list(skema.raekker.values_list("opgave", flat=True))
    assert opgaver == dialogskema.standard_list(institution.slags)
    assert not skema.raekker.exclude(svar="").exists()
    assert not skema.vises
    assert Logpost.objects.about(skema).get().hvem == leder


@pytest.mark.parametrize("who", ["leder", "stedfortraeder"])
def test_leader_and_deputy_fill_it_in(client, own, who, request):
    bruger = request.getfixturevalue(who)
    client.force_login(bruger)
    form = client.get(page("change", own))

    changes = {"raekker-1-svar": Maa.AFTALE, "raekker-1-note": "Spørg først."}
    response = submit(client, form, **changes, vises="on", _save="Gem")

    assert response.status_code == 302
    row = own.raekker.get(opgave="Tage billeder")
    assert (row.svar, row.note) == (Maa.AFTALE, "Spørg først.")
    logpost = Logpost.objects.about(own).get()
    assert (logpost.hvem, logpost.felter) == (bruger, ["vises", "dialograekke"])
    assert (
        "Tage billeder: Efter aftale" in logpost.vaerdier.get(felt="dialograekke").efter
    )


def test_a_leader_neither_sees_nor_changes_that_of_another_place(
    client, leder, own, theirs
):
    row = DialograekkeFactory(skema=theirs, opgave="De andres")
    client.force_login(leder)

    assert str(theirs.institution) not in client.get(LIST).text
    for name in ("change", "history", "print", "delete"):
        assert client.get(page(name, theirs)).status_code in {403, 404}
    data = {"vises": "on", "raekker-0-id": row.pk, "raekker-0-svar": Maa.GERNE}
    assert client.post(page("change", theirs), data).status_code == 404
    theirs.refresh_from_db()
    assert not theirs.vises


def test_a_row_of_another_place_cannot_be_taken_along(client, leder, own, theirs):
    row = DialograekkeFactory(skema=theirs, opgave="De andres")
    client.force_login(leder)
    form = client.get(page("change", own))

    changes = {"raekker-0-id": row.pk, "raekker-0-opgave": "Min"}
    submit(client, form, **changes, _save="Gem")

    row.refresh_from_db()
    assert (row.opgave, row.skema) == ("De andres", theirs)


def test_a_skema_is_not_made_for_another_place(client, leder, other_leder):
    place = other_leder.institutionsroller.get().institution
    client.force_login(leder)

    response = submit(client, client.get(ADD), institution=place.pk, _save="Gem")

    assert response.status_code == 200
    assert not Dialogskema.objects.exists()


def test_a_place_has_one_skema(client, leder, own):
    client.force_login(leder)

    form = client.get(ADD)
    response = submit(client, form, institution=own.institution.pk, _save="Gem")

    assert response.status_code == 200
    assert Dialogskema.objects.get() == own


def test_who_leads_one_place_and_works_at_another_fills_in_the_first(
    client, leder, own, theirs
):
    Institutionsrolle.objects.create(
        bruger=leder, institution=theirs.institution, rolle=Rolle.MEDARBEJDER
    )
    client.force_login(leder)

    assert client.get(page("change", theirs)).status_code == 200
    assert client.get(page("print", theirs)).status_code == 200
    response = client.post(page("change", theirs), {"vises": "on"})

    assert response.status_code == 403
    theirs.refresh_from_db()
    assert not theirs.vises


@pytest.mark.parametrize("who", ["medarbejder", "koordinator", "administrator"])
def test_others_who_see_it_only_read_it(client, own, who, request):
    client.force_login(request.getfixturevalue(who))

    read = client.get(page("change", own))
    response = client.post(page("change", own), {"vises": "on"})

    assert "Give medicin" in read.text
    assert not tags(read, "select")
    assert response.status_code == 403
    assert client.get(ADD).status_code == 403
    own.refresh_from_db()
    assert not own.vises


def test_who_writes_on_top_of_another_is_told(client, leder, own):
    client.force_login(leder)
    first, second = client.get(page("change", own)), client.get(page("change", own))
    submit(client, first, **{"raekker-1-svar": Maa.GERNE}, _save="Gem")

    response = submit(client, second, **{"raekker-1-svar": Maa.ALDRIG}, _save="Gem")

    assert "Du har selv gemt noget her" in response.text
    assert own.raekker.get(opgave="Tage billeder").svar == Maa.GERNE


def test_a_thing_stands_there_once(client, leder, own):
    client.force_login(leder)
    form = client.get(page("change", own))

    response = submit(client, form, **{"raekker-1-opgave": "Give medicin"}, _save="Gem")

    assert response.status_code == 200
    assert own.raekker.filter(opgave="Tage billeder").exists()


def test_print_page_has_every_row_and_is_kept_by_no_one(client, leder, own):
    client.force_login(leder)

    response = client.get(page("print", own))

    assert "Give medicin" in response.text
    assert "Tage billeder" in response.text
    assert response.text.count(">X</td>") == 1
    assert "no-store" in response["Cache-Control"]
    assert page("print", own) in client.get(page("change", own)).text


def test_print_page_needs_a_log_in(client, own):
    assert client.get(page("print", own)).status_code == 302


def test_citizens_read_it_only_when_the_leader_has_said_so(client, own):
    place = reverse("opgavebank:institution_detail", args=[own.institution.slug])
    address = own.get_absolute_url()

    assert client.get(address).status_code == 404
    assert address not in client.get(place).text
    assert address not in client.get("/sitemap.xml").text

    Dialogskema.objects.update(vises=True, droeftet=timezone.localdate())

    html = client.get(address).text
    assert "Give medicin" in html
    assert "Tage billeder" not in html
    assert address in client.get(place).text
    assert address in client.get("/sitemap.xml").text


def test_citizens_see_the_answers_apart(client, own):
    own.raekker.update(svar=Maa.AFTALE, note="Spørg først.")
    Dialogskema.objects.update(vises=True)

    html = client.get(own.get_absolute_url()).text
    never, agreed = html.split('id="aftale"')

    assert "Intet er skrevet her endnu." in never
    assert agreed.count("Spørg først.") == 2


def test_place_without_a_skema_has_a_page(client, institution):
    place = reverse("opgavebank:institution_detail", args=[institution.slug])

    assert "frivillige må" not in client.get(place).text
    assert client.get("/guide/dialogskema/ingen/").status_code == 404


def test_coordinator_deletes_a_place_with_its_skema(client, koordinator, own):
    address = reverse("admin:grundlag_institution_delete", args=[own.institution.pk])
    client.force_login(koordinator)

    client.post(address, {"post": "yes"})

    assert not Institution.objects.exists()
    assert not Dialograekke.objects.exists()
