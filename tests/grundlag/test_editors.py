"""Two editors at once: the second is told, sees both, and loses nothing."""

import json

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from rudersdal_frivillig.grundlag.actions import revise
from rudersdal_frivillig.grundlag.admin.conflict import SEEN
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Institutionsrolle,
    Lukkedag,
    Retstekst,
)
from tests.conftest import _at
from tests.factories import (
    ArrangementFactory,
    BrugerFactory,
    DialograekkeFactory,
    FrivilligindsatsFactory,
    GuideSvarFactory,
    InstitutionFactory,
    OpslagFactory,
    RetstekstFactory,
    UdvalgFactory,
)
from tests.grundlag.committed import at_once, commits
from tests.pages import fields, submit
from tests.puljer.sager import make_pulje, make_runde

pytestmark = pytest.mark.django_db

SAVE = {"_save": "Gem"}
TOLD = "En anden har gemt noget her, mens du skrev"


def change(obj):
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change"
    return reverse(name, args=[obj.pk])


@pytest.fixture
def opslag(institution):
    return OpslagFactory(institution=institution, titel="Før", resume="Før, kort.")


@pytest.fixture
def first(leder):
    client = Client()
    client.force_login(leder)
    return client


@pytest.fixture
def second(medarbejder):
    client = Client()
    client.force_login(medarbejder)
    return client


def meet(first, second, obj, theirs, mine, **more):
    """Both open the form, the first saves `theirs`; the answer to the second."""
    opened, also = first.get(change(obj)), second.get(change(obj))
    assert submit(first, opened, **theirs, **SAVE).status_code == 302
    answer = submit(second, also, **mine, **(more or SAVE))
    obj.refresh_from_db()
    return answer


def test_second_is_told_who_changed_what_and_nothing_is_written(first, second, opslag):
    answer = meet(first, second, opslag, {"titel": "Hendes"}, {"titel": "Min"})

    assert answer.status_code == 200
    assert TOLD in answer.text
    assert "Leder af plejecenteret rettede opslaget" in answer.text
    assert "Ret venligst" not in answer.text
    assert "<title>Fejl: " in answer.text
    assert ": Titel</li>" in answer.text
    assert opslag.titel == "Hendes"


def test_second_sees_both_and_keeps_the_own_by_saving_again(first, second, opslag):
    answer = meet(first, second, opslag, {"titel": "Hendes"}, {"titel": "Min"})

    assert fields(answer)["titel"] == ["Min"]
    assert "Nu står der: <span" in answer.text
    assert ">Hendes</span>" in answer.text
    assert fields(answer)["_valg_titel"] == ["min"]
    assert submit(second, answer, **SAVE).status_code == 302
    opslag.refresh_from_db()
    assert opslag.titel == "Min"


def test_second_may_take_the_others(first, second, opslag):
    both = {"titel": "Min", "resume": "Også min."}
    answer = meet(first, second, opslag, {"titel": "Hendes"}, both)

    again = submit(second, answer, _valg_titel="andens", **SAVE)

    opslag.refresh_from_db()
    assert again.status_code == 302
    assert (opslag.titel, opslag.resume) == ("Hendes", "Også min.")


def test_what_only_the_other_changed_is_taken_from_the_other(first, second, opslag):
    theirs = {"titel": "Hendes", "tidspunkter": ["aften"], "erfaring_kraeves": "on"}
    answer = meet(first, second, opslag, theirs, {"resume": "Min."})

    assert "_valg_" not in answer.text
    assert "Her står nu det, som den anden har gemt" in answer.text
    assert fields(answer)["titel"] == ["Hendes"]
    submit(second, answer, **SAVE)
    opslag.refresh_from_db()
    assert (opslag.titel, opslag.tidspunkter) == ("Hendes", ["aften"])
    assert (opslag.erfaring_kraeves, opslag.resume) == (True, "Min.")


def test_values_are_shown_as_people_read_them(first, second, opslag):
    theirs = {"vises_til": "24.12.2026", "form": "engang", "tidspunkter": ["aften"]}
    mine = {"vises_til": "25.12.2026", "form": "periode", "tidspunkter": ["weekend"]}

    answer = meet(first, second, opslag, theirs, mine)

    assert "24. december 2026" in answer.text
    for shown in ("En enkelt gang", opslag.get_form_display()):
        assert f">{shown}</span>" in answer.text


