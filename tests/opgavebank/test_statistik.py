from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Visningstal
from opgavebank.statistik.tal import Periode, statistik, total
from rudersdal_frivillig.grundlag import roles
from tests.factories import (
    BrugerFactory,
    HenvendelseFactory,
    InstitutionFactory,
    OpslagFactory,
)
from tests.spreadsheets import read_csv

pytestmark = pytest.mark.django_db

PAGE, PRINT, CSV = (
    reverse(f"admin:opgavebank_statistik{name}") for name in ("", "_udskrift", "_csv")
)
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0"}


def answered(days, **fields):
    now = timezone.now()
    return HenvendelseFactory(
        status=HenvendelseStatus.KONTAKTET,
        kontaktet_den=now,
        svarvej=Svarvej.MAIL,
        svar_hverdage=days,
        **fields,
    )


def views(opslag):
    return sum(Visningstal.objects.filter(opslag=opslag).values_list("antal", flat=1))


def test_each_page_drawn_is_one_view_that_day(client):
    opslag = OpslagFactory(aktiv=True)

    for _ in range(3):
        client.get(opslag.get_absolute_url(), headers=BROWSER)

    row = Visningstal.objects.get(opslag=opslag)
    assert (row.antal, row.dag) == (3, timezone.localdate())
    assert row.institution == opslag.institution


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "curl/8.5"},
        BROWSER | {"Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_machines_are_not_counted(client, headers):
    opslag = OpslagFactory(aktiv=True)

    client.get(opslag.get_absolute_url(), headers=headers)

    assert views(opslag) == 0


def test_neither_a_head_nor_a_closed_post_is_a_view(client):
    opslag = OpslagFactory(aktiv=True)
    today = timezone.localdate()
    over = OpslagFactory(
        aktiv=True, vises_fra=today - timedelta(9), vises_til=today - timedelta(1)
    )

    client.head(opslag.get_absolute_url(), headers=BROWSER)
    client.get(over.get_absolute_url(), headers=BROWSER)

    assert views(opslag) == views(over) == 0


def test_a_count_that_fails_breaks_no_page(client):
    opslag = OpslagFactory(aktiv=True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE opgavebank_visningstal RENAME TO andet")

    response = client.get(opslag.get_absolute_url(), headers=BROWSER)

    assert response.status_code == 200


def test_a_page_sets_no_cookie_for_the_count(client):
    opslag = OpslagFactory(aktiv=True)

    response = client.get(opslag.get_absolute_url(), headers=BROWSER)

    assert not response.cookies


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31, 23, 59)),
            st.sampled_from([None, 0, 3, 8]),
        ),
        max_size=12,
    )
)
def test_places_make_the_total_and_each_enquiry_is_in_one_month(came):
    with transaction.atomic():
        posts = OpslagFactory.create_batch(3, aktiv=True)
        for place, at, days in came:
            made = {"opslag": posts[place], "oprettet_den": timezone.make_aware(at)}
            HenvendelseFactory(**made) if days is None else answered(days, **made)
        tal = statistik(Periode(date(2026, 1, 1), date(2026, 12, 1)))
        transaction.set_rollback(True)

    months, places = tal.per_month(), tal.per_place()
    assert sum(t.henvendelser for t in months.values()) == len(came)
    assert {m.month for m, t in months.items() if t.henvendelser} == {
        at.month for _, at, _ in came
    }
    whole = total(places.values())
    assert whole.henvendelser == tal.total().henvendelser == len(came)
    assert sorted(whole.svartider) == sorted(d for *_, d in came if d is not None)


@time_machine.travel(datetime(2026, 11, 24, 12))
def test_a_post_is_shown_in_the_months_between_its_dates():
    OpslagFactory(
        aktiv=True,
        offentliggjort_den=timezone.make_aware(datetime(2026, 8, 31, 23, 30)),
        vises_fra=date(2026, 8, 31),
        vises_til=date(2026, 10, 1),
    )

    tal = statistik(Periode.latest(6))

    months = {m.month: t.opslag for m, t in tal.per_month().items()}
    assert months == {6: 0, 7: 0, 8: 1, 9: 1, 10: 1, 11: 0}
    assert tal.total().opslag == 1


@time_machine.travel(datetime(2026, 11, 24, 12))
def test_only_what_has_waited_longer_than_five_working_days_is_late():
    for day in (16, 17):
        at = timezone.make_aware(datetime(2026, 11, day, 23))
        HenvendelseFactory(oprettet_den=at)

    assert statistik(Periode.latest(3)).total().forfaldne == 1


def test_counts_stay_when_the_post_is_deleted():
    henvendelse = answered(2)
    opslag = henvendelse.opslag
    Visningstal.objects.create(opslag=opslag, institution=opslag.institution, antal=4)
    opslag.delete()

    tal = statistik(Periode.latest(3)).total()

    assert (tal.henvendelser, tal.besvaret, tal.visninger) == (1, 1, 4)


def test_a_leader_chooses_among_own_places_and_the_municipality(client, leder):
    other = answered(1).institution
    client.force_login(leder)

    page = client.get(PAGE, {"sted": other.pk})

    assert [*page.context["udsnit"].steder.values()] == [
        "Plejecenter Sjælsø",
        "Hele kommunen",
    ]
    assert page.context["side"].ialt.henvendelser == 0
    assert other.navn not in page.text


def test_few_are_not_told_to_who_does_not_read_them(client, leder, koordinator):
    answered(1)

    said = []
    for who, address in [(leder, PAGE), (koordinator, PAGE), (koordinator, PRINT)]:
        client.force_login(who)
        page = client.get(address, {"sted": "alle"})
        said.append(dict(page.context["side"].noegletal)["Henvendelser"])

    assert said == ["under 3", "1", "under 3"]


@pytest.mark.parametrize("address", [PAGE, PRINT, CSV])
def test_staff_without_the_right_are_refused(client, medarbejder, address):
    client.force_login(medarbejder)

    assert client.get(address).status_code == 403


def test_the_secretary_of_committees_sees_the_whole_and_gets_there(client):
    sekretaer = BrugerFactory()
    sekretaer.groups.add(Group.objects.get(name=roles.UDVALGSSEKRETAER))
    client.force_login(sekretaer)

    front, page = client.get(reverse("admin:index")), client.get(PAGE)

    assert PAGE in front.text
    assert [*page.context["udsnit"].steder] == ["alle"]


def test_places_that_no_one_wrote_to_are_listed_for_the_coordinator(
    client, koordinator
):
    answered(1, opslag=OpslagFactory(aktiv=True))
    OpslagFactory(aktiv=True, institution=InstitutionFactory(navn="Stille Skole"))
    client.force_login(koordinator)

    tabel = client.get(PAGE).context["side"].uhoert

    assert tabel.rows == [["Stille Skole", "1", "0"]]


def test_the_file_has_a_row_for_each_place_and_month(client, koordinator):
    henvendelse = answered(2)
    henvendelse.institution.navn = "=1+1"
    henvendelse.institution.save()
    client.force_login(koordinator)

    heads, row = read_csv(client.get(CSV))

    cells = dict(zip(heads, row, strict=True))
    assert cells["Institution"] == "'=1+1"
    assert (cells["Henvendelser"], cells["Besvaret inden 5 hverdage"]) == ("1", "1")


@pytest.mark.parametrize("address", [PAGE, PRINT])
def test_queries_do_not_grow_with_the_places(client, koordinator, address):
    client.force_login(koordinator)
    answered(1)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for _ in range(5):
        answered(1)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
