import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from puljer import actions, fremvisning, indhold
from tests.puljer.sager import fill_in, indtaegt, open_pulje, start, udgift

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"tekst": "Hvad vil I gøre?"},
    {"tekst": "Hvor?", "slags": "flere", "valgmuligheder": ["Holte", "Nærum"]},
    {"tekst": "Hvornår?", "slags": "dato", "afsnit": "Praktisk"},
    {"tekst": "Er der mere?", "slags": "kort", "skal_besvares": False},
]


def component(ansoegning, **context):
    dele = fremvisning.read(indhold.build(ansoegning))
    context = {"dele": dele} | context
    return render_to_string("components/ansoegning.html", context)


def test_component_reads_all_parts_of_an_application():
    html = component(fill_in(start(open_pulje(spoergsmaal=QUESTIONS))))

    for said in [
        "Brætspilsklubben",
        "En forening med CVR-nummer",
        "Den anden, anden@example.dk",
        "Vi vil spille brætspil.",
        "1. maj 2027",
        "Materialer",
        "4.000 kr.",
    ]:
        assert said in html


def test_component_says_what_is_not_filled_in():
    html = component(start(open_pulje()))

    assert html.count("Ikke udfyldt") >= 3


def test_component_adds_the_budget_up():
    ansoegning = fill_in(start(open_pulje()))
    lines = [udgift(3_000_00), udgift(1_500_50), indtaegt(500_00)]
    now = timezone.now()
    actions.save_budget(ansoegning, lines, timer=0, version=1, at=now)

    html = component(ansoegning)

    assert "4.500,50 kr." in html
    assert "4.000,50 kr." in html


def test_component_shows_what_was_typed_as_text():
    ansoegning = fill_in(start(open_pulje()))
    ansoegning.titel = "<script>alert(1)</script>"

    html = component(ansoegning)

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
