"""Fagområderedaktør and ekstern redaktør: what they may write, and what not."""

import re

import pytest
from django.urls import reverse

from opgavebank.choices import Arrangoer, OpslagStatus
from opgavebank.models import Opslag
from opgavebank.reach import Reach
from rudersdal_frivillig.grundlag.models import Fagomraade, Institution, Rolle
from tests.factories import (
    InstitutionFactory,
    InstitutionsrolleFactory,
    OpslagFactory,
    RedaktoerrolleFactory,
)
from tests.opgavebank.test_admin import ADD, LIST, PUBLISH, SAVE, WHOLE, page
from tests.pages import fields, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kultur():
    return Fagomraade.objects.get(slug="kultur-og-bibliotek")


@pytest.fixture
def editor(client, redaktoer):
    """A browser in which the fagområderedaktør is logged in."""
    client.force_login(redaktoer)
    return client


@pytest.fixture
def outside(client, ekstern):
    """A browser in which the ekstern redaktør is logged in."""
    client.force_login(ekstern)
    return client


@pytest.fixture
def center(ekstern):
    return ekstern.institutionsroller.get().institution


def test_editor_writes_and_publishes_at_any_place_in_the_fagomraade(
    editor, institution, kultur
):
    form = editor.get(ADD)
    assert fields(form)["fagomraade"] == [str(kultur.pk)]

    submit(editor, form, institution=institution.pk, **WHOLE | PUBLISH)

    opslag = Opslag.objects.get()
    assert (opslag.institution, opslag.fagomraade) == (institution, kultur)
    assert opslag.status == OpslagStatus.AKTIV


def test_editor_sees_the_fagomraade_alone_also_at_one_place(
    editor, redaktoer, institution, kultur
):
    mine = OpslagFactory(institution=institution, fagomraade=kultur)
    OpslagFactory(institution=institution)

    assert [*Opslag.objects.visible_to(redaktoer)] == [mine]


@pytest.mark.parametrize("empty", ["", None])
def test_editor_writes_nothing_outside_the_fagomraade(
    editor, institution, kultur, empty
):
    other = Fagomraade.objects.exclude(pk=kultur.pk)[0]
    form = editor.get(ADD)
    chosen = other.pk if empty is None else empty

    where = {"institution": institution.pk, "fagomraade": chosen}
    answer = submit(editor, form, **WHOLE | SAVE | where)

    assert answer.status_code == 200
    assert not Opslag.objects.exists()


def test_editor_cannot_move_a_post_out_of_the_fagomraade(editor, kultur):
    opslag = OpslagFactory(fagomraade=kultur)
    other = Fagomraade.objects.exclude(pk=kultur.pk)[0]

    submit(editor, editor.get(page("change", opslag)), fagomraade=other.pk, **SAVE)

    opslag.refresh_from_db()
    assert opslag.fagomraade == kultur


def test_editor_of_two_fagomraader_chooses_between_them(editor, redaktoer, kultur):
    other = Fagomraade.objects.exclude(pk=kultur.pk)[0]
    RedaktoerrolleFactory(bruger=redaktoer, fagomraade=other)

    offered = editor.get(ADD).context["adminform"].form.fields["fagomraade"].queryset

    assert {*offered} == {kultur, other}


def test_editor_whose_role_ended_sees_nothing(redaktoer, kultur):
    OpslagFactory(fagomraade=kultur)
    redaktoer.redaktoerroller.update(fra="2020-01-01", til="2020-12-31")

    assert not Opslag.objects.visible_to(redaktoer).exists()


def test_editor_who_leads_a_place_keeps_both(leder, institution, kultur):
    RedaktoerrolleFactory(bruger=leder, fagomraade=kultur)
    posts = {OpslagFactory(institution=institution), OpslagFactory(fagomraade=kultur)}
    OpslagFactory()

    assert {*Opslag.objects.visible_to(leder)} == posts
    assert [*Institution.objects.visible_to(leder)] == [institution]


