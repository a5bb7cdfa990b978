from datetime import date, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from rudersdal_frivillig.grundlag import actions, registry
from rudersdal_frivillig.grundlag.models import Logpost, Retstekst
from tests.factories import RetstekstFactory

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2027, 11, 1)


def approved(**fields):
    by_whom = {"godkendt_den": timezone.localdate(), "jurist": "Jytte Jurist"}
    return RetstekstFactory(**by_whom, gennemses_den=NEXT_YEAR, **fields)


def in_use(noegle):
    return Retstekst.objects.in_use().get(noegle=noegle)


def test_an_approved_version_is_used_although_a_newer_draft_exists():
    version = approved(noegle="om", version=1)
    RetstekstFactory(noegle="om", version=2)

    assert in_use("om") == version


def test_the_newest_of_the_approved_versions_is_used():
    approved(noegle="om", version=1)
    version = approved(noegle="om", version=2)
    RetstekstFactory(noegle="om", version=3)

    assert in_use("om") == version


def test_the_newest_draft_is_used_where_none_is_approved():
    RetstekstFactory(noegle="om", version=1)
    version = RetstekstFactory(noegle="om", version=2)

    assert in_use("om") == version


def test_a_text_that_needs_no_approval_is_used_at_once():
    approved(noegle="om", version=1)
    version = RetstekstFactory(noegle="om", version=2, skal_godkendes=False)

    assert in_use("om") == version


def test_each_text_is_in_use_once():
    RetstekstFactory(noegle="om", version=1)
    RetstekstFactory(noegle="om", version=2)
    RetstekstFactory(noegle="cookies")

    assert [text.noegle for text in Retstekst.objects.in_use()] == ["cookies", "om"]


@pytest.mark.parametrize(
    "change",
    [
        {"tekst": "Noget andet"},
        {"titel": "Noget andet"},
        {"kilde": "Noget andet"},
        {"noegle": "noget-andet"},
        {"version": 7},
    ],
)
@pytest.mark.parametrize("make", [RetstekstFactory, approved])
def test_the_database_refuses_to_change_the_wording(make, change):
    make()

    with pytest.raises(IntegrityError, match="may not be changed this way"):
        Retstekst.objects.update(**change)


def test_the_database_refuses_to_delete_a_version():
    RetstekstFactory()

    with pytest.raises(IntegrityError, match="may not be changed this way"):
        Retstekst.objects.all().delete()


def test_approve_records_who_and_until_when(administrator):
    text = RetstekstFactory()

    actions.approve(
        text, jurist="Jytte Jurist", gennemses_den=NEXT_YEAR, by=administrator
    )

    text.refresh_from_db()
    assert text.godkendt_den == timezone.localdate()
    assert text.status == "Godkendt af Jytte Jurist"
    assert Logpost.objects.about(text).get().hvem == administrator


def test_approve_refuses_a_text_without_a_source(administrator):
    text = RetstekstFactory(kilde="")

    with pytest.raises(ValidationError, match="skal have kilde"):
        actions.approve(
            text, jurist="Jytte Jurist", gennemses_den=NEXT_YEAR, by=administrator
        )

    assert Retstekst.objects.get().godkendt_den is None


def test_approve_cannot_be_repeated(administrator):
    text = approved()

    with pytest.raises(ValidationError, match="allerede godkendt"):
        actions.approve(text, jurist="X", gennemses_den=NEXT_YEAR, by=administrator)


def test_approving_in_the_admin_puts_the_version_in_use(client, administrator):
    approved(noegle="om", version=1)
    draft = RetstekstFactory(noegle="om", version=2)
    client.force_login(administrator)

    client.post(
        f"/admin/grundlag/retstekst/{draft.pk}/godkend/",
        {"jurist": "Jytte Jurist", "gennemses_den": "2027-11-01"},
    )

    assert in_use("om") == draft
    assert in_use("om").gennemses_den == NEXT_YEAR


