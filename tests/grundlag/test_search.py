"""How words are read: synonyms, spelling, and which question answers."""

import pytest

from opgavebank import actions
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import search
from rudersdal_frivillig.grundlag.models import Institutionsslags, Omraade, Ord, Synonym
from rudersdal_frivillig.grundlag.search import Stage, vocabulary
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db


def make(titel, **fields):
    opslag = OpslagFactory(titel=titel, resume="Det er hyggeligt.", **fields)
    actions.publish(opslag, by=None)
    return opslag


def find(q, **options):
    return search.find(Opslag.objects.public(), q, **options)


def strong(q, **options):
    fund = find(q, **options)
    titles = dict(Opslag.objects.values_list("pk", "titel"))
    return [titles[pk] for pk in fund.best(Opslag, fund.hits)]


def test_a_synonym_goes_one_way():
    Synonym.objects.create(ord="bordtennis", udtryk=["ketsjer"])
    make("Hent en ketsjer")
    make("Spil bordtennis")

    assert set(strong("bordtennis")) == {"Hent en ketsjer", "Spil bordtennis"}
    assert strong("ketsjer") == ["Hent en ketsjer"]


def test_a_synonym_goes_both_ways_where_staff_say_so():
    Synonym.objects.create(ord="bordtennis", udtryk=["ketsjer"], begge_veje=True)
    make("Spil bordtennis")

    assert strong("ketsjere") == ["Spil bordtennis"]


def test_a_synonym_that_is_switched_off_or_asked_away_finds_nothing():
    synonym = Synonym.objects.create(ord="bordtennis", udtryk=["ketsjer"])
    make("Hent en ketsjer")

    assert strong("bordtennis", is_exact=True) == []
    synonym.aktiv = False
    synonym.save()
    assert strong("bordtennis") == []


def test_a_synonym_of_several_words_needs_them_all():
    Synonym.objects.create(ord="stavgang", udtryk=["gå langt"])
    make("Vi skal gå langt")
    make("Vi skal gå hjem")

    assert strong("stavgang") == ["Vi skal gå langt"]


@pytest.mark.parametrize(
    ("q", "stage"),
    [
        ("ketsjer", Stage.ALL),
        ("ketsjer ukulele", Stage.SOME),
        ("ktsjer", Stage.ALIKE),
        ("qqqqqq", Stage.NONE),
    ],
)
def test_the_first_question_that_finds_anything_answers(q, stage):
    make("Hent en ketsjer")
    Ord.objects.all().delete()  # Or the spelling would be mended first.

    assert find(q).stage == stage


def test_a_misspelt_word_is_read_as_one_that_citizens_may_read():
    make("Hent en ketsjer")

    fund = find("kedsjer")

    assert fund.query.corrections == {"kedsjer": "ketsjer"}
    assert strong("kedsjer") == ["Hent en ketsjer"]


def test_an_ending_is_no_misspelling():
    make("Besøgsven")

    fund = find("besøgsvenner")

    assert fund.query.corrections == {}
    assert len(fund.hits) == 1


def test_words_of_a_draft_are_never_suggested():
    OpslagFactory(titel="Hent en ketsjer")
    actions.learn_words()

    assert find("kedsjer").query.corrections == {}


def test_the_vocabulary_forgets_what_is_shown_no_more():
    opslag = make("Hent en ketsjer")
    actions.pause(opslag, by=None)

    actions.learn_words()

    assert not Ord.objects.filter(ord="ketsjer").exists()


def test_a_post_is_found_by_the_names_of_its_place_as_they_are_now():
    opslag = make("Gå en tur")
    opslag.institution.navn = "Kirkestien"
    opslag.institution.save()
    Omraade.objects.filter(pk=opslag.omraade_id).update(navn="Månebyen")

    assert strong("kirkestien") == ["Gå en tur"]
    assert strong("maanebyen") == ["Gå en tur"]


def test_saving_a_post_does_not_forget_the_names():
    opslag = make("Gå en tur")
    opslag.institution.navn = "Kirkestien"
    opslag.institution.save()
    stale = Opslag.objects.get(pk=opslag.pk)
    stale.institution_navn = ""

    stale.save()

    assert strong("kirkestien") == ["Gå en tur"]


def test_every_word_that_finds_a_post_is_known():
    make("Gå en tur", sted_note="Ved Kirkestien", omfang_note="Otte gange")

    assert find("kirkestien otte").query.unknown == []


def test_the_best_are_ranked_and_the_rest_is_still_counted():
    institution = make("Gå en tur").institution
    OpslagFactory.create_batch(205, aktiv=True, titel="Tur", institution=institution)

    fund = find("tur")

    assert len(fund.best(Opslag, fund.hits)) == 200
    assert len(fund.hits) == 206


@pytest.mark.parametrize(
    ("q", "titel"),
    [
        ("lektiehjælp", "Hjælp med lektier"),
        ("lektie hjælp", "Lektiehjælp"),
        ("børne bal", "Børnebal"),
        ("for", "Mad for alle"),
        ("HAVE", "En have"),
        ("Mad\u00adpakke", "Madpakke"),
        ("İstanbul", "Mad fra Istanbul"),
    ],
)
def test_a_word_is_found_however_it_is_put_together(q, titel):
    make(titel)
    make("Noget andet")

    assert strong(q)[0] == titel


@pytest.mark.parametrize("q", ["", "   ", "!?", "½", "😀"])
def test_without_a_word_there_is_nothing_to_find(q):
    assert find(q) is None


def test_exact_finds_the_words_themselves_and_nothing_else():
    Synonym.objects.create(ord="stavgang", udtryk=["polka"])
    for titel in ("Stavgangen på torsdag", "Polka på torsdag", "Stavgangsfest"):
        make(titel)

    assert strong("stavgang", is_exact=True) == ["Stavgangen på torsdag"]
    assert len(strong("stavgang")) == 3


def test_a_fraction_in_a_search_is_no_word_that_is_missing():
    make("Gå tur en halv time")

    assert strong("½ times tur") == ["Gå tur en halv time"]


def test_a_misspelt_word_may_be_read_as_one_with_synonyms():
    Synonym.objects.create(ord="mazurka", udtryk=["polka"])
    make("Dans polka")

    assert find("masurka").query.corrections == {"masurka": "mazurka"}
    assert strong("masurka") == ["Dans polka"]


def test_a_vocabulary_is_of_one_kind_of_row():
    vocabulary.add(Synonym, "ketsjer")
    vocabulary.rebuild(Opslag, ["kajak"])

    assert find("kedsjer").query.corrections == {}
    assert Ord.objects.filter(kilde="grundlag.Synonym").count() == 1


def test_a_post_is_found_by_the_new_name_of_its_fagomraade_and_slags():
    opslag = make("Gå en tur")
    opslag.fagomraade.navn = "Månefolk"
    opslag.fagomraade.save()
    opslag.institution.slags = Institutionsslags.MUSEUM
    opslag.institution.save()

    assert strong("månefolk museum") == ["Gå en tur"]
    assert strong("plejecenter", is_exact=True) == []


def test_a_post_is_found_by_the_name_of_where_it_was_moved():
    opslag = make("Gå en tur", institution__navn="Kirkestien")

    opslag.institution = InstitutionFactory(navn="Møllestien")
    opslag.save()

    assert strong("møllestien", is_exact=True) == ["Gå en tur"]
    assert strong("kirkestien", is_exact=True) == []
