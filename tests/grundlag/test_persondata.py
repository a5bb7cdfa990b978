from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.management import call_command
from django.db import models

from rudersdal_frivillig.grundlag import persondata
from rudersdal_frivillig.grundlag.models import Bruger

OWN_APPS = ["rudersdal_frivillig", "grundlag", "opgavebank", "puljer"]

# What stands here is about no person: places, tasks, rules and the machinery.
NOT_ABOUT_PEOPLE = {
    "grundlag.Arrangement": {"titel", "beskrivelse", "sted", "adgang"},
    "rudersdal_frivillig.Demoobjekt": {"noegle", "objekt_type", "objekt_id"},
    "grundlag.Adgang": {"rolle", "objekt_type", "objekt_id"},
    "grundlag.Brev": {"afvist_kode", "besked_id", "objekt_type", "objekt_id"},
    "grundlag.Dialograekke": {"opgave", "note"},
    "grundlag.Fagomraade": {"navn", "slug", "beskrivelse"},
    "grundlag.Fil": {"indholdstype", "sha256"},
    "grundlag.Formularnoegle": {"sti", "adresse"},
    "grundlag.GuideSvar": {"spoergsmaal", "slug", "svar", "retstekst"},
    "grundlag.Institution": {
        "navn",
        "slug",
        "adresse",
        "postnr",
        "by",
        "beskrivelse",
        "offentlig_transport",
        "tilgaengelighed_note",
    },
    "grundlag.ForgaevesSoegning": {"ord"},
    "grundlag.Koersel": {"rapport"},
    "grundlag.Logpost": {"rolle", "handling", "objekt_type", "objekt_id", "felter"},
    "grundlag.Logvaerdi": {"felt"},
    "grundlag.Lukkedag": {"note"},
    "grundlag.Omraade": {"navn", "slug"},
    "grundlag.Ord": {"kilde", "ord"},
    "grundlag.Postnummer": {"nr", "navn"},
    "grundlag.Retstekst": {"noegle", "titel", "tekst", "kilde"},
    "grundlag.Sletteanmodning": {"afslag", "resultat"},
    "grundlag.Synonym": {"ord", "udtryk", "note"},
    "grundlag.Udvalg": {"navn", "mandat"},
    "opgavebank.Frivilligindsats": {"hvad", "forening", "behov", "note"},
    "opgavebank.Opslag": {
        "titel",
        "resume",
        "saadan_foregaar_det",
        "det_goer_du",
        "det_goer_personalet",
        "det_faar_du",
        "omfang_note",
        "tidspunkt_note",
        "sted_note",
        "tilgaengelighed_note",
        "kompetencer",
        "andre_sprog",
        "soegeord",
        "forening_navn",
        "billede_alt",
        "ekstern_url",
        "godkender_skriver",
        "institution_navn",
        "stednavne",
        "ordled",
    },
    "puljer.Adgangskrav": {"spoergsmaal", "regel", "andet_sted"},
    "puljer.Ansoegning": {"nummer", "cvr", "vaert_cvr", "versioner", "videresendt_til"},
    "puljer.Ansoegningsversion": {"sha256"},
    "puljer.Journaldokument": {"dokumentnummer"},
    "puljer.Kriterium": {"titel", "beskrivelse", "ankre"},
    "puljer.Pulje": {
        "navn",
        "slug",
        "manchet",
        "hvad_kan_i_faa",
        "hvem_maalrettes",
        "hvem_kan_soege",
        "rammer_og_vilkaar",
        "saadan_soeger_i",
        "udbetaling",
        "regnskabsfrist",
        "hjemmel",
        "kompetent_organ",
        "klageinstans",
        "vilkaar",
        "kle_nummer",
        "sagsnummer",
    },
    "puljer.Runde": {"navn"},
    "puljer.Skema": {"indhold"},
    "puljer.Spoergsmaal": {
        "afsnit",
        "tekst",
        "hjaelp",
        "valgmuligheder",
        "regel",
        "vis_hvis_svar",
    },
}

HOLDS_WORDS = (
    models.CharField,
    models.TextField,
    models.FileField,
    models.JSONField,
    models.GenericIPAddressField,
)


def may_be_about_people(field):
    if isinstance(field, ArrayField):
        return may_be_about_people(field.base_field)
    if field.choices:
        return False
    return isinstance(field, HOLDS_WORDS) or field.related_model is Bruger


def own_models():
    return [m for app in OWN_APPS for m in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_that_may_be_about_people_is_registered_or_excepted(model):
    label = model._meta.label
    found = {
        field.name
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if may_be_about_people(field)
    }
    registered = {felt for model, felt in persondata.fields() if model == label}

    assert found - registered == NOT_ABOUT_PEOPLE.get(label, set())


def test_the_register_names_only_fields_that_exist():
    for label, felt in persondata.fields():
        apps.get_model(label)._meta.get_field(felt)


def test_every_field_has_a_purpose_a_basis_and_an_end():
    for entry in persondata.register:
        assert entry.formaal
        assert entry.hjemmel.startswith("Art. 6")
        assert entry.sletning


def test_no_field_is_registered_twice():
    number = sum(len(entry.felter) for entry in persondata.register)

    assert number == len(persondata.fields())


def test_the_document_says_what_the_register_says():
    """GDPR article 30. `manage.py persondata --write` brings it up to date."""
    document = Path(settings.BASE_DIR, "docs/persondata.md").read_text()

    assert document == persondata.as_markdown()


def test_the_command_prints_the_register(capsys):
    call_command("persondata")

    assert capsys.readouterr().out.strip() == persondata.as_markdown().strip()
