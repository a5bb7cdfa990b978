import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.models import Institution, Udvalg
from rudersdal_frivillig.grundlag.sorting import DanishKey, danish_key
from tests.factories import InstitutionFactory, UdvalgFactory

pytestmark = pytest.mark.django_db

# Every letter of Danish and its neighbours, and what stands between them in names.
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0xA0, 0x180)))
names = st.text("aAåÅæÆøØ ") | st.text(LETTERS)


def sort_in_sql(values):
    """Pairs (name, key) in the order of the database."""
    compiler = Institution.objects.all().query.get_compiler("default")
    key, params = compiler.compile(DanishKey(RawSQL("navn", [])))
    rows = f"SELECT navn, {key} AS noegle FROM unnest(%s::text[]) AS navn"
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} ORDER BY noegle, navn", [*params, values])
        return cursor.fetchall()


def sort_in_python(values):
    keys = [(danish_key(value), value) for value in values]
    return [(value, key) for key, value in sorted(keys)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(names, max_size=20))
@example(["İbrahim", "Ibsen", "ibis"])
def test_python_and_sql_sort_names_alike(db, values):
    assert sort_in_python(values) == sort_in_sql(values)


IN_ORDER = [
    "Aktivitetscentret",
    "Birkerød Bibliotek",
    "bistrup skole",
    "Café Holte",
    "Cafeen i Nærum",
    "Müllers Hus",
    "Mødestedet",
    "Vedbæk",
    "Zoologisk Samling",
    "Ældrecenteret",
    "Øverød",
    "Aalborgvej",
    "Ålen",
    "Aarstidshuset",
]


def test_names_stand_in_the_order_of_a_danish_telephone_book():
    """Retskrivningsordbogen § 1: aa as å, after z, æ and ø."""
    for navn in sorted(IN_ORDER):
        InstitutionFactory(navn=navn)
        UdvalgFactory(navn=navn)

    assert [place.navn for place in Institution.objects.all()] == IN_ORDER
    assert [udvalg.navn for udvalg in Udvalg.objects.all()] == IN_ORDER
    assert sorted(IN_ORDER, key=danish_key) == IN_ORDER
