"""A person's data is shown by e-mail, and erased when two people say so."""

import json
import re
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import EmailField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import log, persons
from rudersdal_frivillig.grundlag.actions import (
    approve_erasure,
    ask_for_erasure,
    sign_up,
)
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Arrangement,
    Brev,
    Logpost,
    Sletteanmodning,
    Tilmelding,
)
from tests.factories import (
    AdgangFactory,
    ArrangementFactory,
    BrugerFactory,
    HenvendelseFactory,
    InstitutionFactory,
    OpslagFactory,
    SletteanmodningFactory,
    TilmeldingFactory,
)
from tests.grundlag.committed import at_once, commits
from tests.page_text import page_text
from tests.test_ordliste import MODELS
from tests.traces import tables_with

EMAIL, NAVN, TELEFON, WORD = "zebe@example.org", "Zebedæus", "45 67 89 01", "Xylofon"
INSIGHT = "admin:grundlag_sletteanmodning_insight"
LIST = "admin:grundlag_sletteanmodning_changelist"


def asked(email=EMAIL, name=NAVN, **fields):
    """An enquiry about which both have said something."""
    opslag = fields.pop("opslag", None) or OpslagFactory(
        aktiv=True, kontakt_email="kontakt@kommune.example"
    )
    henvendelse = HenvendelseFactory.build(
        opslag=None, institution=None, email=email, navn=name, besked=WORD
    )
    henvendelse.telefon = TELEFON
    actions.receive(henvendelse, opslag)
    actions.add_words(henvendelse, f"{WORD} om fredagen")
    actions.note(henvendelse, f"{name} ringede", by=BrugerFactory())
    log.write("rettede", henvendelse, by=None, changes={"email": ("", email)})
    return henvendelse


def signed_up(arrangement, email=EMAIL):
    new = TilmeldingFactory.build(arrangement=None, email=email, navn=NAVN)
    return sign_up(new, arrangement)


def look(client, email=EMAIL):
    return client.post(reverse(INSIGHT), {"email": email})


def ask(client, email=EMAIL, why="Borgeren har bedt om det.", key=None):
    there = reverse("admin:grundlag_sletteanmodning_ask")
    data = {"email": email, "begrundelse": why, "noegle": key or uuid4()}
    return client.post(there, data)


def change(anmodning):
    return reverse("admin:grundlag_sletteanmodning_change", args=[anmodning.pk])


def approve(client, anmodning):
    return client.post(change(anmodning), {"godkend": "1"}, follow=True)


db = pytest.mark.django_db


@pytest.fixture
def asker(koordinator):
    client = Client()
    client.force_login(koordinator)
    return client


