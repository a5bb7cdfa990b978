"""Random lives of an application: what is sent never changes, nothing skips a step."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puljer import actions, indhold
from puljer.choices import TRANSITIONS, AnsoegningStatus
from puljer.models import Ansoegning
from tests.factories import BrugerFactory
from tests.puljer.sager import fill_in, open_pulje, start, udgift

pytestmark = pytest.mark.django_db

STEPS = st.one_of(
    st.tuples(st.just("budget"), st.integers(1, 9_999)),
    st.tuples(st.just("titel"), st.sampled_from(["Spil", "Leg", "Æblefest"])),
    *(
        st.tuples(st.just(name), st.none())
        for name in ("send", "discard", "withdraw", "take", "delete")
    ),
)


class Life:
    """Takes steps, and after each sees that all that must hold still does."""

    def __init__(self, runde):
        self.ansoegning = fill_in(start(runde))
        self.deltager = self.ansoegning.deltagere.answering()[0]
        self.staff = BrugerFactory()
        self.sent = []

    def take_step(self, name, value):
        before = AnsoegningStatus(self.ansoegning.status)
        with contextlib.suppress(ValidationError):
            getattr(self, name)(value)
        self.ansoegning = Ansoegning.objects.get(pk=self.ansoegning.pk)
        self.look(before)

    def look(self, before):
        now = AnsoegningStatus(self.ansoegning.status)
        assert now == before or now in TRANSITIONS[before]
        kept = list(self.ansoegning.indsendte.values_list("indhold", "sha256"))
        assert kept[: len(self.sent)] == self.sent
        assert all(indhold.digest(said) == code for said, code in kept)
        self.sent = kept
        assert bool(kept) == self.ansoegning.is_sent == bool(self.ansoegning.nummer)

    def save_of(self, part):
        held = self.ansoegning.versioner.get(part, 0)
        return {"version": held, "at": timezone.now()}

    def budget(self, kroner):
        lines = [udgift(kroner * 100)]
        actions.save_budget(self.ansoegning, lines, timer=0, **self.save_of("budget"))

    def titel(self, text):
        actions.save_om_jer(
            self.ansoegning, {"titel": text}, {}, **self.save_of("om-jer")
        )

    def send(self, _):
        actions.submit(self.ansoegning, at=timezone.now())

    def discard(self, _):
        had_changes = self.ansoegning.has_unsent_changes
        actions.discard_changes(self.ansoegning, at=timezone.now())
        if had_changes:
            made = indhold.build(Ansoegning.objects.get(pk=self.ansoegning.pk))
            last, _ = self.sent[-1]
            assert made == {k: v for k, v in last.items() if k != "erklaeringer"}

    def withdraw(self, _):
        actions.withdraw(self.ansoegning, deltager=self.deltager)

    def take(self, _):
        actions.take(self.ansoegning, by=self.staff)

    def delete(self, _):
        # Only tried on what was sent, where it must be refused.
        if self.ansoegning.is_sent:
            with pytest.raises(ValidationError):
                actions.delete_draft(self.ansoegning)


@pytest.fixture
def runder():
    """One with a deadline, and one without."""
    return [open_pulje(), open_pulje(frist=None)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.sampled_from([0, 1]), steps=st.lists(STEPS, max_size=12))
def test_a_life_keeps_what_was_sent_and_obeys_its_transitions(runder, which, steps):
    life = Life(runder[which])

    for name, value in steps:
        life.take_step(name, value)
