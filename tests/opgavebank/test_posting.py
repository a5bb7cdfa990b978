"""Where a post begins, how it will look, and what is done to several at once."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from opgavebank import actions
from opgavebank.admin.bulk import MOST
from opgavebank.advice import advice
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from opgavebank.skabeloner import skabeloner
from rudersdal_frivillig.grundlag.lix import READABLE, lix
from rudersdal_frivillig.grundlag.models import Fagomraade, Logpost
from tests.factories import InstitutionFactory, OpslagFactory
from tests.opgavebank.test_admin import ADD, LIST, PUBLISH, SAVE, WHOLE, jpeg, page
from tests.pages import fields, submit

pytestmark = pytest.mark.django_db

START = reverse("admin:opgavebank_opslag_start")
VIS = reverse("admin:opgavebank_opslag_vis")


@pytest.fixture
def staff(client, leder):
    """A browser in which the leader is logged in."""
    client.force_login(leder)
    return client


@pytest.fixture
def own(institution):
    return OpslagFactory(institution=institution, titel="Vores egen")


@pytest.fixture
def theirs(other_leder):
    place = other_leder.institutionsroller.get().institution
    return OpslagFactory(institution=place, titel="De andres")


@pytest.mark.parametrize("skabelon", skabeloner().values(), ids=str)
def test_template_needs_only_the_answers_that_are_ones_own(staff, skabelon):
    form = staff.get(ADD, {"skabelon": skabelon.noegle})

    own_answers = {"supplerer_personalet": "on", "droeftet": "ja"}
    submit(staff, form, **own_answers, **PUBLISH)

    opslag = Opslag.objects.get()
    assert (opslag.status, opslag.titel) == (OpslagStatus.AKTIV, str(skabelon))
    assert opslag.fagomraade == opslag.institution.fagomraade
    assert advice(opslag) == []


def test_templates_are_there_for_each_fagomraade():
    named = {skabelon.fagomraade for skabelon in skabeloner().values()}

    assert named == {*Fagomraade.objects.values_list("navn", flat=True)}


def test_start_offers_ones_own_field_first_and_ones_own_posts(staff, own, theirs):
    html = staff.get(START).text

    headings = re.findall(r"<h3>([^<]+)</h3>", html)
    assert headings[0] == own.institution.fagomraade.navn
    assert own.titel in html
    assert theirs.titel not in html


def test_start_from_an_earlier_post_has_its_words_but_not_its_statements(staff, own):
    Opslag.objects.update(det_faar_du="Kaffe")

    form = fields(staff.get(ADD, {"fra": own.pk}))

    assert form["titel"] == ["Vores egen"]
    assert form["det_faar_du"] == ["Kaffe"]
    assert "supplerer_personalet" not in form
    assert form["droeftet"] == [""]


def test_start_from_an_earlier_post_remembers_which(staff, own):
    form = staff.get(ADD, {"fra": own.pk})

    submit(staff, form, titel="En ny", **SAVE)

    assert Opslag.objects.get(titel="En ny").kopi_af == own


@pytest.mark.parametrize("fra", ["0", "9" * 30, "x", "²", "theirs"])
def test_start_from_what_is_not_ones_own_is_an_empty_form(staff, theirs, fra):
    pk = theirs.pk if fra == "theirs" else fra

    assert fields(staff.get(ADD, {"fra": pk}))["titel"] == [""]


def test_start_from_a_template_that_is_gone_is_an_empty_form(staff):
    assert fields(staff.get(ADD, {"skabelon": "findes-ikke"}))["titel"] == [""]


def test_start_loses_nothing_if_the_earlier_post_is_deleted_meanwhile(staff, own):
    form = staff.get(ADD, {"fra": own.pk})
    own.delete()

    submit(staff, form, titel="En ny", **SAVE)

    assert Opslag.objects.get().titel == "En ny"


def test_last_day_can_be_moved_long_after_the_first(staff, institution):
    today = timezone.localdate()
    first = today - timedelta(days=150)
    opslag = OpslagFactory(
        institution=institution, aktiv=True, vises_fra=first, vises_til=today
    )
    later = today + timedelta(days=120)

    form = staff.get(page("change", opslag))
    submit(staff, form, vises_til=later.strftime("%d.%m.%Y"), **SAVE)

    opslag.refresh_from_db()
    assert opslag.vises_til == later


def test_start_from_a_search_in_vain_has_its_word(staff):
    form = fields(staff.get(ADD, {"soegeord": "guitar"}))

    assert form["soegeord"] == ["guitar"]


def article(response):
    return re.search(r"<article.*</article>", response.text, re.DOTALL)[0]


def test_preview_is_the_public_page(staff, own):
    form = fields(staff.get(page("change", own))) | {"resume": "Noget helt nyt."}
    before = staff.post(page("vis_igen", own), form)

    submit(staff, staff.get(page("change", own)), resume="Noget helt nyt.", **PUBLISH)

    assert article(before) == article(staff.get(own.get_absolute_url()))
    assert "Noget helt nyt." in article(before)


def test_preview_of_a_new_post_saves_nothing_and_says_what_is_missing(staff):
    form = fields(staff.get(ADD)) | WHOLE | {"resume": "", "nyt_billede": jpeg()}

    answer = staff.post(VIS, form)

    assert "Læs højt" in article(answer)
    assert "Skriv kort, hvad man gør." in answer.text
    assert not Opslag.objects.exists()
    assert not Logpost.objects.exists()


def test_preview_of_an_empty_form_is_still_a_page(staff):
    assert staff.post(VIS, {}).status_code == 200
    assert staff.post(VIS, fields(staff.get(ADD))).status_code == 200


def test_preview_leaves_what_citizens_see_beside_the_post(staff, own):
    actions.publish(own, by=None)
    OpslagFactory(aktiv=True, titel="Reparer cykler")
    form = fields(staff.get(page("change", own)))

    staff.post(page("vis_igen", own), form | {"titel": "Reparer cykler"})

    assert "Ligner det, du læser om" not in staff.get(own.get_absolute_url()).text


def test_preview_is_for_who_may_write_the_post(client, staff, theirs):
    assert staff.post(page("vis_igen", theirs), WHOLE).status_code == 404
    assert staff.get(VIS).status_code == 405
    client.logout()
    assert client.post(VIS, WHOLE).status_code == 302


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"titel": "Højtlæsning for ældre"}, "Begynd gerne titlen med det, man gør"),
        ({"resume": "Vi skal facilitere."}, "»hjælpe i gang« end »facilitere«"),
        ({"det_faar_du": ""}, "Skriv, hvad man får"),
        (
            {"saadan_foregaar_det": "Aktivitetsmedarbejderens " * 40},
            f"helst højst {READABLE}",
        ),
        ({"titel": "Gå en tur " * 8}, "Titlen er lang"),
    ],
)
def test_advice_says_what_to_write_instead(text, said):
    whole = {"titel": "Læs højt", "det_faar_du": "Kaffe"}

    found = advice(OpslagFactory(**whole | text))

    assert any(said in line for line in found)
    assert advice(OpslagFactory(**whole)) == []


DOING = [
    "Arranger",
    "Bag",
    "Bring",
    "Byd",
    "Fortæl",
    "Gå",
    "Hent",
    "Hjælp",
    "Inviter",
    "Kom",
    "Lær",
    "Læs",
    "Mærk",
    "Oversæt",
    "Plant",
    "Rens",
    "Reparer",
    "Ret",
    "Ring",
    "Server",
    "Sorter",
    "Spring",
    "Stem",
    "Syng",
    "Tag",
    "Vis",
    "Vær",
    "Øv",
]
THINGS = [
    "Artsregistrering",
    "Besøgsven",
    "Cafévært",
    "Fællesspisning",
    "Højtlæsning",
    "Læsemakker",
    "Naboven",
    "Sprogcafé",
    "Spisevenner",
    "Svømmemakker",
    "Værkstedshjælper",
]


@pytest.mark.parametrize(
    ("word", "is_advised"), [(w, False) for w in DOING] + [(w, True) for w in THINGS]
)
def test_advice_tells_a_deed_from_a_thing(word, is_advised):
    found = advice(Opslag(titel=f"{word} i haven", det_faar_du="Kaffe"))

    assert bool(found) == is_advised


@pytest.mark.parametrize(
    ("text", "index"), [("", 0), ("Læs højt for børnehavebørn.", 29), ("Hej", 1)]
)
def test_lix_counts_words_in_a_sentence_and_long_ones(text, index):
    assert lix(text) == index


def test_form_gives_advice_and_says_why_it_was_sent_back(staff, own):
    Opslag.objects.update(titel="Højtlæsning", godkender_skriver="Hvornår er det?")

    html = staff.get(page("change", own)).text

    assert "Begynd gerne titlen med det, man gør" in html
    assert "Hvornår er det?" in html


@pytest.fixture
def strict(institution):
    institution.kraever_godkendelse = True
    institution.save()
    return institution


def test_leader_sends_to_approval_where_the_place_asks_for_it(staff, strict):
    form = staff.get(ADD)
    assert "Gem og send til godkendelse" in form.text

    submit(staff, form, **WHOLE | PUBLISH)

    opslag = Opslag.objects.get()
    assert opslag.status == OpslagStatus.TIL_GODKENDELSE
    assert 'name="_save" value="publish"' not in staff.get(page("change", opslag)).text


def test_koordinator_approves_from_the_form(client, strict, leder, koordinator):
    opslag = OpslagFactory(institution=strict)
    actions.publish(opslag, by=leder)
    client.force_login(koordinator)
    form = client.get(page("change", opslag))
    assert "Godkend og vis" in form.text

    submit(client, form, **PUBLISH)

    opslag.refresh_from_db()
    assert opslag.is_public


def test_koordinator_sends_back_with_a_reason(client, strict, leder, koordinator):
    opslag = OpslagFactory(institution=strict)
    actions.publish(opslag, by=leder)
    client.force_login(koordinator)
    act = {"CHANGE_FORM-action": "send_back", "_selected_action": [opslag.pk]}

    asked = client.post(page("change", opslag), act)
    empty = submit(client, asked, because=" ")
    submit(client, empty, because="Skriv, hvornår det er.")

    opslag.refresh_from_db()
    assert "Skriv, hvad der skal ændres." in empty.text
    assert opslag.status == OpslagStatus.KLADDE
    assert opslag.godkender_skriver == "Skriv, hvornår det er."


def test_leader_does_not_send_back(staff, strict, own, leder):
    actions.publish(own, by=leder)
    act = {"CHANGE_FORM-action": "send_back", "_selected_action": [own.pk]}

    answer = staff.post(page("change", own), act | {"confirmed": 1, "because": "Nej"})

    own.refresh_from_db()
    assert "Send tilbage" not in staff.get(page("change", own)).text
    assert (answer.status_code == 302, own.is_waiting) == (True, True)


def chosen(action, opslag_list, **more):
    return {"action": action, "_selected_action": [o.pk for o in opslag_list], **more}


def test_several_are_counted_before_anything_happens(staff, institution):
    live = OpslagFactory.create_batch(3, institution=institution, aktiv=True)
    kladde = OpslagFactory(institution=institution)

    asked = staff.post(LIST, chosen("pause", [*live, kladde]))

    assert "Sæt på pause: 3 opslag" in asked.text
    assert "1 opslag bliver, som det er" in asked.text
    assert Opslag.objects.filter(status=OpslagStatus.PAUSE).count() == 0
    submit(staff, asked)
    assert Opslag.objects.filter(status=OpslagStatus.PAUSE).count() == 3


@pytest.mark.parametrize(
    "action", ["publish", "renew", "pause", "mark_besat", "archive", "duplicate"]
)
def test_confirmation_sends_what_it_counts_and_the_action_agrees(
    staff, institution, action
):
    past = {"offentliggjort_den": timezone.now(), "institution": institution}
    for status in OpslagStatus:
        archived = timezone.now() if status == OpslagStatus.ARKIV else None
        OpslagFactory(status=status, arkiveret_den=archived, **past)

    asked = staff.post(LIST, chosen(action, Opslag.objects.all()))
    can = fields(asked)["_selected_action"]
    answer = submit(staff, asked)

    told = staff.get(answer.headers["Location"]).text
    assert f"({len(can)} opslag)" in asked.text
    assert told.count('class="error"') == 0


def test_confirmation_counts_only_what_will_be_done_and_says_why_not(
    staff, institution
):
    whole = OpslagFactory(institution=institution)
    half = OpslagFactory(institution=institution, resume="")

    asked = staff.post(LIST, chosen("publish", [whole, half]))

    assert fields(asked)["_selected_action"] == [str(whole.pk)]
    assert "Skriv kort, hvad man gør." in asked.text
    assert not Opslag.objects.public().exists()
    assert not Logpost.objects.exists()


def test_list_does_not_act_on_more_than_anyone_reads(staff, institution):
    many = OpslagFactory.create_batch(MOST + 1, institution=institution)

    html = staff.post(LIST, chosen("archive", many), follow=True).text

    assert f"Vælg højst {MOST} ad gangen." in html
    assert not Opslag.objects.filter(status=OpslagStatus.ARKIV).exists()


def test_confirmation_does_not_reach_posts_of_another_place(staff, own, theirs):
    staff.post(LIST, chosen("archive", [own, theirs], confirmed=1))

    theirs.refresh_from_db()
    assert theirs.status == OpslagStatus.KLADDE


def test_duplicate_of_one_opens_its_form(staff, own):
    answer = staff.post(LIST, chosen("duplicate", [own]))

    copy = Opslag.objects.get(kopi_af=own)
    assert answer.headers["Location"] == page("change", copy)


def test_duplicate_that_is_refused_opens_no_older_copy(staff, own):
    OpslagFactory(institution=own.institution, kopi_af=own)
    own.institution.lukket_den = timezone.localdate()
    own.institution.save()
    act = {"CHANGE_FORM-action": "duplicate", "_selected_action": [own.pk]}

    answer = staff.post(page("change", own), act, follow=True)

    assert "Stedet er lukket" in answer.text
    assert answer.request["PATH_INFO"] == page("change", own)
    assert own.kopier.count() == 1


def test_renew_button_renews_ones_own_and_no_other(staff, own, theirs):
    Opslag.objects.update(
        status=OpslagStatus.AKTIV,
        offentliggjort_den=timezone.now(),
        vises_til=timezone.localdate(),
    )

    mine = staff.post(page("forny", own), follow=True)
    other = staff.post(page("forny", theirs))

    own.refresh_from_db()
    theirs.refresh_from_db()
    assert "»Vores egen« vises til og med" in mine.text
    assert own.vises_til == timezone.localdate() + timedelta(days=90)
    assert (other.status_code, theirs.vises_til) == (404, timezone.localdate())
    assert staff.get(page("forny", own)).status_code == 405


def test_a_closed_place_gets_no_new_posts(staff, institution):
    institution.lukket_den = timezone.localdate()
    institution.save()

    form = staff.get(ADD)
    answer = submit(staff, form, institution=institution.pk, **WHOLE, **SAVE)

    assert answer.status_code == 200
    assert not Opslag.objects.exists()


def picture(kind, size=(40, 30)):
    content = BytesIO()
    Image.new("RGB", size, "green").save(content, kind)
    return content.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "Filen er ikke et billede"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "Filen er ikke et billede"),
        (picture("GIF"), "Filen er ikke et billede"),
        (picture("JPEG", (8000, 5000)), "Billedet er for stort"),
        (picture("JPEG")[:200], "Filen er ikke et billede"),
    ],
    ids=["svg", "pdf", "gif", "40 megapixel", "cut short"],
)
def test_what_is_no_picture_of_a_bearable_size_is_refused(staff, own, data, said):
    form = staff.get(page("change", own))
    upload = SimpleUploadedFile("have.jpg", data, "image/jpeg")

    answer = submit(
        staff, form, nyt_billede=upload, billede_alt="En have", titel="Skrevet", **SAVE
    )

    assert said in answer.text
    assert fields(answer)["titel"] == ["Skrevet"]
    own.refresh_from_db()
    assert own.billede is None


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (
            {"starter": "10.05.2027", "slutter": "01.05.2027"},
            "Opgaven kan ikke slutte, før den begynder.",
        ),
        ({"vises_til": "01.01.2020"}, "Opslaget kan vises fra i dag"),
        ({"vises_til": ""}, "påkrævet"),
        ({"starter": "31.02.2027"}, "gyldig dato"),
        ({"fra_maaned": "5"}, "både første og sidste måned"),
    ],
)
def test_dates_that_make_no_sense_are_told_and_the_rest_is_kept(
    staff, own, dates, said
):
    form = staff.get(page("change", own))

    answer = submit(staff, form, titel="Skrevet", **dates, **SAVE)

    assert said in answer.text
    assert fields(answer)["titel"] == ["Skrevet"]


def test_picture_with_where_it_was_taken_is_stored_without(staff, own, client):
    content = BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (55.0, 50.0, 0.0)}
    exif[0x010F] = "Kamera"
    Image.new("RGB", (40, 30), "green").save(content, "JPEG", exif=exif)
    upload = SimpleUploadedFile("have.jpg", content.getvalue(), "image/jpeg")
    form = staff.get(page("change", own))

    submit(staff, form, nyt_billede=upload, billede_alt="En have", **PUBLISH)
    client.logout()
    answer = client.get(reverse("opgavebank:opslag_picture", args=[own.pk]))

    stored = b"".join(answer.streaming_content)
    assert "public" in answer.headers["Cache-Control"]
    assert not Image.open(BytesIO(stored)).getexif()
    assert b"Kamera" not in stored


def test_places_of_a_koordinator_are_all_that_are_open(client, koordinator):
    shut = InstitutionFactory(navn="Det lukkede sted", lukket_den=timezone.localdate())
    client.force_login(koordinator)

    html = client.get(ADD).text

    assert shut.navn not in html