def test_leader_who_edits_a_fagomraade_cannot_write_others_posts_elsewhere(
    client, leder, kultur
):
    RedaktoerrolleFactory(bruger=leder, fagomraade=kultur)
    place = InstitutionFactory()
    client.force_login(leder)

    chosen = {"institution": place.pk, "fagomraade": place.fagomraade_id}
    answer = submit(client, client.get(ADD), **WHOLE | SAVE | chosen)

    assert "ligger uden for det, du må skrive" in answer.text
    assert not Opslag.objects.exists()


def test_outside_editor_writes_and_publishes_in_the_centers_name(outside, center):
    form = outside.get(ADD)
    assert fields(form)["forening_navn"] == [center.navn]

    submit(outside, form, **WHOLE | PUBLISH)

    opslag = Opslag.objects.get()
    assert (opslag.institution, opslag.arrangoer) == (center, Arrangoer.FORENING)
    assert opslag.status == OpslagStatus.AKTIV


def test_outside_editor_sees_no_post_of_the_municipality_at_the_center(
    outside, ekstern, center
):
    municipal = OpslagFactory(institution=center)
    own = OpslagFactory(institution=center, arrangoer="forening", forening_navn="X")

    assert [*Opslag.objects.visible_to(ekstern)] == [own]
    assert outside.get(page("change", municipal)).status_code == 404


def test_outside_editor_writes_neither_elsewhere_nor_in_the_municipalitys_name(
    outside, institution
):
    for chosen in [
        {"institution": institution.pk},
        {"arrangoer": Arrangoer.KOMMUNEN, "forening_navn": ""},
    ]:
        answer = submit(outside, outside.get(ADD), **WHOLE | SAVE | chosen)
        assert "Marker en gyldig valgmulighed" in answer.text

    assert not Opslag.objects.exists()


def test_outside_editor_loses_it_when_the_place_is_no_frivilligcenter(ekstern, center):
    OpslagFactory(institution=center, arrangoer="forening", forening_navn="X")
    center.slags = "skole"
    center.save()

    assert not Opslag.objects.visible_to(ekstern).exists()


def test_outside_editor_who_works_at_a_place_keeps_them_apart(ekstern, center):
    held = InstitutionsrolleFactory(bruger=ekstern, rolle=Rolle.MEDARBEJDER)

    assert [*Institution.objects.visible_to(ekstern)] == [held.institution]
    assert [*Institution.objects.edited_by(ekstern)] == [center]


@pytest.mark.parametrize("name", ["redaktoer", "ekstern"])
def test_editors_have_the_posts_and_nothing_else(client, request, name):
    client.force_login(request.getfixturevalue(name))

    html = client.get(reverse("admin:index")).text

    assert LIST in html
    assert {*re.findall(r"/admin/[a-z]+/[a-z]+/add/", html)} == {ADD}
    for model in ("grundlag_institution", "grundlag_bruger"):
        assert reverse(f"admin:{model}_changelist") not in html


@pytest.mark.parametrize("arrangoer", Arrangoer)
@pytest.mark.parametrize("name", ["leder", "redaktoer", "ekstern", "koordinator"])
def test_what_one_may_write_is_what_one_is_shown(
    request, institution, center, kultur, name, arrangoer
):
    user = request.getfixturevalue(name)
    other = Fagomraade.objects.exclude(pk=kultur.pk)[0]
    navn = "Syng Sammen" if arrangoer == Arrangoer.FORENING else ""
    for sted in (institution, center, InstitutionFactory()):
        for fagomraade in (kultur, other):
            opslag = OpslagFactory(
                institution=sted,
                fagomraade=fagomraade,
                arrangoer=arrangoer,
                forening_navn=navn,
            )
            shown = Opslag.objects.visible_to(user).filter(pk=opslag.pk).exists()

            assert Reach(user).covers(sted, fagomraade, arrangoer) == shown