@pytest.fixture
def decider(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@db
def test_the_page_shows_all_that_is_held_of_the_person_and_no_key(asker):
    asked()
    signed_up(ArrangementFactory(titel="Prøv at synge"))

    response = look(asker, " ZEBE@Example.ORG ")
    text = page_text(response)

    seen = [NAVN, TELEFON, f"{WORD} om fredagen", f"{NAVN} ringede", "Prøv at synge"]
    assert [word for word in seen if word not in text] == []
    assert Adgang.objects.filter(email=EMAIL).count() == 2
    links = re.findall(r"http\S+", "".join(brev.tekst for brev in Brev.objects.all()))
    assert len(links) > 4
    assert [link for link in links if link in response.text] == []
    assert "no-store" in response["Cache-Control"]


@db
@pytest.mark.parametrize(
    "near",
    ["zeb@example.org", "zebe@example.or", "xzebe@example.org", "z_be@example.org"],
)
def test_only_the_whole_address_finds_someone(asker, near):
    asked()

    text = page_text(look(asker, near))

    assert "Portalen har intet om personen." in text
    assert NAVN not in text


@db
def test_no_address_stands_in_the_log_or_in_an_address(asker, decider, caplog):
    asked()
    caplog.set_level("INFO")

    shown = look(asker)
    ask(asker)
    approve(decider, Sletteanmodning.objects.get())

    assert "zebe" not in caplog.text
    assert "zebe" not in shown.request["PATH_INFO"] + shown.request["QUERY_STRING"]
    deeds = {*Logpost.objects.values_list("handling", flat=True)}
    assert {"slog en person op", "bad om sletning", "slettede en person"} <= deeds


@db
def test_the_file_has_the_same_for_the_person_to_take_along(asker):
    asked()

    there = reverse("admin:grundlag_sletteanmodning_json")
    response = asker.post(there, {"email": EMAIL})

    held = json.loads(response.content)
    assert held["email"] == EMAIL
    words = [row["tekst"] for part in held["oplysninger"] for row in part["indhold"]]
    assert any(NAVN in text and TELEFON in text for text in words)
    assert "attachment" in response["Content-Disposition"]
    assert "zebe" not in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


@db
def test_mails_to_a_contact_do_not_tell_of_citizens(asker):
    contact = "kontakt@kommune.example"
    asked()

    text = page_text(look(asker, contact))

    assert "Kontakter på opslag" in text
    assert "Slettes ikke." in text
    assert NAVN not in text
    assert WORD not in text


# Each is looked for by a `Holding`, and seen to be in the tests here.
LOOKED_FOR = {
    "grundlag.Adgang": {"email"},
    "grundlag.Brev": {"til", "svar_til"},
    "grundlag.Bruger": {"email"},
    "grundlag.Institution": {"kontakt_email", "stedfortraeder_email"},
    "grundlag.Sletteanmodning": {"email"},
    "grundlag.Tilmelding": {"email"},
    "opgavebank.Henvendelse": {"email"},
    "opgavebank.Opslag": {"kontakt_email", "stedfortraeder_email"},
    "puljer.Deltager": {"email"},
    "puljer.Pulje": {"kontakt_email"},
}


def test_every_field_with_an_address_is_looked_for():
    found = {}
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if isinstance(field, EmailField):
                found.setdefault(model._meta.label, set()).add(field.name)

    assert found == LOOKED_FOR


@db
def test_what_a_contact_of_a_place_and_a_request_say_is_shown(asker):
    InstitutionFactory(navn="Sjælsø", stedfortraeder_email=EMAIL.upper())
    SletteanmodningFactory(email=EMAIL, begrundelse="Ringede i går.")

    text = page_text(look(asker))

    assert "Kontakt eller stedfortræder for Sjælsø" in text
    assert "Ringede i går." in text


@db
def test_a_contact_with_many_mails_costs_no_more_queries(asker):
    def queries():
        with CaptureQueriesContext(connection) as asked_for:
            look(asker, "kontakt@kommune.example")
        return len(asked_for)

    asked()
    few = queries()
    for n in range(5):
        asked(email=f"borger{n}@example.org")

    assert queries() == few


@db
@pytest.mark.parametrize("role", ["leder", "medarbejder", "redaktoer", "ekstern"])
@pytest.mark.parametrize("page", ["insight", "json", "ask", "changelist"])
def test_no_one_at_a_place_sees_or_asks(client, request, role, page):
    client.force_login(request.getfixturevalue(role))

    there = reverse(f"admin:grundlag_sletteanmodning_{page}")

    assert client.post(there, {"email": EMAIL}).status_code == 403


@db
def test_what_was_approved_leaves_no_trace_in_any_table(asker, decider, tmp_path):
    asked()
    asked(email="Zebe@Example.org", opslag=OpslagFactory(aktiv=True, pladser=1))
    signed_up(ArrangementFactory())
    ask(asker, why=f"{NAVN} har skrevet fra {EMAIL}")

    page = approve(decider, Sletteanmodning.objects.get())

    traces = [NAVN, "zebe", "45678901", TELEFON, WORD]
    assert [tables_with(trace) for trace in traces] == [set()] * len(traces)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "Tilmeldinger: 1" in page_text(page)
    assert {*Henvendelse.objects.values_list("status", flat=True)} == {
        HenvendelseStatus.TRUKKET
    }


@db
def test_nothing_of_other_addresses_is_touched(asker, decider):
    asked()
    other = asked(email="zebe@example.org.dk", name="Karen")
    seat = signed_up(ArrangementFactory(), email="azebe@example.org")
    before = [*Brev.objects.about(other).values()], [*Adgang.objects.about(other)]
    ask(asker)

    approve(decider, Sletteanmodning.objects.get())

    kept = Henvendelse.objects.get(pk=other.pk)
    assert (kept.navn, kept.besked, kept.is_open) == ("Karen", WORD, True)
    assert kept.ord.count() == 2
    assert before == (
        [*Brev.objects.about(other).values()],
        [*Adgang.objects.about(other)],
    )
    assert Tilmelding.objects.filter(pk=seat.pk).exists()


@db
def test_the_institution_is_told_to_forget_too_and_not_whom(asker, decider):
    asked()
    ask(asker)

    approve(decider, Sletteanmodning.objects.get())

    [brev] = Brev.objects.filter(til="kontakt@kommune.example")
    assert "Slet også de mails og noter" in brev.tekst
    assert brev.svar_til == ""
    assert NAVN not in brev.tekst + brev.emne
    assert "zebe" not in brev.tekst


@db
def test_an_erased_sign_up_gives_its_place_to_the_next(asker, decider):
    arrangement = ArrangementFactory(pladser=1)
    signed_up(arrangement)
    next_one = signed_up(arrangement, email="karen@example.org")
    ask(asker)

    approve(decider, Sletteanmodning.objects.get())

    next_one.refresh_from_db()
    assert next_one.status == "tilmeldt"
    assert Arrangement.objects.get().antal_tilmeldt == 1
    assert [*Tilmelding.objects.all()] == [next_one]


@db
def test_staff_are_kept_and_the_page_says_so(asker, decider, leder):
    invitation = AdgangFactory(obj=leder, email=leder.email)
    ask(asker, email=leder.email)

    page = decider.get(change(Sletteanmodning.objects.get()))
    approve(decider, Sletteanmodning.objects.get())

    assert "Brugere: 1 (slettes ikke)" in page_text(page)
    leder.refresh_from_db()
    assert leder.is_active
    assert leder.anonymiseret_den is None
    assert Adgang.objects.filter(pk=invitation.pk).exists()


@db
def test_who_asked_does_not_approve(decider, administrator):
    asked()
    ask(decider)
    anmodning = Sletteanmodning.objects.get()

    shown = page_text(decider.get(change(anmodning)))
    said = page_text(approve(decider, anmodning))

    assert "En anden end dig skal afgøre den." in shown
    assert "Slet nu" not in shown
    assert "En anden end den, der bad om det, skal afgøre det." in said
    anmodning.refresh_from_db()
    assert anmodning.is_waiting
    assert Henvendelse.objects.get().navn == NAVN


@db
def test_a_coordinator_asks_and_does_not_decide(asker):
    anmodning = SletteanmodningFactory()

    shown = page_text(asker.get(change(anmodning)))

    assert "venter på en administrator" in shown
    for button in ({"godkend": "1"}, {"afvis": "1", "because": "Nej"}):
        assert asker.post(change(anmodning), button).status_code == 403
    anmodning.refresh_from_db()
    assert anmodning.is_waiting


@db
def test_opening_a_request_decides_nothing(decider):
    anmodning = SletteanmodningFactory(email=EMAIL)

    decider.get(change(anmodning) + "?godkend=1")

    anmodning.refresh_from_db()
    assert anmodning.is_waiting


@db
def test_a_refusal_says_why_and_forgets_the_address(decider):
    henvendelse = asked()
    anmodning = SletteanmodningFactory(email=EMAIL)

    empty = decider.post(change(anmodning), {"afvis": "1", "because": " "})
    decider.post(change(anmodning), {"afvis": "1", "because": "Sagen er i gang."})

    assert "Skriv, hvorfor der ikke skal slettes." in page_text(empty)
    anmodning.refresh_from_db()
    assert (anmodning.status, anmodning.afslag) == ("afvist", "Sagen er i gang.")
    assert (anmodning.email, anmodning.begrundelse) == ("", "")
    assert Henvendelse.objects.get(pk=henvendelse.pk).navn == NAVN


@db
def test_a_refusal_that_names_an_address_is_not_kept(decider):
    anmodning = SletteanmodningFactory(email=EMAIL)
    because = {"afvis": "1", "because": f"{EMAIL} er i gang"}

    said = page_text(decider.post(change(anmodning), because, follow=True))

    assert "Skriv ingen e-mail i begrundelsen." in said
    anmodning.refresh_from_db()
    assert anmodning.is_waiting


@db
def test_one_request_waits_for_an_address(asker):
    asked()
    ask(asker)
    again = ask(asker, email="ZEBE@example.org")

    assert "Der er allerede en anmodning om den e-mail" in page_text(again)
    assert "Borgeren har bedt om det." in again.text
    assert Sletteanmodning.objects.count() == 1


@db
def test_two_clicks_ask_once(asker):
    key = uuid4()

    first, second = (ask(asker, key=key) for _ in range(2))

    assert first["Location"] == second["Location"] == reverse(LIST)
    assert Sletteanmodning.objects.count() == 1


@db
def test_a_second_click_on_approve_shows_what_was_erased(asker, decider):
    asked()
    ask(asker)
    anmodning = Sletteanmodning.objects.get()

    approve(decider, anmodning)
    again = page_text(approve(decider, anmodning))

    assert "Det blev slettet" in again
    assert "allerede afgjort" not in again


DECIDED = {"email": "", "begrundelse": "", "afgjort_den": timezone.now()}


@db
def test_the_database_refuses_that_who_asked_decides(administrator):
    with pytest.raises(IntegrityError, match="sletteanmodning_is_decided_by_another"):
        SletteanmodningFactory(
            **DECIDED,
            status="slettet",
            anmodet_af=administrator,
            afgjort_af=administrator,
        )


@db
def test_the_front_page_tells_who_may_decide_and_not_who_asked(
    asker, decider, administrator
):
    SletteanmodningFactory(email=EMAIL)
    SletteanmodningFactory(anmodet_af=administrator)

    front = decider.get(reverse("admin:index"))

    assert "1 sletning venter på dig" in page_text(front)
    assert EMAIL not in front.text
    rows = decider.get(reverse(LIST), {"venter": "mig"}).context["cl"].result_list
    assert len(rows) == 1
    assert "Sletninger, du skal afgøre" not in page_text(
        asker.get(reverse("admin:index"))
    )


@commits
def test_of_two_who_approve_at_once_one_erases(koordinator):
    asked()
    anmodning = SletteanmodningFactory(email=EMAIL, anmodet_af=koordinator)
    clients = []
    for _ in range(2):
        client = Client()
        client.force_login(BrugerFactory(is_superuser=True))
        clients.append(client)

    pages = at_once(*(lambda c=c: approve(c, anmodning) for c in clients))

    assert [page.status_code for page in pages] == [200, 200]
    said = "En kollega har allerede afgjort anmodningen."
    assert sum(said in page_text(page) for page in pages) == 1
    assert Logpost.objects.filter(handling="slettede en person").count() == 1
    assert Brev.objects.filter(emne__startswith="En borger er slettet").count() == 1


@commits
def test_nothing_is_erased_where_a_part_of_it_fails(koordinator, administrator):
    henvendelse = asked()
    anmodning = SletteanmodningFactory(email=EMAIL, anmodet_af=koordinator)
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'nej'; END $$;"
            "CREATE TRIGGER refuse BEFORE UPDATE ON grundlag_sletteanmodning"
            " FOR EACH ROW EXECUTE FUNCTION refuse()"
        )

    try:
        assert approve(client, anmodning).status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION refuse() CASCADE")

    henvendelse.refresh_from_db()
    assert (henvendelse.navn, henvendelse.is_open) == (NAVN, True)
    assert henvendelse.ord.count() == 2


