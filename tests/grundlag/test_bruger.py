from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import actions, deletion, log, roles
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Institution,
    Institutionsrolle,
    Logpost,
    Logvaerdi,
    Rolle,
)
from tests.factories import (
    PASSWORD,
    BrugerFactory,
    InstitutionFactory,
    InstitutionsrolleFactory,
    RedaktoerrolleFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def employed(institution, *, rolle=Rolle.MEDARBEJDER, fra=0, til=None, **fields):
    """Someone with a role at a place; `fra` and `til` are days from today."""
    bruger = BrugerFactory(**fields)
    held = InstitutionsrolleFactory(
        bruger=bruger,
        institution=institution,
        rolle=rolle,
        fra=TODAY + timedelta(days=fra),
        til=til if til is None else TODAY + timedelta(days=til),
    )
    bruger.groups.add(held.gruppe)
    return bruger


def change(client, bruger, **fields):
    data = {"navn": bruger.navn, "institutionsroller-TOTAL_FORMS": 0}
    data |= {"institutionsroller-INITIAL_FORMS": 0}
    data |= {"redaktoerroller-TOTAL_FORMS": 0, "redaktoerroller-INITIAL_FORMS": 0}
    address = reverse("admin:grundlag_bruger_change", args=[bruger.pk])
    return client.post(address, data | fields)


def test_an_email_is_kept_in_small_letters():
    bruger = Bruger.objects.create_user(" Åse.Ærø@Kommune.EXAMPLE", navn="Å")

    assert bruger.email == "åse.ærø@kommune.example"
    assert Bruger.objects.get_by_natural_key("ÅSE.ærø@kommune.example") == bruger


def test_cleaning_a_form_folds_the_email():
    bruger = Bruger(email="Ny@Kommune.Example", navn="Ny", password="x")

    bruger.full_clean()

    assert bruger.email == "ny@kommune.example"


def test_one_email_is_one_person_however_it_is_written():
    Bruger.objects.create_user("ny@kommune.example", PASSWORD, navn="En")

    with pytest.raises(IntegrityError), transaction.atomic():
        Bruger.objects.create_user("NY@kommune.example", PASSWORD, navn="To")


def test_logging_in_takes_the_email_in_capitals(client):
    BrugerFactory(email="ny@kommune.example")
    data = {"login": "NY@Kommune.example", "password": PASSWORD}

    response = client.post(reverse("account_login"), data)

    assert response.url == reverse("admin:index")


def test_a_leader_sees_those_at_the_own_place(leder, medarbejder, other_leder):
    assert {*Bruger.objects.visible_to(leder)} == {leder, medarbejder}


def test_a_leader_no_longer_sees_those_who_have_left(leder, institution):
    left = employed(institution, fra=-10, til=-1)
    leaving = employed(institution, fra=-10, til=0)

    visible = Bruger.objects.visible_to(leder)

    assert leaving in visible
    assert left not in visible


@pytest.mark.parametrize("name", ["koordinator", "administrator"])
def test_who_works_with_all_places_sees_everyone(leder, other_leder, request, name):
    someone = request.getfixturevalue(name)

    assert {*Bruger.objects.visible_to(someone)} == {leder, other_leder, someone}


def test_who_has_no_place_sees_oneself_alone(leder):
    bruger = BrugerFactory()

    assert [*Bruger.objects.visible_to(bruger)] == [bruger]


@pytest.mark.parametrize("name", ["leder", "medarbejder"])
def test_one_sees_the_places_one_works_at(request, name, institution):
    InstitutionFactory()
    someone = request.getfixturevalue(name)

    assert [*Institution.objects.visible_to(someone)] == [institution]


def test_a_place_is_gone_the_day_after_the_role_ends(institution):
    left = employed(institution, fra=-10, til=-1)
    not_begun = employed(institution, fra=1)

    for bruger in (left, not_begun):
        assert not Institution.objects.visible_to(bruger).exists()


def test_a_leader_changes_staff_of_the_own_place(client, leder, medarbejder):
    client.force_login(leder)

    assert change(client, medarbejder, navn="Nyt Navn").status_code == 302

    medarbejder.refresh_from_db()
    assert medarbejder.navn == "Nyt Navn"


def test_a_leader_finds_no_one_of_another_place(client, leder, other_leder):
    client.force_login(leder)

    assert change(client, other_leder, navn="Kapret").status_code == 404

    other_leder.refresh_from_db()
    assert other_leder.navn != "Kapret"


@pytest.mark.parametrize("above", [roles.ADMINISTRATOR, "superuser"])
def test_a_leader_cannot_change_an_administrator(client, leder, institution, above):
    boss = employed(institution, is_superuser=above == "superuser")
    boss.groups.add(*Group.objects.filter(name=above))
    client.force_login(leder)

    assert change(client, boss, navn="Kapret").status_code == 403

    boss.refresh_from_db()
    assert boss.navn != "Kapret"


def test_a_coordinator_cannot_change_an_administrator(
    client, koordinator, administrator
):
    client.force_login(koordinator)

    assert change(client, administrator, navn="Kapret").status_code == 403

    administrator.refresh_from_db()
    assert administrator.navn != "Kapret"


def test_a_leader_can_change_neither_groups_email_nor_access(
    client, leder, medarbejder
):
    client.force_login(leder)
    group = Group.objects.get(name=roles.ADMINISTRATOR)
    before = medarbejder.email

    change(
        client,
        medarbejder,
        groups=[group.pk],
        email="tyv@example.org",
        is_superuser="on",
        password="x",
    )

    medarbejder.refresh_from_db()
    assert [g.name for g in medarbejder.groups.all()] == [roles.MEDARBEJDER]
    assert medarbejder.email == before
    assert medarbejder.is_active
    assert not medarbejder.is_superuser
    assert medarbejder.check_password(PASSWORD)


def test_a_leader_gives_no_rights_to_oneself(client, leder):
    client.force_login(leder)
    group = Group.objects.get(name=roles.KOORDINATOR)

    change(client, leder, groups=[group.pk])

    assert [g.name for g in leder.groups.all()] == [roles.LEDER]


def test_staff_change_no_one(client, medarbejder, leder):
    client.force_login(medarbejder)

    change(client, leder, navn="Kapret")

    leder.refresh_from_db()
    assert leder.navn != "Kapret"


def test_an_administrator_gives_a_role(client, administrator, medarbejder):
    client.force_login(administrator)
    group = Group.objects.get(name=roles.KOORDINATOR)

    change(client, medarbejder, groups=[group.pk], is_active="on")

    held = {group.name for group in medarbejder.groups.all()}
    assert held == {roles.KOORDINATOR, roles.MEDARBEJDER}
    assert Logpost.objects.about(medarbejder).get().hvem == administrator


def test_anonymise_removes_who_it_was_and_keeps_the_log(leder, institution):
    post = log.write("rettede", institution, by=leder)
    before = {leder.email, leder.navn}

    actions.anonymise(leder, by=None)

    leder.refresh_from_db()
    assert not {leder.email, leder.navn} & before
    assert (leder.funktion, leder.telefon, leder.is_active) == ("", "", False)
    assert not leder.has_usable_password()
    assert not leder.groups.exists()
    assert Logpost.objects.get(pk=post.pk).hvem == leder


def test_someone_made_anonymous_is_in_no_list(client, administrator, leder):
    actions.anonymise(leder, by=None)
    client.force_login(administrator)

    assert change(client, leder, navn="Tilbage").status_code == 404


def test_nightly_takes_the_group_of_a_role_that_ended(institution):
    left = employed(institution, fra=-10, til=-1)
    leaving = employed(institution, fra=-10, til=0)

    call_command("nightly")

    assert not left.groups.exists()
    assert leaving.groups.exists()
    assert Logpost.objects.about(left).get().handling == "mistede adgang"


def test_nightly_leaves_the_group_of_who_has_the_role_elsewhere(institution):
    moved = employed(institution, fra=-10, til=-1)
    InstitutionsrolleFactory(bruger=moved, rolle=Rolle.MEDARBEJDER)

    call_command("nightly")

    assert moved.groups.get().name == roles.MEDARBEJDER


def test_nightly_takes_only_the_group_that_ended(institution):
    promoted = employed(institution, fra=-10, til=-1)
    held = InstitutionsrolleFactory(bruger=promoted, institution=institution)
    promoted.groups.add(held.gruppe, Group.objects.get(name=roles.KOORDINATOR))

    call_command("nightly")

    left = {group.name for group in promoted.groups.all()}
    assert left == {roles.LEDER, roles.KOORDINATOR}


def test_a_leader_ends_a_role_by_its_last_day(client, leder, medarbejder):
    held = medarbejder.institutionsroller.get()
    client.force_login(leder)

    change(
        client,
        medarbejder,
        **{
            "institutionsroller-TOTAL_FORMS": 1,
            "institutionsroller-INITIAL_FORMS": 1,
            "institutionsroller-0-id": held.pk,
            "institutionsroller-0-bruger": medarbejder.pk,
            "institutionsroller-0-til": TODAY.isoformat(),
        },
    )

    held.refresh_from_db()
    assert held.til == TODAY
    assert Logpost.objects.about(medarbejder).filter(hvem=leder).exists()


@pytest.mark.parametrize(
    ("days", "is_anonymous"),
    [(deletion.KEEP_STAFF.days - 1, False), (deletion.KEEP_STAFF.days + 1, True)],
)
def test_nightly_makes_who_left_anonymous_after_half_a_year(
    institution, days, is_anonymous
):
    left = employed(institution, fra=-900, til=-days)

    call_command("nightly")

    left.refresh_from_db()
    assert bool(left.anonymiseret_den) is is_anonymous


def test_nightly_leaves_those_without_a_place_but_with_a_group(koordinator):
    call_command("nightly")

    koordinator.refresh_from_db()
    assert koordinator.anonymiseret_den is None


def test_nightly_leaves_who_has_come_back(institution):
    back = employed(institution, fra=-900, til=-400)
    InstitutionsrolleFactory(bruger=back)

    call_command("nightly")

    back.refresh_from_db()
    assert back.anonymiseret_den is None
    assert Institutionsrolle.objects.active().filter(bruger=back).exists()


def test_a_prolonged_role_gives_its_abilities_back(medarbejder):
    rolle = medarbejder.institutionsroller.get()
    rolle.til = timezone.localdate() - timedelta(days=1)
    rolle.fra = rolle.til
    rolle.save()
    actions.align_groups()
    assert not medarbejder.groups.exists()

    rolle.til = None
    rolle.save()
    actions.align_groups()

    assert medarbejder.groups.get().name == roles.MEDARBEJDER


def test_anonymise_leaves_no_trace_in_the_log_values(koordinator, medarbejder):
    log.write("rettede", medarbejder, by=koordinator, changes={"navn": ("Ida", "Bo")})

    actions.anonymise(medarbejder, by=None)

    posts = Logpost.objects.about(medarbejder)
    assert posts.filter(handling="rettede").exists()
    assert not Logvaerdi.objects.filter(logpost__in=posts).exists()


def test_anonymise_takes_the_address_that_allauth_kept(client, medarbejder):
    client.post(reverse("account_reset_password"), {"email": medarbejder.email})
    assert EmailAddress.objects.filter(user=medarbejder).exists()

    actions.anonymise(medarbejder, by=None)

    assert not EmailAddress.objects.exists()


def test_nightly_makes_an_invitation_that_was_never_used_anonymous():
    old, new = BrugerFactory(), BrugerFactory()
    half_a_year = timezone.now() - timedelta(days=190)
    Bruger.objects.filter(pk=old.pk).update(oprettet_den=half_a_year)

    deletion.anonymise_brugere()

    old.refresh_from_db()
    new.refresh_from_db()
    assert old.anonymiseret_den
    assert not new.anonymiseret_den


def test_nightly_takes_the_group_of_an_editor_whose_role_ended(redaktoer):
    redaktoer.redaktoerroller.update(
        fra=TODAY - timedelta(days=9), til=TODAY - timedelta(days=1)
    )

    call_command("nightly")

    assert not redaktoer.groups.exists()
    assert Logpost.objects.about(redaktoer).filter(handling="mistede adgang").exists()


@pytest.mark.parametrize(("days", "is_anonymous"), [(10, False), (200, True)])
def test_nightly_makes_an_editor_who_left_anonymous(redaktoer, days, is_anonymous):
    redaktoer.redaktoerroller.update(
        fra=TODAY - timedelta(days=400), til=TODAY - timedelta(days=days)
    )

    call_command("nightly")

    redaktoer.refresh_from_db()
    assert bool(redaktoer.anonymiseret_den) is is_anonymous


def test_who_was_made_anonymous_gets_no_group_back(redaktoer):
    actions.anonymise(redaktoer, by=None)

    actions.align_groups()

    assert not redaktoer.groups.exists()


def test_a_leader_cannot_change_staff_who_also_edit_a_fagomraade(
    client, leder, medarbejder
):
    RedaktoerrolleFactory(bruger=medarbejder)
    actions.align_groups([medarbejder])
    client.force_login(leder)

    assert change(client, medarbejder, navn="Kapret").status_code == 403


def test_a_coordinator_ends_the_role_of_an_editor(client, koordinator, redaktoer):
    held = redaktoer.redaktoerroller.get()
    client.force_login(koordinator)

    change(
        client,
        redaktoer,
        is_active="on",
        **{
            "redaktoerroller-TOTAL_FORMS": 1,
            "redaktoerroller-INITIAL_FORMS": 1,
            "redaktoerroller-0-id": held.pk,
            "redaktoerroller-0-bruger": redaktoer.pk,
            "redaktoerroller-0-til": TODAY.isoformat(),
        },
    )

    held.refresh_from_db()
    assert held.til == TODAY
