from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import TRANSITIONS, OpslagStatus
from opgavebank.constraints import MAX_DAYS
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Logpost
from tests.factories import BrugerFactory, OpslagFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

VERBS = {
    OpslagStatus.AKTIV: actions.publish,
    OpslagStatus.PAUSE: actions.pause,
    OpslagStatus.BESAT: actions.mark_besat,
    OpslagStatus.ARKIV: actions.archive,
}
PAIRS = [(before, after) for before in OpslagStatus for after in VERBS]
ALLOWED = [pair for pair in PAIRS if pair[1] in TRANSITIONS[pair[0]]]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


def in_status(status, **fields):
    """A post that has once been published and is now in `status`."""
    archived = timezone.now() if status == OpslagStatus.ARKIV else None
    stamps = {"offentliggjort_den": timezone.now(), "arkiveret_den": archived}
    return OpslagFactory(status=status, **stamps | fields)


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_actions_go_where_transitions_allow(before, after, leder):
    opslag = in_status(before)

    VERBS[after](opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.status == after


@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_actions_refuse_what_transitions_leave_out(before, after, leder):
    opslag = in_status(before)

    with pytest.raises(ValidationError, match="kan ikke blive"):
        VERBS[after](opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.status == before
    assert not Logpost.objects.about(opslag).exists()


def test_transitions_end_in_the_archive_and_lead_back_to_a_draft_unapproved():
    to_draft = {s for s, after in TRANSITIONS.items() if OpslagStatus.KLADDE in after}

    assert TRANSITIONS[OpslagStatus.ARKIV] == set()
    assert to_draft == {OpslagStatus.TIL_GODKENDELSE}
    assert {*TRANSITIONS} == {*OpslagStatus}


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ({"resume": ""}, "Skriv kort, hvad man gør"),
        ({"det_goer_du": ""}, "hvad den frivillige gør"),
        ({"det_goer_personalet": ""}, "hvad personalet gør"),
        ({"kontakt_telefon": ""}, "hvem man kontakter"),
        ({"stedfortraeder_funktion": ""}, "Skriv en stedfortræder"),
        ({"supplerer_personalet": False}, "supplerer personalet"),
        ({"droeftet": ""}, "personalegruppen eller MED"),
        ({"tidspunkter": []}, "Vælg hvornår"),
        ({"maalgrupper": []}, "hvem man hjælper"),
        ({"egnet_for": []}, "hvem opgaven passer til"),
    ],
)
def test_publish_says_in_danish_what_is_missing(missing, message, leder):
    opslag = OpslagFactory(**missing)

    with pytest.raises(ValidationError, match=message):
        actions.publish(opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.KLADDE
    assert opslag.offentliggjort_den is None


def test_publish_says_everything_that_is_missing_at_once(leder):
    opslag = OpslagFactory(resume="", stedfortraeder_telefon="", tidspunkter=[])

    with pytest.raises(ValidationError) as refused:
        actions.publish(opslag, by=leder)

    assert len(refused.value.messages) == 3


def test_publish_starts_the_180_days_afresh(leder):
    first = timezone.localdate() - timedelta(days=MAX_DAYS - 10)
    opslag = in_status(
        OpslagStatus.PAUSE, vises_fra=first, vises_til=first + timedelta(MAX_DAYS)
    )
    last = opslag.vises_til

    actions.publish(opslag, by=leder)

    assert opslag.vises_fra == timezone.localdate()
    assert opslag.vises_til == last
    opslag.vises_til = timezone.localdate() + timedelta(days=MAX_DAYS)
    opslag.full_clean()


def test_publish_gives_a_lapsed_post_new_days(leder):
    past = timezone.localdate() - timedelta(days=200)
    opslag = in_status(
        OpslagStatus.UDLOEBET, vises_fra=past, vises_til=past + timedelta(days=90)
    )

    actions.publish(opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.is_public
    assert opslag.vises_til > timezone.localdate()


def test_publish_keeps_when_it_first_was_published(leder):
    first = timezone.now() - timedelta(days=30)
    opslag = in_status(OpslagStatus.PAUSE, offentliggjort_den=first)

    actions.publish(opslag, by=leder)

    assert opslag.offentliggjort_den == first


def test_publish_reads_the_row_anew_before_it_judges(leder):
    opslag = OpslagFactory()
    Opslag.objects.filter(pk=opslag.pk).update(resume="")

    with pytest.raises(ValidationError, match="Skriv kort"):
        actions.publish(opslag, by=leder)


def test_archive_says_when(leder):
    opslag = in_status(OpslagStatus.BESAT)

    actions.archive(opslag, by=leder)

    opslag.refresh_from_db()
    assert timezone.now() - opslag.arkiveret_den < timedelta(minutes=1)


def test_actions_write_who_did_what_in_the_log(leder):
    opslag = OpslagFactory()

    actions.publish(opslag, by=leder)

    post = Logpost.objects.about(opslag).get()
    assert post.hvem == leder
    said = {v.felt: (v.foer, v.efter) for v in post.vaerdier.all()}
    assert said == {"status": ("Kladde", "Aktiv"), "supplerer_personalet": ("", "ja")}


@pytest.mark.parametrize("status", [OpslagStatus.AKTIV, OpslagStatus.PAUSE])
@pytest.mark.parametrize(
    ("now", "is_over"),
    [("2026-03-10T23:30+01:00", False), ("2026-03-11T00:30+01:00", True)],
)
def test_nightly_lets_a_post_lapse_on_the_day_after_its_last(status, now, is_over):
    """Both times are on 10 March in UTC; Copenhagen's day decides."""
    last = date(2026, 3, 10)
    with time_machine.travel(now, tick=False):
        opslag = in_status(status, vises_fra=date(2026, 3, 1), vises_til=last)

        call_command("nightly", verbosity=0)

    opslag.refresh_from_db()
    assert (opslag.status == OpslagStatus.UDLOEBET) == is_over
    assert Logpost.objects.about(opslag).exists() == is_over


@pytest.mark.parametrize(
    ("now", "code"),
    [("2026-07-10T23:30+02:00", 200), ("2026-07-11T00:30+02:00", 410)],
)
def test_opslag_closes_at_midnight_before_the_night_has_run(client, now, code):
    day = date(2026, 7, 10)
    with time_machine.travel(now, tick=False):
        opslag = OpslagFactory(aktiv=True, vises_fra=day, vises_til=day)

        assert client.get(opslag.get_absolute_url()).status_code == code
        shown = client.get(reverse("opgavebank:opslag_list")).text

    assert (opslag.titel in shown) == (code == 200)


@pytest.mark.parametrize(
    "status", [OpslagStatus.KLADDE, OpslagStatus.BESAT, OpslagStatus.ARKIV]
)
def test_nightly_leaves_what_is_not_live(status):
    past = timezone.localdate() - timedelta(days=10)
    opslag = in_status(status, vises_fra=past, vises_til=past)

    call_command("nightly", verbosity=0)

    opslag.refresh_from_db()
    assert opslag.status == status


def test_nightly_deletes_what_has_lain_two_years_in_the_archive():
    long_ago = timezone.now() - timedelta(days=731)
    old = in_status(OpslagStatus.ARKIV, arkiveret_den=long_ago)
    new = in_status(OpslagStatus.ARKIV)

    call_command("nightly", verbosity=0)

    assert [*Opslag.objects.filter(pk__in=[old.pk, new.pk])] == [new]


def at_once_on_one_draft(*verbs):
    """Let each act on its own copy of one row, and say how it went, winners first."""
    pk = OpslagFactory().pk

    def act(verb, opslag, by):
        try:
            verb(opslag, by=by)
        except ValidationError as error:
            return error.messages[0]
        return "done"

    copies = [(verb, Opslag.objects.get(pk=pk), BrugerFactory()) for verb in verbs]
    answers = at_once(*(partial(act, *copy) for copy in copies))
    return Opslag.objects.get(pk=pk), sorted(answers, key="done".__ne__)


@commits
@pytest.mark.parametrize("verb", [actions.publish, actions.archive])
def test_actions_by_two_people_at_once_have_one_winner(verb):
    opslag, (first, second) = at_once_on_one_draft(verb, verb)

    assert opslag.status != OpslagStatus.KLADDE
    assert first == "done"
    assert "kan ikke blive" in second
    assert Logpost.objects.about(opslag).count() == 1


@commits
@pytest.mark.parametrize("attempt", range(3))
def test_actions_at_once_lose_no_status(attempt):
    opslag, answers = at_once_on_one_draft(actions.publish, actions.archive)

    logposter = Logpost.objects.about(opslag).order_by("pk")
    steps = [v for post in logposter for v in post.vaerdier.filter(felt="status")]
    assert opslag.status == OpslagStatus.ARKIV
    assert len(steps) == answers.count("done")
    assert [step.foer for step in steps[1:]] == [step.efter for step in steps[:-1]]
    assert steps[-1].efter == "Arkiveret"


def test_publish_gives_new_days_to_a_post_that_the_night_has_not_reached(leder):
    opslag = OpslagFactory(aktiv=True)
    Opslag.objects.update(
        vises_fra=timezone.localdate() - timedelta(days=90),
        vises_til=timezone.localdate() - timedelta(days=1),
    )

    actions.publish(opslag, by=leder)

    opslag.refresh_from_db()
    assert opslag.is_public


@pytest.mark.parametrize("status", ["kladde", "til_godkendelse", "besat", "udloebet"])
def test_nightly_archives_what_no_one_has_touched_for_a_year(status):
    old, new = in_status(OpslagStatus(status)), in_status(OpslagStatus(status))
    year = timezone.now() - timedelta(days=366)
    Opslag.objects.filter(pk=old.pk).update(aendret_den=year)

    call_command("nightly")

    old.refresh_from_db()
    new.refresh_from_db()
    assert old.status == OpslagStatus.ARKIV
    assert new.status == status