def test_approving_needs_the_right(client, koordinator):
    draft = RetstekstFactory()
    client.force_login(koordinator)

    response = client.post(
        f"/admin/grundlag/retstekst/{draft.pk}/godkend/",
        {"jurist": "Jytte Jurist", "gennemses_den": "2027-11-01"},
    )

    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.godkendt_den is None


def test_a_change_in_the_admin_is_a_new_version_and_a_draft(client, koordinator):
    old = approved(noegle="om", tekst="Før")
    client.force_login(koordinator)

    client.post(
        f"/admin/grundlag/retstekst/{old.pk}/change/",
        {"titel": old.titel, "tekst": "Efter", "kilde": old.kilde},
    )

    new = Retstekst.objects.get(version=2)
    assert (new.noegle, new.tekst, new.godkendt_den, new.jurist) == (
        "om",
        "Efter",
        None,
        "",
    )
    assert new.oprettet_af == koordinator
    old.refresh_from_db()
    assert old.tekst == "Før"
    assert in_use("om") == old


def test_an_old_version_that_is_changed_becomes_the_newest(koordinator):
    old = RetstekstFactory(noegle="om", version=1)
    RetstekstFactory(noegle="om", version=2)

    actions.revise(old, by=koordinator)

    assert Retstekst.objects.filter(noegle="om").count() == 3
    assert in_use("om").version == 3


def test_a_text_cannot_be_deleted_in_the_admin(client, administrator):
    text = RetstekstFactory()
    client.force_login(administrator)

    response = client.post(
        f"/admin/grundlag/retstekst/{text.pk}/delete/", {"post": "yes"}
    )

    assert response.status_code == 403
    assert Retstekst.objects.filter(pk=text.pk).exists()


def complaints(code="grundlag.E002"):
    messages = run_checks(databases=["default"], include_deployment_checks=True)
    return {str(m.msg).split("'")[1] for m in messages if m.id == code}


def test_the_production_check_names_what_is_in_use_and_not_approved():
    approved(noegle="om")
    RetstekstFactory(noegle="om", version=2)
    RetstekstFactory(noegle="cookies")
    RetstekstFactory(noegle="privatliv", skal_godkendes=False)
    RetstekstFactory(noegle="ingen-viser-den")

    named = complaints()

    assert "cookies" in named
    assert "tilgaengelighed" in named
    assert not {"om", "privatliv", "ingen-viser-den"} & named


def test_the_production_check_is_content_when_all_are_approved():
    for noegle in registry.retstekster:
        approved(noegle=noegle)

    assert complaints() == set()


def test_the_production_check_warns_of_a_text_to_be_read_again(time_machine):
    for noegle in registry.retstekster:
        approved(noegle=noegle)

    time_machine.move_to(timezone.make_aware(datetime(2027, 11, 1, 12)))
    assert complaints("grundlag.W004") == set()

    time_machine.move_to(timezone.make_aware(datetime(2027, 11, 2, 12)))
    assert complaints("grundlag.W004") == {*registry.retstekster}


def test_the_demo_may_live_on_drafts(settings):
    settings.DEMO = True

    assert complaints() == set()


def test_the_drafts_that_ship_cover_every_text_in_use():
    call_command("retstekster")

    known = {text.noegle for text in Retstekst.objects.in_use()}
    assert {*registry.retstekster} <= known
    assert not Retstekst.objects.exclude(godkendt_den=None).exists()


def test_loading_the_drafts_again_leaves_what_staff_have_written():
    text = RetstekstFactory(noegle="om", tekst="Vores egen")

    call_command("retstekster")
    call_command("retstekster")

    assert in_use("om") == text
    assert Retstekst.objects.filter(noegle="cookies").count() == 1


@pytest.mark.parametrize(("version", "days"), [(1, 365), (2, 0), (2, -365)])
def test_only_the_newest_version_is_approved_and_for_a_time_to_come(
    administrator, version, days
):
    for number in (1, 2):
        RetstekstFactory(noegle="cookies", version=number)
    retstekst = Retstekst.objects.get(version=version)
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ValidationError):
        actions.approve(retstekst, jurist="Jurist", gennemses_den=day, by=administrator)
