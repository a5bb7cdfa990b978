from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Logpost
from tests.factories import PASSWORD, OpslagFactory
from tests.pages import fields, submit

pytestmark = pytest.mark.django_db

ADD = reverse("admin:opgavebank_opslag_add")
LIST = reverse("admin:opgavebank_opslag_changelist")
PUBLISH = {"_save": "publish"}
SAVE = {"_save": "Gem"}

WHOLE = {
    "titel": "Læs højt",
    "resume": "Læs avisen højt.",
    "det_goer_du": "Læs",
    "det_goer_personalet": "Samler gruppen",
    "tidspunkter": ["aften"],
    "maalgrupper": ["aeldre"],
    "egnet_for": ["grupper"],
    "supplerer_personalet": "on",
    "droeftet": "ja",
}


def page(name, opslag):
    return reverse(f"admin:opgavebank_opslag_{name}", args=[opslag.pk])


def jpeg():
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG")
    return SimpleUploadedFile("have.jpg", content.getvalue(), "image/jpeg")


@pytest.fixture
def own(institution):
    """A draft of the leader's own place."""
    return OpslagFactory(institution=institution, titel="Vores egen")


@pytest.fixture
def theirs(other_leder):
    """A draft of another place."""
    place = other_leder.institutionsroller.get().institution
    return OpslagFactory(institution=place, titel="De andres")


@pytest.fixture
def staff(client, leder):
    """A browser in which the leader is logged in."""
    client.force_login(leder)
    return client


def test_leader_logs_in_writes_publishes_and_sees_it_on_the_public_list(leder):
    browser = Client(enforce_csrf_checks=True)
    login = browser.get(reverse("admin:index"), follow=True)
    submit(browser, login, login=leder.email, password=PASSWORD)

    answer = submit(browser, browser.get(ADD), **WHOLE | PUBLISH)

    assert answer.headers["Location"] == LIST
    assert "Borgerne kan nu se »Læs højt«." in browser.get(LIST).text
    assert "Læs højt" in Client().get(reverse("opgavebank:opslag_list")).text
    assert Opslag.objects.get().oprettet_af == leder


def test_publish_button_saves_and_publishes_a_draft(staff, own):
    form = staff.get(page("change", own))

    submit(staff, form, titel="Et bedre navn", **PUBLISH)

    own.refresh_from_db()
    assert (own.titel, own.status) == ("Et bedre navn", OpslagStatus.AKTIV)


def test_publish_button_says_what_is_missing_and_keeps_the_draft(staff):
    form = staff.get(ADD)
    without = WHOLE | {"resume": "", "tidspunkter": []} | PUBLISH

    answer = staff.get(submit(staff, form, **without).headers["Location"])

    opslag = Opslag.objects.get()
    assert answer.request["PATH_INFO"] == page("change", opslag)
    assert "Skriv kort, hvad man gør." in answer.text
    assert "Vælg hvornår" in answer.text
    assert opslag.status == OpslagStatus.KLADDE


def test_save_keeps_a_draft_with_only_a_title(staff):
    submit(staff, staff.get(ADD), titel="Bare en tanke", **SAVE)

    assert Opslag.objects.get(titel="Bare en tanke").status == OpslagStatus.KLADDE


def test_add_form_knows_the_leaders_only_place_and_its_contact(staff, institution):
    form = fields(staff.get(ADD))

    assert form["institution"] == [str(institution.pk)]
    assert form["kontakt_funktion"] == [institution.kontakt_funktion]


def test_contact_is_the_institutions_where_it_is_left_empty(staff, institution):
    empty = {"kontakt_funktion": "", "kontakt_telefon": "", "stedfortraeder_email": ""}

    submit(staff, staff.get(ADD), **WHOLE | SAVE | empty | {"kontakt_email": "a@b.dk"})

    opslag = Opslag.objects.get()
    assert opslag.kontakt_telefon == institution.kontakt_telefon
    assert opslag.kontakt_email == "a@b.dk"
    assert opslag.fagomraade == institution.fagomraade


@pytest.mark.parametrize("name", ["change", "history", "delete"])
def test_post_of_another_place_is_not_found(staff, own, theirs, name):
    assert staff.get(page(name, own)).status_code == 200
    assert staff.get(page(name, theirs)).status_code == 404
    assert staff.post(page(name, theirs), {"post": "yes"}).status_code == 404


