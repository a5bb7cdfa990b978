"""The log of an object as people read it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from opgavebank import actions
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.actions import anonymise
from rudersdal_frivillig.grundlag.models import Institutionsrolle, Logpost, Logvaerdi
from rudersdal_frivillig.grundlag.readable import difference
from tests.factories import BrugerFactory, OpslagFactory, RetstekstFactory
from tests.pages import submit, tags

pytestmark = pytest.mark.django_db


@pytest.fixture
def opslag(institution):
    return OpslagFactory(institution=institution)


@pytest.fixture
def staff(client, leder):
    client.force_login(leder)
    return client


def address(obj, name="history"):
    model = f"{obj._meta.app_label}_{obj._meta.model_name}"
    return reverse(f"admin:{model}_{name}", args=[obj.pk])


def read(client, obj, query=""):
    """The page's words, with one space between."""
    page = client.get(address(obj) + query)
    assert page.status_code == 200
    main = page.text.split('class="rf-log"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def changed(obj, by, **changes):
    log.write("rettede", obj, by=by, changes=changes)


def test_action_is_a_sentence(staff, opslag, leder):
    actions.publish(opslag, by=leder)

    assert "Leder af plejecenteret offentliggjorde opslaget" in read(staff, opslag)


def test_one_who_acts_is_named_with_the_function(staff, opslag):
    log.write("rettede", opslag, by=BrugerFactory(navn="Bo", funktion="leder af haven"))

    assert "Bo (leder af haven) rettede opslaget" in read(staff, opslag)


def test_no_one_is_the_system_or_a_citizen(staff, opslag):
    log.write("oprettede", opslag, by=None)
    log.write("spurgte til", opslag, by=None, role=log.BORGER)

    words = read(staff, opslag)

    assert "Systemet oprettede opslaget" in words
    assert "En borger spurgte til" in words


@pytest.mark.parametrize(
    ("felt", "before", "after", "shown"),
    [
        ("form", "fast", "periode", "Form Fast → blev til I en periode"),
        ("erfaring_kraeves", False, True, "Erfaring kræves nej → blev til ja"),
        ("tidspunkter", ["aften"], [], "Hvornår Aften → blev til (tom)"),
        ("fra_maaned", None, 4, "Fra måned april"),
        ("vises_til", "2026-12-01", "2026-12-24", "1. december 2026 → blev til 24."),
        ("fagomraade", "Ældre", "Natur", "Fagområde Ældre → blev til Natur"),
        ("nyt_billede", None, "have.jpg", "Billede have.jpg"),
        ("ukendt_felt", "", "x", "Ukendt felt x"),
        ("starter", "2026-02-31", "", "2026-02-31"),
    ],
)
def test_fields_and_values_have_their_danish_names(
    staff, opslag, leder, felt, before, after, shown
):
    changed(opslag, leder, **{felt: (before, after)})

    assert shown.lower() in read(staff, opslag).lower()


def test_time_of_a_moment_is_danish(staff, opslag, leder):
    changed(opslag, leder, offentliggjort_den=("", "2026-07-01 12:05:00+00:00"))

    assert "Offentliggjort 1. juli 2026 kl. 14.05" in read(staff, opslag)


def test_long_text_shows_the_words_that_differ(staff, opslag, leder):
    before = "Læs avisen højt for en lille gruppe ved det runde bord i dagligstuen."
    changed(opslag, leder, resume=(before, before.replace("avisen", "en bog")))

    page = staff.get(address(opslag))

    assert "slettet: </span>avisen</del>" in page.text
    assert "tilføjet: </span>en bog</ins>" in page.text
    assert len(tags(page, "ins", "del")) == 2


@given(st.text(max_size=80), st.text(max_size=80))
def test_difference_gives_back_both_texts(before, after):
    pieces = difference(before, after)

    assert "".join(t for what, t in pieces if what != "tilføjet") == before
    assert "".join(t for what, t in pieces if what != "slettet") == after


def test_difference_of_very_long_texts_is_quick_and_whole():
    pieces = difference("a " * 5000, "b " * 5000)

    assert pieces == [("slettet", "a " * 5000), ("tilføjet", "b " * 5000)]


def test_alike_and_long_is_shortened():
    alike = "ord " * 200

    pieces = difference(f"Før {alike}slut", f"Nu {alike}slut")

    assert " … " in pieces[-1][1]
    assert len(pieces[-1][1]) < 200


def test_change_in_an_inline_says_what_was_changed(staff, institution):
    day = timezone.localdate().replace(month=12, day=23)
    institution.lukkedage.create(fra=day, til=day)
    form = staff.get(address(institution, "change"))

    submit(staff, form, **{"lukkedage-0-note": "Jul", "_save": "Gem"})

    words = read(staff, institution)
    assert "Lukkedage rettet: 23.12." in words
    assert "(Note fra (tom) til Jul)" in words


def test_value_that_was_deleted_says_so(staff, opslag, leder):
    changed(opslag, leder, titel=("Før", "Nu"))
    Logvaerdi.objects.all().delete()

    words = read(staff, opslag)

    assert "Titel Det, der stod her, er slettet" in words
    assert "Før" not in words


def test_days_are_headings_and_the_newest_comes_first(staff, opslag, time_machine):
    Institutionsrolle.objects.update(fra=date(2026, 1, 1))
    time_machine.move_to("2026-11-23 09:05+01:00")
    log.write("oprettede", opslag, by=None)
    time_machine.move_to("2026-11-24 00:30+01:00")
    log.write("rettede", opslag, by=None)
    log.write("slettede", opslag, by=None)

    page = staff.get(address(opslag))

    assert [tag for tag, _ in tags(page, "h2", "ol", "li")].count("h2") >= 2
    words = read(staff, opslag)
    assert words.startswith(
        "> Tirsdag 24. november 2026 Kl. 00.30 Systemet slettede opslaget Kl. 00.30"
    )
    assert words.endswith(
        "Mandag 23. november 2026 Kl. 09.05 Systemet oprettede opslaget"
    )


def test_pages_have_fifty_and_cost_the_same(staff, opslag, leder):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            staff.get(address(opslag))
        return len(queries)

    changed(opslag, leder, titel=("A", "B"))
    cost()
    at_one = cost()
    for number in range(60):
        changed(opslag, BrugerFactory(), titel=(f"A{number}", "B"), resume=("C", "D"))

    assert cost() == at_one
    assert read(staff, opslag).count("rettede opslaget") == 50
    assert read(staff, opslag, "?side=2").count("rettede opslaget") == 11
    assert read(staff, opslag, "?side=x") == read(staff, opslag)


def test_object_without_a_log_says_so(staff, opslag):
    assert read(staff, opslag) == "> Der er ikke sket noget endnu."


def test_texts_of_the_log_are_escaped(staff, opslag, leder):
    long = "<b>fed</b> " * 9
    changed(opslag, leder, titel=("<i>", "<u>"), resume=(long, long + "<s>"))

    page = staff.get(address(opslag)).text

    assert not re.search(r"<(i|u|b|s)>", page)


def test_approval_of_a_retstekst_is_read(client, administrator):
    client.force_login(administrator)
    tekst = RetstekstFactory()
    log.write("godkendte", tekst, by=administrator, changes={"godkendt": ("", "af J")})

    assert "Administrator godkendte retsteksten Godkendt af J" in read(client, tekst)


def test_log_of_someone_made_anonymous_names_no_one(staff, opslag):
    gone = BrugerFactory(navn="Bo Borte", funktion="leder")
    log.write("rettede", opslag, by=gone)

    anonymise(gone, by=None)

    assert f"Tidligere ansat {gone.pk} rettede opslaget" in read(staff, opslag)
    assert Logpost.objects.about(opslag).get().skete_den > timezone.now() - timedelta(1)