def test_a_third_who_saves_meanwhile_is_noticed_too(first, second, opslag):
    answer = meet(first, second, opslag, {"titel": "Hendes"}, {"titel": "Min"})
    submit(first, first.get(change(opslag)), titel="Hendes igen", **SAVE)

    third = submit(second, answer, **SAVE)

    opslag.refresh_from_db()
    assert third.status_code == 200
    assert ">Hendes igen</span>" in third.text
    assert opslag.titel == "Hendes igen"


def test_both_buttons_that_save_wait_for_the_answer(first, second, opslag):
    publish = {"_save": "publish"}

    answer = meet(first, second, opslag, {"titel": "A"}, {"titel": "B"}, **publish)

    assert answer.status_code == 200
    assert opslag.status == OpslagStatus.KLADDE


def test_button_pressed_twice_saves_once_and_says_nothing(first, opslag):
    opened = first.get(change(opslag))

    once = submit(first, opened, titel="Nyt", **SAVE)
    twice = submit(first, opened, titel="Nyt", **SAVE)

    assert (once.status_code, twice.status_code) == (302, 302)


def test_one_who_saved_in_another_window_is_told_that_it_was_them(first, opslag):
    answer = meet(first, first, opslag, {"titel": "A"}, {"titel": "B"})

    assert "Du har selv gemt noget her" in answer.text


def test_a_change_by_an_action_is_told(second, opslag, leder):
    opened = second.get(change(opslag))
    actions.publish(opslag, by=leder)

    answer = submit(second, opened, titel="Min", **SAVE)

    assert "Leder af plejecenteret offentliggjorde opslaget" in answer.text
    submit(second, answer, **SAVE)
    opslag.refresh_from_db()
    assert (opslag.titel, opslag.status) == ("Min", OpslagStatus.AKTIV)


def test_action_on_the_form_acts_on_the_row_as_it_is_now(first, second, opslag):
    act = {"CHANGE_FORM-action": "publish", "_selected_action": [opslag.pk]}
    second.get(change(opslag))
    submit(first, first.get(change(opslag)), titel="Hendes", **SAVE)

    answer = second.post(change(opslag), act)

    opslag.refresh_from_db()
    assert answer.status_code == 302
    assert (opslag.titel, opslag.status) == ("Hendes", OpslagStatus.AKTIV)


def test_a_picture_is_not_stored_while_nothing_is_saved(first, second, opslag):
    upload = SimpleUploadedFile("have.jpg", b"x", "image/jpeg")
    theirs = {"titel": "Hendes"}

    answer = meet(first, second, opslag, theirs, {"nyt_billede": upload})

    assert TOLD in answer.text
    assert "ikke et billede" not in answer.text


@pytest.mark.parametrize("crafted", ["", "[]", "{}", '{"version": 1, "fields": 7}'])
def test_crafted_mark_makes_all_that_differs_a_conflict(first, opslag, crafted):
    answer = submit(
        first, first.get(change(opslag)), titel="Min", **SAVE, **{SEEN: crafted}
    )

    assert answer.status_code == 200
    assert "Loggen siger ikke" in answer.text or "_valg_titel" in answer.text


def test_other_faults_are_shown_beside_the_conflict(first, second, opslag):
    answer = meet(first, second, opslag, {"resume": "Hendes."}, {"titel": ""})

    assert TOLD in answer.text
    assert "Ret venligst" in answer.text
    assert 'id="id_titel_error"' in answer.text


def too_late(second, opened):
    """What the page shows that answers a form which cannot be saved any more."""
    answer = submit(second, opened, titel="Min lange titel", **SAVE)
    assert answer.status_code == 409
    assert "Din tekst er her" in answer.text
    assert ">Min lange titel</textarea>" in answer.text
    return answer.text


def test_text_is_not_lost_when_the_other_archived_the_post(second, opslag, leder):
    opened = second.get(change(opslag))
    actions.archive(opslag, by=leder)

    assert "Leder af plejecenteret arkiverede opslaget" in too_late(second, opened)


def test_text_is_not_lost_when_the_other_deleted_the_post(second, opslag):
    opened = second.get(change(opslag))
    opslag.delete()

    too_late(second, opened)


def test_post_that_went_to_another_place_tells_nothing(second, opslag, leder):
    opened = second.get(change(opslag))
    opslag.institution = InstitutionFactory()
    opslag.save()
    actions.publish(opslag, by=leder)

    assert "offentliggjorde" not in too_late(second, opened)


def test_form_drawn_for_another_is_not_answered_with_its_text(first, second, opslag):
    opened = first.get(change(opslag))
    opslag.delete()

    assert submit(second, opened, titel="Min", **SAVE).status_code == 404