def test_list_shows_the_posts_of_ones_own_place(staff, own, theirs):
    html = staff.get(LIST).text

    assert own.titel in html
    assert theirs.titel not in html


@pytest.mark.parametrize("action", ["publish", "archive", "delete_selected"])
def test_list_action_leaves_the_post_of_another_place(staff, own, theirs, action):
    crafted = {"action": action, "_selected_action": [theirs.pk], "post": "yes"}

    staff.post(LIST, crafted)

    theirs.refresh_from_db()
    assert theirs.status == OpslagStatus.KLADDE


def test_form_action_leaves_the_post_of_another_place(staff, own, theirs):
    for address in (page("change", own), page("change", theirs)):
        crafted = {"CHANGE_FORM-action": "archive", "_selected_action": [theirs.pk]}
        assert staff.post(address, crafted).status_code in {400, 404}

    theirs.refresh_from_db()
    assert theirs.status == OpslagStatus.KLADDE


@pytest.mark.parametrize(
    ("action", "status"),
    [("publish", OpslagStatus.AKTIV), ("archive", OpslagStatus.KLADDE)],
)
def test_form_action_acts_but_asks_before_what_cannot_be_undone(
    staff, own, action, status
):
    act = {"CHANGE_FORM-action": action, "_selected_action": [own.pk]}

    staff.post(page("change", own), act)

    own.refresh_from_db()
    assert own.status == status


def test_form_action_keeps_what_is_not_saved_and_says_so(staff, own):
    form = staff.get(page("change", own))
    act = {"CHANGE_FORM-action": "publish", "_selected_action": own.pk}

    html = submit(staff, form, titel="Rettet, men ikke gemt", **act).text

    own.refresh_from_db()
    assert own.status == OpslagStatus.KLADDE
    assert "Gem først." in html
    assert "Rettet, men ikke gemt" in html


def test_form_action_acts_on_a_form_that_is_as_it_was(staff, own):
    form = staff.get(page("change", own))
    act = {"CHANGE_FORM-action": "publish", "_selected_action": own.pk}

    submit(staff, form, **act)

    own.refresh_from_db()
    assert own.status == OpslagStatus.AKTIV


def test_list_action_says_what_it_did_and_what_it_refused(staff, own):
    bare = OpslagFactory(institution=own.institution, titel="Den tomme", resume="")
    act = {"action": "publish", "_selected_action": [own.pk, bare.pk]}

    html = staff.post(LIST, act | {"confirmed": "1"}, follow=True).text

    assert "Borgerne kan nu se »Vores egen«." in html
    assert html.count("Den tomme: Skriv kort, hvad man gør.") == 1


def test_autocomplete_gives_no_posts(staff, own):
    crafted = {
        "app_label": "opgavebank",
        "model_name": "opslag",
        "field_name": "status",
    }

    response = staff.get(reverse("admin:autocomplete"), crafted)

    assert response.status_code == 403
    assert own.titel not in response.text


def test_leader_cannot_move_a_post_to_another_place(staff, own, other_leder):
    place = other_leder.institutionsroller.get().institution
    form = staff.get(page("change", own))

    answer = submit(staff, form, institution=place.pk, **SAVE)

    mine = own.institution
    own.refresh_from_db()
    assert answer.status_code == 200
    assert own.institution == mine


def test_leader_cannot_set_the_status_with_a_crafted_form(staff, own):
    form = staff.get(page("change", own))

    submit(staff, form, status="aktiv", offentliggjort_den_0="2026-01-01", **SAVE)

    own.refresh_from_db()
    assert (own.status, own.offentliggjort_den) == (OpslagStatus.KLADDE, None)


def test_medarbejder_may_publish(client, medarbejder, own):
    client.force_login(medarbejder)
    form = client.get(page("change", own))

    submit(client, form, **PUBLISH)

    own.refresh_from_db()
    assert own.status == OpslagStatus.AKTIV


def test_koordinator_sees_the_posts_of_all_places(client, koordinator, own, theirs):
    client.force_login(koordinator)

    html = client.get(LIST).text

    assert own.titel in html
    assert theirs.titel in html


@pytest.fixture
def without_publish(client, medarbejder):
    """A browser in which someone may write posts but not publish them."""
    group = medarbejder.groups.get()
    group.permissions.remove(group.permissions.get(codename="publish_opslag"))
    client.force_login(medarbejder)
    return client


