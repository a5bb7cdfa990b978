import pytest
from django.db import IntegrityError
from django.urls import reverse

from opgavebank import actions
from opgavebank.choices import Antal, Arrangoer, Indsatsstatus
from opgavebank.models import Frivilligindsats, Opslag
from rudersdal_frivillig.grundlag.lix import READABLE, lix
from rudersdal_frivillig.grundlag.models import Fagomraade, Logpost
from tests.factories import FrivilligindsatsFactory, InstitutionFactory
from tests.page_text import page_text
from tests.pages import fields, submit

pytestmark = pytest.mark.django_db

ADD = reverse("admin:opgavebank_frivilligindsats_add")
LIST = reverse("admin:opgavebank_frivilligindsats_changelist")
SAVE = {"_save": "Gem"}
WISHED = {"status": Indsatsstatus.OENSKET, "behov": "En mere."}

BREAKS = [
    ("frivilligindsats_oensket_says_behov", {"status": Indsatsstatus.OENSKET}),
    ("frivilligindsats_oensket_has_no_one_yet", WISHED | {"antal": Antal.TRE_FEM}),
    ("frivilligindsats_hvad_has_no_way_to_a_person", {"hvad": "Ring 46 11 00 00"}),
    ("frivilligindsats_forening_has_no_way_to_a_person", {"forening": "a@b.dk"}),
    ("frivilligindsats_behov_has_no_way_to_a_person", {"behov": "010203-1234"}),
    ("frivilligindsats_note_has_no_way_to_a_person", {"note": "Tlf. 46110000."}),
]


def page(name, indsats):
    return reverse(f"admin:opgavebank_frivilligindsats_{name}", args=[indsats.pk])


def public(client, institution):
    return client.get(reverse("opgavebank:institution_detail", args=[institution.slug]))


def act(client, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, data)


@pytest.fixture
def staff(client, leder):
    """A browser in which the leader is logged in."""
    client.force_login(leder)
    return client


@pytest.fixture
def reading(institution):
    return FrivilligindsatsFactory(
        institution=institution,
        hvad="Læser avisen højt",
        forening="Læsevennerne",
        hyppighed="ugentlig",
        antal=Antal.TRE_FEM,
        maalgrupper=["aeldre"],
        behov="En, der kan læse højt om onsdagen.",
    )


@pytest.mark.parametrize(("name", "broken"), BREAKS)
def test_frivilligindsats_in_the_database_keeps_each_rule(name, broken):
    with pytest.raises(IntegrityError, match=f'"{name}"'):
        FrivilligindsatsFactory(**broken)


def test_frivilligindsats_has_no_rule_without_a_test():
    rules = {constraint.name for constraint in Frivilligindsats._meta.constraints}

    assert rules == {name for name, _ in BREAKS}


@pytest.mark.parametrize(
    "note",
    [
        "+45 46110000",
        "46.11.00.00",
        "4611 0000",
        "46-11-00-00",
        "+4546110000",
        "0102031234",
        "skriv til ida@kommune.example",
    ],
)
def test_what_leads_to_a_person_is_refused_however_it_is_written(note):
    with pytest.raises(IntegrityError):
        FrivilligindsatsFactory(note=note)


@pytest.mark.parametrize(
    "note",
    [
        "Skoleåret 2026-2027",
        "Siden 24.12.2026",
        "Kl. 10.30-12.00 og 13.00-14.30",
        "10-12 børn, 2-3 gange",
        "2026/2027: 1250 timer",
    ],
)
def test_years_dates_and_hours_are_not_taken_for_a_person(note):
    assert FrivilligindsatsFactory(note=note).pk


def test_leader_writes_a_line_at_the_own_place_and_the_log_has_it(
    staff, institution, leder
):
    form = staff.get(ADD)
    assert fields(form)["institution"] == [str(institution.pk)]

    submit(staff, form, hvad="Går ture", forening="Vandrevennerne", **SAVE)

    indsats = Frivilligindsats.objects.get()
    assert (indsats.institution, indsats.forening) == (institution, "Vandrevennerne")
    assert Logpost.objects.about(indsats).get().hvem == leder


def test_form_says_in_which_field_a_person_stands(staff):
    answer = submit(staff, staff.get(ADD), hvad="Ring til 46 11 00 00", **SAVE)

    assert "Hvad de frivillige gør: skriv ingen telefonnumre" in answer.text
    assert not Frivilligindsats.objects.exists()


def test_form_of_what_is_wished_for_keeps_its_rules(staff, institution):
    wished = FrivilligindsatsFactory(institution=institution, **WISHED)

    answer = submit(staff, staff.get(page("change", wished)), behov="", **SAVE)

    assert "Skriv, hvad I mangler" in answer.text


def test_medarbejder_writes_too(client, medarbejder):
    client.force_login(medarbejder)

    submit(client, client.get(ADD), hvad="Går ture", **SAVE)

    assert Frivilligindsats.objects.get().hvad == "Går ture"


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("mark_i_gang", Indsatsstatus.I_GANG),
        ("mark_oensket", Indsatsstatus.OENSKET),
        ("mark_tidligere", Indsatsstatus.TIDLIGERE),
    ],
)
def test_action_says_how_it_stands_and_the_log_has_it(staff, reading, action, status):
    Frivilligindsats.objects.filter(pk=reading.pk).update(
        status=Indsatsstatus.I_GANG
        if status != Indsatsstatus.I_GANG
        else Indsatsstatus.TIDLIGERE
    )

    act(staff, action, reading)

    reading.refresh_from_db()
    assert reading.status == status
    assert Logpost.objects.about(reading).get().felter == ["status"]