@pytest.fixture
def lukkedag(institution):
    day = timezone.localdate()
    return institution.lukkedage.create(fra=day, til=day, note="Før")


@pytest.fixture
def deputy(institution):
    client = Client()
    client.force_login(_at(institution, "stedfortraeder", "Stedfortræder"))
    return client


def row(place, day="12.07.2027", **values):
    values = {"fra": day, "til": day} | values
    return {f"lukkedage-{place}-{name}": value for name, value in values.items()}


def total(count):
    return {"lukkedage-TOTAL_FORMS": count}


def notes(institution):
    return sorted(institution.lukkedage.values_list("note", flat=True))


def test_row_that_both_changed_waits_for_the_choice(
    first, deputy, institution, lukkedag
):
    theirs, mine = {"lukkedage-0-note": "Hendes"}, {"lukkedage-0-note": "Min"}

    answer = meet(first, deputy, institution, theirs, mine)
    assert "Note: Hendes" in answer.text
    assert notes(institution) == ["Hendes"]
    name = f"_valg_lukkedage-{lukkedag.pk}"
    assert fields(answer)[name] == ["min"]

    submit(deputy, answer, **SAVE)
    assert notes(institution) == ["Min"]


def test_row_may_be_taken_from_the_other(first, deputy, institution, lukkedag):
    theirs, mine = {"lukkedage-0-note": "Hendes"}, {"lukkedage-0-note": "Min"}
    answer = meet(first, deputy, institution, theirs, mine)

    name = f"_valg_lukkedage-{lukkedag.pk}"
    submit(deputy, answer, **{name: "andens"}, **SAVE)

    assert notes(institution) == ["Hendes"]


def test_rows_that_each_added_are_both_kept(first, deputy, institution, lukkedag):
    theirs = row(1, note="Hendes nye") | total(2)
    mine = row(1, note="Min nye") | total(2) | {"beskrivelse": "Min"}

    answer = meet(first, deputy, institution, theirs, mine)
    assert "Lukkedag: tilføjet af den anden. Nu står der" in answer.text
    submit(deputy, answer, **SAVE)

    assert notes(institution) == ["Før", "Hendes nye", "Min nye"]


