import threading
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Brev, Koersel
from tests.factories import BrevFactory, BrugerFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

HOUR, NIGHT = Koersel.Navn.HVER_TIME, Koersel.Navn.HVER_NAT
DENMARK = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def jobs(monkeypatch):
    """The only jobs there are; none to begin with."""
    jobs = {HOUR: {}, NIGHT: {}}
    monkeypatch.setattr(schedule, "jobs", jobs)
    return jobs


def at(text, fold=0):
    """A moment by Danish clocks; `fold` 1 for the second 2 o'clock in October."""
    return datetime.fromisoformat(text).replace(tzinfo=DENMARK, fold=fold)


def ran(navn, moment):
    Koersel.objects.create(navn=navn, startet_den=moment)


@commits
def test_of_two_runs_at_once_one_does_the_work(jobs):
    has_begun, may_end = threading.Event(), threading.Event()

    def work():
        has_begun.set()
        assert may_end.wait(10)
        return "gjort"

    def come_late():
        assert has_begun.wait(10)
        try:
            return schedule.run(NIGHT), schedule.run(HOUR)
        finally:
            may_end.set()

    jobs[NIGHT]["Arbejde"] = work
    koersel, (second, other) = at_once(lambda: schedule.run(NIGHT), come_late)

    assert koersel.rapport == {"Arbejde": "gjort"}
    assert second is None
    assert other.navn == HOUR
    assert Koersel.objects.filter(navn=NIGHT).count() == 1


@commits
def test_a_finished_run_lets_the_next_one_in(jobs):
    at_once(lambda: schedule.run(NIGHT))

    assert schedule.run(NIGHT) is not None


def test_a_failing_job_is_undone_reported_and_does_not_stop_the_others(jobs, caplog):
    def fail():
        BrevFactory(emne="halvt")
        raise ZeroDivisionError

    def succeed():
        BrevFactory(emne="helt")
        return "1 skrevet"

    jobs[NIGHT] = {"Går galt": fail, "Går godt": succeed}

    koersel = schedule.run(NIGHT)

    assert koersel.rapport == {
        "Går galt": "Fejl: ZeroDivisionError",
        "Går godt": "1 skrevet",
    }
    assert koersel.antal_fejl == 1
    assert koersel.sluttet_den is not None
    assert Brev.objects.get().emne == "helt"
    assert "The job 'Går galt' failed" in caplog.text


@pytest.mark.parametrize(("command", "navn"), [("hourly", HOUR), ("nightly", NIGHT)])
def test_a_command_with_a_failing_job_fails_and_says_which(jobs, command, navn):
    jobs[navn] = {"Går galt": lambda: 1 / 0, "Går godt": lambda: "fint"}

    with pytest.raises(CommandError, match="Går galt: Fejl: ZeroDivisionError"):
        call_command(command)

    assert Koersel.objects.get().antal_fejl == 1


@pytest.mark.parametrize("command", ["hourly", "nightly"])
def test_a_command_run_twice_finds_nothing_more_to_do(command):
    BrevFactory(sendt_den=timezone.now() - timedelta(days=91))
    BrugerFactory()

    first, second = StringIO(), StringIO()
    call_command(command, stdout=first)
    call_command(command, stdout=second)

    numbers = [line.split(": ")[1] for line in second.getvalue().splitlines()]
    assert numbers
    assert all(number.startswith("0 ") for number in numbers)
    assert not Koersel.objects.exclude(antal_fejl=0).exists()


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        ("2026-11-30 14:00", "2026-11-30 14:59", False),
        ("2026-11-30 14:59", "2026-11-30 15:00", True),
        ("2026-11-30 23:59", "2026-12-01 00:00", True),
        ("2026-11-29 14:30", "2026-11-30 14:30", True),
    ],
)
def test_the_hourly_work_is_due_once_in_each_hour(last, now, is_due):
    ran(HOUR, at(last))

    assert schedule.is_due(HOUR, at(now)) is is_due


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        ("2026-11-30 03:00", "2026-11-30 23:59", False),
        ("2026-11-30 03:00", "2026-12-01 00:00", False),
        ("2026-11-30 03:00", "2026-12-01 02:59", False),
        ("2026-11-30 03:00", "2026-12-01 03:00", True),
        ("2026-12-01 02:59", "2026-12-01 03:00", True),
        # The machine was off at three.
        ("2026-11-30 03:00", "2026-12-01 09:15", True),
        ("2026-12-01 09:15", "2026-12-01 23:00", False),
        ("2026-12-01 09:15", "2026-12-02 03:00", True),
    ],
)
def test_the_nightly_work_is_due_once_after_three_o_clock(last, now, is_due):
    ran(NIGHT, at(last))

    assert schedule.is_due(NIGHT, at(now)) is is_due


@pytest.mark.parametrize("navn", [HOUR, NIGHT])
def test_work_that_never_ran_is_due(navn):
    assert schedule.is_due(navn)


def test_one_work_does_not_stand_for_the_other():
    ran(HOUR, at("2026-12-01 03:10"))

    assert schedule.is_due(NIGHT, at("2026-12-01 03:20"))
    assert not schedule.is_due(HOUR, at("2026-12-01 03:20"))


def _runs(navn, start, hours):
    """When `navn` runs from `start` on if asked every ten minutes."""
    start = start.astimezone(ZoneInfo("UTC"))
    ran(navn, start - timedelta(minutes=1))
    runs = []
    for minutes in range(0, hours * 60, 10):
        now = start + timedelta(minutes=minutes)
        if schedule.is_due(navn, now):
            ran(navn, now)
            runs.append(now.astimezone(DENMARK).strftime("%d. %H:%M"))
    return runs


def test_in_spring_the_night_without_two_o_clock_is_worked_once():
    runs = _runs(NIGHT, at("2027-03-27 12:00"), hours=48)

    assert runs == ["28. 03:00", "29. 03:00"]


def test_in_autumn_the_night_with_two_o_clock_twice_is_worked_once():
    runs = _runs(NIGHT, at("2027-10-30 12:00"), hours=48)

    assert runs == ["31. 03:00", "01. 03:00"]


def test_the_hourly_work_runs_every_hour_of_the_night_in_spring():
    runs = _runs(HOUR, at("2027-03-28 00:00"), hours=4)

    assert runs == ["28. 00:00", "28. 01:00", "28. 03:00", "28. 04:00"]


def test_the_hourly_work_runs_in_both_hours_called_two_in_autumn():
    runs = _runs(HOUR, at("2027-10-31 00:00"), hours=5)

    assert runs == ["31. 00:00", "31. 01:00", "31. 02:00", "31. 02:00", "31. 03:00"]