def test_publish_button_is_not_there_without_the_right(without_publish, own):
    html = without_publish.get(page("change", own)).text

    assert "Gem og offentliggør" not in html
    assert 'value="publish"' not in html
    assert 'name="_save"' in html


@pytest.mark.parametrize("form", ["add", "change"])
def test_publish_crafted_without_the_right_publishes_nothing(
    without_publish, own, form
):
    address = ADD if form == "add" else page("change", own)

    submit(without_publish, without_publish.get(address), **WHOLE | PUBLISH)
    act = {"action": "publish", "_selected_action": [own.pk]}
    without_publish.post(LIST, act)

    assert {o.status for o in Opslag.objects.all()} == {OpslagStatus.KLADDE}


def test_published_post_cannot_be_deleted(staff, institution):
    shown = OpslagFactory(aktiv=True, institution=institution)

    form = staff.post(page("delete", shown), {"post": "yes"})
    act = {"action": "delete_selected", "_selected_action": [shown.pk], "post": "yes"}
    many = staff.post(LIST, act)

    assert form.status_code == 403
    assert "Arkivér det" in many.text
    assert Opslag.objects.filter(pk=shown.pk).exists()


def test_draft_can_be_deleted_and_the_log_keeps_that(staff, own, leder):
    logged = Logpost.objects.about(own)

    staff.post(page("delete", own), {"post": "yes"})

    assert not Opslag.objects.exists()
    assert logged.get().hvem == leder


def test_archived_post_is_read_only(staff, institution):
    stamps = {"offentliggjort_den": timezone.now(), "arkiveret_den": timezone.now()}
    opslag = OpslagFactory(
        institution=institution, status=OpslagStatus.ARKIV, titel="Slut", **stamps
    )

    shown = staff.get(page("change", opslag))
    answer = staff.post(page("change", opslag), WHOLE | SAVE)

    assert "Slut" in shown.text
    assert 'name="titel"' not in shown.text
    assert answer.status_code == 403


def test_picture_is_stored_as_webp_with_its_alt_text(staff, own, leder):
    form = staff.get(page("change", own))

    submit(staff, form, nyt_billede=jpeg(), billede_alt="En have", **SAVE)

    own.refresh_from_db()
    with own.billede.fil.open() as stored, Image.open(stored) as picture:
        assert picture.format == "WEBP"
    assert own.billede.oprettet_af == leder


def test_picture_needs_alt_text(staff, own):
    form = staff.get(page("change", own))

    answer = submit(staff, form, nyt_billede=jpeg(), billede_alt="", **SAVE)

    own.refresh_from_db()
    assert "Skriv, hvad billedet viser." in answer.text
    assert own.billede is None


def test_picture_that_is_none_is_refused_and_the_rest_kept(staff, own):
    form = staff.get(page("change", own))
    fake = SimpleUploadedFile("have.jpg", b"<script>alert(1)</script>", "image/jpeg")

    answer = submit(
        staff, form, nyt_billede=fake, billede_alt="Jo", titel="Skrevet", **SAVE
    )

    assert "ikke et billede" in answer.text
    assert fields(answer)["titel"] == ["Skrevet"]


def test_change_is_logged_with_the_value_before_and_after(staff, own, leder):
    form = staff.get(page("change", own))

    submit(staff, form, resume="Kortere.", **SAVE)

    post = Logpost.objects.about(own).get()
    assert (post.hvem, post.felter) == (leder, ["resume"])
    assert post.vaerdier.get().efter == "Kortere."
    assert "Kortere." in staff.get(page("history", own)).text


def test_saving_a_form_as_it_was_logs_nothing(staff, own):
    submit(staff, staff.get(page("change", own)), **SAVE)

    assert not Logpost.objects.about(own).exists()


def test_form_says_that_180_days_is_the_limit(staff, own):
    form = staff.get(page("change", own))
    far = (timezone.localdate() + timedelta(days=200)).strftime("%d.%m.%Y")

    answer = submit(staff, form, vises_til=far, **SAVE)

    assert answer.text.count("højst 180 dage frem") == 1


def test_list_asks_the_database_no_more_often_as_it_grows(client, koordinator):
    client.force_login(koordinator)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    OpslagFactory.create_batch(3)
    count()  # Fills what Django remembers between requests.
    at_three = count()
    OpslagFactory.create_batch(12)

    assert count() == at_three