def test_row_added_by_a_button_pressed_twice_is_there_once(first, institution):
    opened = first.get(change(institution))
    new = row(0, note="Ny") | total(1) | SAVE

    answers = [submit(first, opened, **new) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert notes(institution) == ["Ny"]


def test_row_the_other_deleted_is_kept_as_a_new_one_if_it_was_changed(
    first, deputy, institution, lukkedag
):
    gone = {"lukkedage-0-DELETE": "on"}
    mine = {"lukkedage-0-note": "Min"}

    answer = meet(first, deputy, institution, gone, mine)
    assert "slettet af den anden, men rettet af dig" in answer.text
    assert notes(institution) == []
    dropped = submit(deputy, answer, **{"_valg_lukkedage-ny-0": "andens"}, **SAVE)
    assert (dropped.status_code, notes(institution)) == (302, [])

    submit(deputy, answer, **SAVE)
    assert notes(institution) == ["Min"]


def test_row_the_other_deleted_is_gone_if_it_was_left_alone(
    first, deputy, institution, lukkedag
):
    gone = {"lukkedage-0-DELETE": "on"}

    answer = meet(first, deputy, institution, gone, {"beskrivelse": "Min"})
    submit(deputy, answer, **SAVE)

    institution.refresh_from_db()
    assert (notes(institution), institution.beskrivelse) == ([], "Min")


def test_row_that_the_other_changed_is_not_deleted_unasked(
    first, deputy, institution, lukkedag
):
    theirs = {"lukkedage-0-note": "Hendes"}

    answer = meet(first, deputy, institution, theirs, {"lukkedage-0-DELETE": "on"})
    assert Lukkedag.objects.count() == 1
    assert fields(answer)["lukkedage-0-DELETE"] == ["on"]

    submit(deputy, answer, **{f"_valg_lukkedage-{lukkedag.pk}": "andens"}, **SAVE)
    assert notes(institution) == ["Hendes"]


def test_retstekst_knows_of_a_version_that_came_meanwhile(administrator):
    text = RetstekstFactory(noegle="x", tekst="Før.")
    admins = [Client(), Client()]
    for client in admins:
        client.force_login(administrator)

    answer = meet(*admins, text, {"tekst": "Hendes."}, {"tekst": "Min."})
    assert ">Hendes.</span>" in answer.text
    assert Retstekst.objects.filter(noegle="x").count() == 2

    submit(admins[1], answer, **SAVE)
    assert Retstekst.objects.filter(noegle="x").latest("version").tekst == "Min."


def test_old_version_of_a_retstekst_may_be_opened_and_made_the_newest(administrator):
    text = RetstekstFactory(noegle="x", tekst="Gammel.")
    revise(Retstekst(noegle="x", titel="Ny", tekst="Ny."), by=administrator)
    client = Client()
    client.force_login(administrator)

    answer = submit(client, client.get(change(text)), titel="Den gamle", **SAVE)

    assert answer.status_code == 302
    newest = Retstekst.objects.filter(noegle="x").latest("version")
    assert (newest.version, newest.tekst) == (3, "Gammel.")


def test_answer_of_the_guide_is_not_written_over(koordinator, administrator):
    svar = GuideSvarFactory(svar="Før.")
    clients = [Client(), Client()]
    for client, bruger in zip(clients, [koordinator, administrator], strict=True):
        client.force_login(bruger)

    answer = meet(*clients, svar, {"svar": "Hendes."}, {"svar": "“Min.”"})
    assert TOLD in answer.text
    assert svar.svar == "Hendes."

    submit(clients[1], answer, **SAVE)
    svar.refresh_from_db()
    assert svar.svar == '"Min."'


def test_dialogskema_keeps_the_rows_of_both(first, deputy, institution):
    row = DialograekkeFactory(skema__institution=institution, opgave="Før")
    theirs, mine = {"raekker-0-opgave": "Hendes"}, {"raekker-0-note": "Spørg."}

    answer = meet(first, deputy, row.skema, theirs, mine | {"vises": "on"})
    assert TOLD in answer.text
    submit(deputy, answer, **{f"_valg_raekker-{row.pk}": "andens"}, **SAVE)

    row.refresh_from_db()
    assert (row.opgave, row.note, row.skema.vises) == ("Hendes", "", True)


def test_someone_who_logs_in_is_not_thereby_changed(first, administrator):
    client = Client()
    client.force_login(administrator)
    bruger = BrugerFactory()
    opened = client.get(change(bruger))
    Client().force_login(bruger)

    assert submit(client, opened, navn="Nyt navn", **SAVE).status_code == 302


def row_of(model):
    place = InstitutionFactory()
    bruger = BrugerFactory()
    Institutionsrolle.objects.create(bruger=bruger, institution=place, rolle="leder")
    made = [place, bruger, RetstekstFactory(), UdvalgFactory()]
    made += [OpslagFactory(institution=place), GuideSvarFactory()]
    made += [FrivilligindsatsFactory(institution=place)]
    made += [ArrangementFactory(institution=place)]
    made += [DialograekkeFactory(skema__institution=place).skema]
    pulje = make_pulje(vilkaar=made[2].noegle)
    made += [pulje, make_runde(pulje)]
    made = {type(obj): obj for obj in made}
    return made[model] if model in made else model.objects.first()


CHANGEABLE = [
    model
    for model, model_admin in admin.site._registry.items()
    if isinstance(model_admin, LoggedAdmin) and not isinstance(model_admin, ReadOnly)
]


@pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)
def test_every_form_as_opened_is_what_is_stored(client, model):
    client.force_login(BrugerFactory(is_superuser=True))
    opened = client.get(change(row_of(model)))

    answer = submit(client, opened, **SAVE, **{SEEN: _older(opened)})

    # Another version, and yet nothing differs: no field is misread.
    assert answer.status_code == 302


def _older(opened):
    seen = json.loads(fields(opened)[SEEN][0])
    return json.dumps(seen | {"version": "another"})


@commits
def test_of_two_who_save_at_the_same_moment_one_is_told():
    place = InstitutionFactory()
    opslag = OpslagFactory(institution=place, titel="Før")
    clients = [Client(), Client()]
    for number, client in enumerate(clients):
        client.force_login(_at(place, "leder", f"Leder {number}"))
    opened = [client.get(change(opslag)) for client in clients]

    def save(number):
        titel = {"titel": f"Nr. {number}"}
        return submit(clients[number], opened[number], **titel, **SAVE).status_code

    codes = at_once(lambda: save(0), lambda: save(1))

    opslag.refresh_from_db()
    assert sorted(codes) == [200, 302]
    assert opslag.titel == f"Nr. {codes.index(302)}"
    assert Bruger.objects.count() == 2