def test_wishing_for_it_needs_a_behov(staff, reading):
    Frivilligindsats.objects.update(behov="")

    html = staff.get(act(staff, "mark_oensket", reading).headers["Location"]).text

    reading.refresh_from_db()
    assert "Skriv, hvad I mangler" in html
    assert reading.status == Indsatsstatus.I_GANG


def test_marking_what_is_so_already_logs_nothing(reading, leder):
    actions.mark_indsats(reading, Indsatsstatus.I_GANG, by=leder)

    assert not Logpost.objects.about(reading).exists()


def test_a_line_becomes_a_post_with_what_it_knows(staff, reading, institution):
    form = staff.get(act(staff, "make_opslag", reading).headers["Location"])

    begun = fields(form)
    submit(staff, form, **SAVE)

    opslag = Opslag.objects.get()
    assert begun["kontakt_funktion"] == [institution.kontakt_funktion]
    assert (opslag.titel, opslag.institution) == (reading.hvad, institution)
    assert (opslag.maalgrupper, opslag.hyppighed) == (["aeldre"], "ugentlig")
    assert opslag.arrangoer == Arrangoer.FORENING
    assert (opslag.forening_navn, opslag.resume) == ("Læsevennerne", reading.behov)


def test_a_line_without_a_forening_becomes_the_municipalitys_post(staff, institution):
    indsats = FrivilligindsatsFactory(institution=institution)

    form = staff.get(act(staff, "make_opslag", indsats).headers["Location"])

    assert fields(form)["arrangoer"] == [Arrangoer.KOMMUNEN]


def test_a_post_is_made_of_one_line_at_a_time(staff, institution, reading):
    other = FrivilligindsatsFactory(institution=institution)

    answer = act(staff, "make_opslag", reading, other)

    assert "Vælg én ad gangen." in staff.get(answer.headers["Location"]).text


@pytest.mark.parametrize("key", ["{pk}", "abc", "99999999999999999999999", ""])
def test_form_of_a_post_begins_with_no_line_of_another_place(staff, key):
    foreign = FrivilligindsatsFactory(hvad="De andres")

    form = staff.get(
        reverse("admin:opgavebank_opslag_add"), {"indsats": key.format(pk=foreign.pk)}
    )

    assert form.status_code == 200
    assert "De andres" not in form.text


def test_coordinator_finds_lines_by_fagomraade_omraade_and_need(client, koordinator):
    kultur = Fagomraade.objects.get(slug="kultur-og-bibliotek")
    there = FrivilligindsatsFactory(
        institution=InstitutionFactory(fagomraade=kultur), hvad="Holder café", **WISHED
    )
    FrivilligindsatsFactory(hvad="Går ture")
    client.force_login(koordinator)

    for query in [
        {"institution__fagomraade__id__exact": kultur.pk},
        {"mangler": "1"},
        {"status__exact": "oensket"},
        {"institution__fagomraade__id__exact": kultur.pk, "mangler": "1"},
        {"institution__omraade__id__exact": there.institution.omraade_id, "q": "café"},
    ]:
        html = client.get(LIST, query).text
        assert "Holder café" in html
        assert "Går ture" not in html


def test_institution_page_shows_what_the_place_wants_shown(
    client, institution, reading
):
    FrivilligindsatsFactory(
        institution=institution, hvad="Bager", note="Hemmeligt", status="tidligere"
    )
    FrivilligindsatsFactory(institution=institution, hvad="Passer krukker", **WISHED)
    hidden = public(client, institution).text
    institution.viser_frivilligoverblik = True
    institution.save()

    html = public(client, institution).text

    assert "Her er frivillige allerede med" not in hidden
    needs, helpers = html.split("Her er frivillige allerede med")
    assert "Læsevennerne, hver uge, 3-5 frivillige" in helpers
    assert reading.behov in needs
    assert "Passer krukker" in needs
    assert "Passer krukker" not in helpers
    assert "Bager" not in html
    assert "Hemmeligt" not in html


def test_institution_page_leaves_out_a_part_with_nothing_in_it(client, institution):
    institution.viser_frivilligoverblik = True
    institution.save()

    html = public(client, institution).text

    assert "Her mangler vi nogen" not in html
    assert "Her er frivillige allerede med" not in html


def test_institution_page_with_an_overblik_is_easy_to_read(
    client, institution, reading
):
    institution.viser_frivilligoverblik = True
    institution.save()

    assert lix(page_text(public(client, institution))) <= READABLE


@pytest.mark.parametrize(("name", "may"), [("leder", True), ("medarbejder", False)])
def test_leaders_decide_whether_the_page_shows_it(
    client, request, institution, name, may
):
    client.force_login(request.getfixturevalue(name))
    form = client.get(
        reverse("admin:grundlag_institution_change", args=[institution.pk])
    )

    submit(client, form, viser_frivilligoverblik="on", **SAVE)

    institution.refresh_from_db()
    assert institution.viser_frivilligoverblik is may
