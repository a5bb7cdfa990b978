from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opgavebank import alike
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fagomraade, Omraade
from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db


def make(titel, fagomraade="unge", omraade="holte", **fields):
    return OpslagFactory(
        aktiv=True,
        titel=titel,
        resume="Det er hyggeligt.",
        fagomraade=Fagomraade.objects.get(slug=fagomraade),
        omraade=Omraade.objects.get(slug=omraade),
        **fields,
    )


def like(opslag):
    public = Opslag.objects.public().select_related("omraade")
    found = alike.posts_like(opslag, public)
    return {other.opslag.titel: other.reasons for other in found}


def test_posts_that_fit_say_why():
    read = make("Spil guitar for børnene")
    make("Spil guitar for os", "integration", "vedbaek")
    make("Lav mad")
    make("Grav en grøft", "integration", "naerum")

    assert like(read) == {
        "Spil guitar for os": ["Handler også om »guitar«"],
        "Lav mad": ["Samme fagområde", "Også i Holte"],
    }


def test_at_most_three_and_never_itself_nor_what_is_closed():
    read = make("Lav mad")
    for n in range(5):
        make(f"Lav mad {n}")
    closed = make("Lav mad før")
    Opslag.objects.filter(pk=closed.pk).update(status=OpslagStatus.PAUSE)

    found = like(read)

    assert len(found) == 3
    assert {"Lav mad", "Lav mad før"}.isdisjoint(found)


def test_all_over_the_municipality_is_no_area_in_common():
    read = make("Lav mad", omraade="hele-kommunen")
    make("Syng med", omraade="hele-kommunen")

    assert like(read) == {"Syng med": ["Samme fagområde"]}


def test_the_pages_of_open_and_closed_posts_show_them(client):
    read, other = make("Lav mad"), make("Syng med")

    assert other.titel in client.get(read.get_absolute_url()).text
    Opslag.objects.filter(pk=read.pk).update(status=OpslagStatus.BESAT)
    closed = client.get(read.get_absolute_url())
    assert closed.status_code == 410
    assert other.titel in closed.text


def test_a_word_in_common_may_be_inflected_and_stand_in_the_summary():
    read = make("Trampolinspring")
    other = make("Spring")
    Opslag.objects.filter(pk=other.pk).update(resume="Vi har to trampoliner.")

    assert like(read)["Spring"][0] == "Handler også om »trampolinspring«"


def test_of_those_as_good_the_newest_are_named():
    read = make("Lav mad")
    for days in (5, 1, 9, 3):
        published = timezone.now() - timedelta(days=days)
        make(f"Polka {days}", offentliggjort_den=published)

    assert list(like(read)) == ["Polka 1", "Polka 3", "Polka 5"]


def test_a_post_that_is_like_no_other_says_nothing_of_it(client):
    read = make("Lav mad")

    assert "Måske er det også" not in client.get(read.get_absolute_url()).text


def test_posts_alike_take_no_more_queries_with_more_posts(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(read.get_absolute_url())
        return len(queries)

    read = make("Lav mad")
    make("Lav mad til")
    at_one = count()
    for number in range(12):
        make(f"Lav mad {number}")

    assert count() <= at_one