def test_one_who_was_contact_does_not_see_mails_to_a_deleted_citizen(db):
    arrangement = ArrangementFactory(institution__kontakt_email="foer@k.example")
    signed_up(arrangement)
    Tilmelding.objects.all().delete()
    arrangement.institution.kontakt_email = "nu@k.example"
    arrangement.institution.save()

    found = json.dumps(persons.as_json("foer@k.example"), ensure_ascii=False)

    assert NAVN not in found
    assert EMAIL not in found


def test_insight_has_the_mail_that_says_no_answer_came(koordinator):
    actions.say_unanswered(asked())

    found = json.dumps(persons.as_json(EMAIL), ensure_ascii=False)

    assert "mangler svar" in found


def test_the_address_that_was_asked_for_is_erased_and_not_one_like_it(db):
    HenvendelseFactory(email="karen@straße.example")
    other = HenvendelseFactory(email="karen@strasse.example")
    anmodning = ask_for_erasure("Karen@straße.example", "Ja", by=BrugerFactory())

    approve_erasure(anmodning, by=BrugerFactory())

    left = Henvendelse.objects.with_content()
    assert [*left] == [other]


@commits
def test_one_is_erased_while_a_place_answers_another_about_one_of_its_posts():
    posts = OpslagFactory.create_batch(2, institution=InstitutionFactory(), aktiv=True)
    for opslag in posts:
        HenvendelseFactory(opslag=opslag, email=EMAIL)
    other, by = HenvendelseFactory(opslag=posts[0]), BrugerFactory()
    for done in HenvendelseFactory.create_batch(15, opslag=posts[1]):
        actions.mark_answered(done, Svarvej.MAIL, by=by)
    anmodning, is_locked = SletteanmodningFactory(email=EMAIL), Event()

    def answers():
        with transaction.atomic():
            actions.lock(other)
            is_locked.set()
            sleep(0.5)
            actions.mark_answered(other, Svarvej.MAIL, by=by)

    def erases():
        is_locked.wait(10)
        approve_erasure(anmodning, by=by)

    at_once(answers, erases)

    assert not Henvendelse.objects.from_email(EMAIL).exists()
    assert Henvendelse.objects.get(pk=other.pk).kontaktet_den
