"""From draft to archive: approval, renewal, copies, and what the night does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from opgavebank import actions
from opgavebank.choices import TRANSITIONS, Form, OpslagStatus
from opgavebank.constraints import MAX_DAYS
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Brev, Logpost, Rolle
from tests.factories import (
    BrugerFactory,
    FilFactory,
    InstitutionsrolleFactory,
    OpslagFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def strict(institution):
    """Plejecenter Sjælsø, whose posts are approved before citizens see them."""
    institution.kraever_godkendelse = True
    institution.save()
    return institution


@pytest.fixture
def waiting(strict, leder):
    opslag = OpslagFactory(
        institution=strict, oprettet_af=leder, kontakt_email="kontakt@kommune.example"
    )
    actions.publish(opslag, by=leder)
    return opslag


def told():
    """To whom, and about what, the portal has written."""
    return {(brev.til, brev.emne) for brev in Brev.objects.all()}


def in_past(status, days, **fields):
    """A post that was shown until so many days ago, and for 90 days."""
    last = timezone.localdate() - days * DAY
    stamps = {"offentliggjort_den": timezone.now() - (days + 90) * DAY}
    first = last - 90 * DAY
    return OpslagFactory(
        status=status, vises_fra=first, vises_til=last, **stamps | fields
    )


def test_publish_waits_for_approval_where_the_place_asks_for_it(client, waiting):
    assert waiting.status == OpslagStatus.TIL_GODKENDELSE
    assert waiting.indsendt_den
    assert waiting.offentliggjort_den is None
    assert client.get(waiting.get_absolute_url()).status_code == 404


def test_what_waits_for_approval_lacks_nothing(strict, leder):
    opslag = OpslagFactory(institution=strict, resume="", droeftet="")

    with pytest.raises(ValidationError) as refused:
        actions.publish(opslag, by=leder)

    assert len(refused.value.messages) == 2
    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.KLADDE


def test_approving_shows_the_post_and_tells_who_wrote_it(waiting, koordinator, leder):
    actions.publish(waiting, by=koordinator)

    assert waiting.is_public
    subject = f'Nu kan borgerne se "{waiting.titel}"'
    assert told() == {(leder.email, subject), (waiting.kontakt_email, subject)}


def test_koordinator_publishes_without_asking_themselves(strict, koordinator):
    opslag = OpslagFactory(institution=strict)

    actions.publish(opslag, by=koordinator)

    assert opslag.is_public
    assert not Brev.objects.exists()


def test_send_back_says_why_to_who_wrote_it(waiting, koordinator, leder):
    actions.send_back(waiting, by=koordinator, because=" Hvornår på dagen? ")

    assert waiting.status == OpslagStatus.KLADDE
    assert waiting.godkender_skriver == "Hvornår på dagen?"
    assert {til for til, _ in told()} == {leder.email, waiting.kontakt_email}
    assert all("Hvornår på dagen?" in brev.tekst for brev in Brev.objects.all())
    said = Logpost.objects.about(waiting).first().vaerdier.get(felt="godkender_skriver")
    assert said.efter == "Hvornår på dagen?"


def test_send_back_needs_a_reason(waiting, koordinator):
    with pytest.raises(ValidationError, match="hvad der skal ændres"):
        actions.send_back(waiting, by=koordinator, because=" \n")

    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_what_was_sent_back_is_sent_again_without_the_reason(
    waiting, koordinator, leder
):
    actions.send_back(waiting, by=koordinator, because="Hvornår?")

    actions.publish(waiting, by=leder)

    assert (waiting.is_waiting, waiting.godkender_skriver) == (True, "")


def test_what_rests_comes_back_without_new_approval(waiting, koordinator, leder):
    actions.publish(waiting, by=koordinator)
    actions.pause(waiting, by=leder)

    actions.publish(waiting, by=leder)

    assert waiting.is_public


@pytest.mark.parametrize("status", [OpslagStatus.BESAT, OpslagStatus.UDLOEBET])
def test_what_was_over_is_approved_again_and_meanwhile_not_found(
    client, strict, leder, status
):
    opslag = in_past(status, 5, institution=strict)

    actions.renew(opslag, by=leder)

    assert opslag.is_waiting
    assert client.get(opslag.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("days_left", [-1, 0, 13])
def test_renew_shows_a_post_for_90_days_from_now(leder, days_left):
    opslag = in_past(OpslagStatus.AKTIV, -days_left)

    actions.renew(opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.is_public
    assert opslag.vises_til == timezone.localdate() + 90 * DAY


def test_renew_never_shortens_what_is_shown_for_longer(leder):
    last = timezone.localdate() + 150 * DAY
    opslag = OpslagFactory(aktiv=True, vises_til=last)

    actions.renew(opslag, by=leder)

    assert opslag.vises_til == last


@pytest.mark.parametrize(
    "status", [OpslagStatus.PAUSE, OpslagStatus.BESAT, OpslagStatus.UDLOEBET]
)
def test_renew_shows_again_what_was_shown_before(leder, status):
    opslag = in_past(status, 5)

    actions.renew(opslag, by=leder)

    assert opslag.is_public
    assert opslag.vises_til == timezone.localdate() + 90 * DAY


@pytest.mark.parametrize(
    "status", [OpslagStatus.KLADDE, OpslagStatus.TIL_GODKENDELSE, OpslagStatus.ARKIV]
)
def test_renew_refuses_what_has_not_been_shown_and_the_archive(leder, status):
    archived = timezone.now() if status == OpslagStatus.ARKIV else None
    opslag = OpslagFactory(status=status, arkiveret_den=archived)

    with pytest.raises(ValidationError):
        actions.renew(opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.status == status


def test_duplicate_is_a_draft_that_must_be_stood_by_anew(leder):
    opslag = in_past(
        OpslagStatus.BESAT,
        200,
        billede=FilFactory(),
        billede_alt="En have",
        ekstern_url="https://frivilligjob.dk/1",
    )

    new = actions.duplicate(opslag, by=leder)

    assert new.pk != opslag.pk
    assert (new.titel, new.billede) == (opslag.titel, opslag.billede)
    assert (new.status, new.offentliggjort_den) == (OpslagStatus.KLADDE, None)
    assert (new.oprettet_af, new.kopi_af) == (leder, opslag)
    assert (new.supplerer_personalet, new.droeftet, new.ekstern_url) == (False, "", "")
    assert new.vises_til == timezone.localdate() + 90 * DAY


@pytest.mark.parametrize("years", [1, 2])
def test_duplicate_moves_days_that_are_over_to_the_same_weekday_to_come(leder, years):
    first = timezone.localdate() - years * 364 * DAY + 7 * DAY
    opslag = OpslagFactory(starter=first - 30 * DAY, slutter=first - 29 * DAY)

    new = actions.duplicate(opslag, by=leder)

    assert new.slutter >= timezone.localdate()
    assert new.slutter - new.starter == DAY
    assert new.starter.weekday() == opslag.starter.weekday()


def test_duplicate_keeps_the_days_of_what_goes_on(leder):
    today = timezone.localdate()
    opslag = OpslagFactory(starter=today - 10 * DAY, slutter=today + 10 * DAY)

    new = actions.duplicate(opslag, by=leder)

    assert (new.starter, new.slutter) == (opslag.starter, opslag.slutter)


def test_a_place_that_closes_takes_its_posts_along(client, institution):
    live, kladde = (
        OpslagFactory(institution=institution, aktiv=aktiv) for aktiv in (True, False)
    )
    institution.lukket_den = timezone.localdate()
    institution.save()

    call_command("nightly", verbosity=0)

    live.refresh_from_db()
    kladde.refresh_from_db()
    assert {live.status, kladde.status} == {OpslagStatus.ARKIV}
    place = reverse("opgavebank:institution_detail", args=[institution.slug])
    assert "Stedet lukkede" in client.get(place).text
    assert client.get(live.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("verb", [actions.publish, actions.renew])
def test_nothing_is_shown_for_a_place_that_has_closed(institution, leder, verb):
    opslag = in_past(OpslagStatus.AKTIV, 1, institution=institution)
    institution.lukket_den = timezone.localdate()
    institution.save()

    with pytest.raises(ValidationError, match="er lukket"):
        verb(opslag, by=leder)


def test_a_place_that_closes_next_month_goes_on_until_then(institution):
    live = OpslagFactory(institution=institution, aktiv=True)
    institution.lukket_den = timezone.localdate() + 30 * DAY
    institution.save()

    call_command("nightly", verbosity=0)

    live.refresh_from_db()
    assert live.is_public


@pytest.fixture
def contact(leder, institution):
    """A post whose contact is the leader, and whose deputy is not."""
    return OpslagFactory(
        aktiv=True,
        institution=institution,
        kontakt_email=leder.email.upper(),
        stedfortraeder_email="anden@kommune.example",
    )


def end_role(bruger):
    bruger.institutionsroller.update(
        fra=timezone.localdate() - DAY, til=timezone.localdate() - DAY
    )


def shut_out(bruger):
    bruger.is_active = False
    bruger.save()


@pytest.mark.parametrize("leave", [end_role, shut_out])
def test_who_leaves_hands_over_to_the_deputy_who_is_told(contact, leder, leave):
    leave(leder)

    call_command("nightly", verbosity=0)

    contact.refresh_from_db()
    assert contact.kontakt_email == "anden@kommune.example"
    assert contact.stedfortraeder_email == "sted@kommune.example"
    subject = f'Du er nu kontakt på "{contact.titel}"'
    assert told() == {("anden@kommune.example", subject)}


def test_a_deputy_who_leaves_is_replaced_without_a_mail(contact, institution):
    deputy = BrugerFactory(email="anden@kommune.example")
    InstitutionsrolleFactory(
        bruger=deputy, institution=institution, rolle=Rolle.STEDFORTRAEDER
    )
    end_role(deputy)

    actions.hand_over()

    contact.refresh_from_db()
    assert contact.stedfortraeder_email == institution.kontakt_email
    assert not Brev.objects.exists()


def test_a_contact_who_never_worked_at_the_place_is_left_alone(contact):
    outsider = BrugerFactory(email="frivillig@forening.example")
    Opslag.objects.update(kontakt_email=outsider.email)

    assert actions.hand_over() == 0


def test_where_no_one_else_is_known_the_post_stays_and_is_pointed_out(
    contact, leder, institution
):
    Opslag.objects.update(stedfortraeder_email=leder.email)
    type(institution).objects.update(
        kontakt_email=leder.email, stedfortraeder_funktion=""
    )
    shut_out(leder)

    assert actions.hand_over() == 0
    assert list(Opslag.objects.with_someone_gone()) == [contact]


def test_drafts_of_who_left_are_handed_over_and_ended_posts_are_not(contact, leder):
    Opslag.objects.update(status=OpslagStatus.BESAT)
    kladde = OpslagFactory(institution=contact.institution, kontakt_email=leder.email)
    shut_out(leder)

    assert actions.hand_over() == 1
    kladde.refresh_from_db()
    assert kladde.kontakt_funktion == "Leder"


def last_year(**fields):
    """A task of a day that comes round in eight weeks."""
    return in_past(
        OpslagStatus.ARKIV,
        300,
        arkiveret_den=timezone.now(),
        **{
            "form": Form.ENGANG,
            "starter": timezone.localdate() - (365 - 56) * DAY,
        }
        | fields,
    )


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({}, True),
        ({"form": Form.PERIODE}, True),
        ({"form": Form.FAST, "fra_maaned": 5, "til_maaned": 9}, True),
        ({"form": Form.FAST}, False),
        ({"starter": date.today() - (365 - 57) * DAY}, False),
        ({"starter": date.today() - 365 * DAY}, False),
    ],
)
def test_due_again_are_seasonal_posts_eight_weeks_before_their_day(fields, is_due):
    opslag = last_year(**fields)

    assert list(Opslag.objects.due_again()) == [opslag] * is_due


def test_due_again_leaves_what_was_made_anew_and_places_that_closed(leder):
    actions.duplicate(last_year(), by=leder)
    closed = last_year()
    closed.institution.lukket_den = timezone.localdate()
    closed.institution.save()

    assert not Opslag.objects.due_again().exists()


class LifeOfAPost(RuleBasedStateMachine):
    """Whatever people press, in whatever order, the rules hold."""

    def __init__(self):
        super().__init__()
        self.opslag = OpslagFactory()
        self.people = [BrugerFactory(), BrugerFactory(is_superuser=True)]

    def attempt(self, verb, **facts):
        before = self.status()
        try:
            verb(self.opslag, **facts)
        except ValidationError:
            assert self.status() == before
        after = self.status()
        assert after == before or self.is_reachable(before, after)

    def status(self):
        return OpslagStatus(Opslag.objects.get(pk=self.opslag.pk).status)

    def is_reachable(self, before, after):
        """In one step, or in two where a post that was past its day is shown again."""
        first = TRANSITIONS[before]
        return after in first or any(after in TRANSITIONS[way] for way in first)

    @rule(
        verb=st.sampled_from(
            [
                actions.publish,
                actions.renew,
                actions.pause,
                actions.mark_besat,
                actions.archive,
            ]
        ),
        who=st.integers(0, 1),
    )
    def press(self, verb, who):
        self.attempt(verb, by=self.people[who])

    @rule(because=st.sampled_from(["", "Hvornår?"]))
    def send_back(self, because):
        self.attempt(actions.send_back, by=self.people[1], because=because)

    @rule(asks=st.booleans())
    def ask_for_approval(self, asks):
        self.opslag.institution.kraever_godkendelse = asks
        self.opslag.institution.save()

    @rule(days=st.integers(1, 100))
    def time_passes(self, days):
        row = Opslag.objects.get(pk=self.opslag.pk)
        Opslag.objects.filter(pk=row.pk).update(
            vises_fra=row.vises_fra - days * DAY, vises_til=row.vises_til - days * DAY
        )

    @rule()
    def night_falls(self):
        actions.expire_past_their_day()

    @invariant()
    def what_citizens_see_is_whole(self):
        row = Opslag.objects.get(pk=self.opslag.pk)
        assert row.vises_til - row.vises_fra <= MAX_DAYS * DAY
        if row.is_public:
            assert row.offentliggjort_den
            assert not row.godkender_skriver
        actions.check_whole(row)


class TestLifeOfAPost(LifeOfAPost.TestCase, TestCase):
    settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
