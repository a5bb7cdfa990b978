import traceback
from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag import mail
from rudersdal_frivillig.grundlag.models import Brev, Logpost
from rudersdal_frivillig.grundlag.models.brev import MAX_FORSOEG
from tests.factories import BrevFactory, BrugerFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

TO = "borger.hemmelig@example.org"


def write():
    return mail.write_text(to=TO, subject="Hej", text="Hej med dig.")


def test_write_is_undone_with_the_callers_transaction():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Brev.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_write_queues_one_task_with_nothing_but_the_id():
    brev = write()

    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [brev.pk], "kwargs": {}}


def test_write_takes_the_subject_from_the_first_line(settings, leder):
    brev = mail.write(to=TO, template="rolle", bruger=leder, rolle="Leder")

    assert brev.emne == "Du har fået en ny rolle på Rudersdal Frivillig"
    assert brev.tekst.startswith("Hej Leder\n")
    assert f"{settings.SITE_ADDRESS}{reverse('admin:index')}" in brev.tekst


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\nBcc: tyv@example.org"])
def test_a_subject_cannot_add_headers(mailoutbox, ending):
    brev = mail.write_text(to=TO, subject=f"Hej{ending}du", text="Hej.")

    mail.deliver.call(brev.pk)

    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == [TO]
    assert mailoutbox[0].message()["Bcc"] is None


def test_delivering_sends_the_mail_and_marks_it(mailoutbox, work):
    brev = write()

    work()

    brev.refresh_from_db()
    assert [sent.to for sent in mailoutbox] == [[TO]]
    assert mailoutbox[0].message()["Message-ID"] == brev.besked_id
    assert brev.sendt_den is not None


def test_a_second_delivery_sends_nothing(mailoutbox):
    brev = write()

    mail.deliver.call(brev.pk)
    mail.deliver.call(brev.pk)

    assert len(mailoutbox) == 1


@commits
def test_two_workers_at_the_same_mail_send_it_once(smtp):
    smtp.seconds_to_think = 0.3
    brev = BrevFactory()

    at_once(*[lambda: mail.deliver.call(brev.pk)] * 2)

    assert smtp.accepted == [brev.besked_id]


def test_a_refused_mail_counts_an_attempt_and_is_not_sent(smtp):
    smtp.refuses = True
    brev = write()

    with pytest.raises(mail.NotSent):
        mail.deliver.call(brev.pk)

    brev.refresh_from_db()
    assert (brev.forsoeg, brev.sendt_den) == (1, None)
    assert brev.fejl == "SMTPRecipientsRefused"


def test_a_refused_mail_names_no_recipient(smtp, work):
    smtp.refuses = True
    brev = write()

    with pytest.raises(mail.NotSent) as refusal:
        mail.deliver.call(brev.pk)
    DBTaskResult.objects.update(worker_ids=["spent"] * MAX_FORSOEG)
    work()

    assert "hemmelig" not in "".join(traceback.format_exception(refusal.value))
    failed = DBTaskResult.objects.failed().get()
    assert "NotSent" in failed.traceback
    assert "hemmelig" not in failed.traceback
    brev.refresh_from_db()
    assert "hemmelig" not in brev.fejl


def _attempts(work, time_machine, *, step, until):
    """Minutes after its first attempt at which the mail was tried again."""
    start = timezone.now().replace(microsecond=0)
    seen = []
    for minutes in range(0, until, step):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        before = Brev.objects.get().forsoeg
        work()
        if Brev.objects.get().forsoeg > before:
            seen.append(minutes)
    return seen


def test_a_failed_mail_waits_longer_each_time_until_it_is_given_up(
    smtp, work, time_machine
):
    smtp.refuses = True
    brev = write()

    tried = _attempts(work, time_machine, step=1, until=48)
    tried += [m + 47 for m in _attempts(work, time_machine, step=20, until=1200)]

    waits = [after - before for before, after in pairwise(tried)]
    assert len(tried) == MAX_FORSOEG
    assert waits == sorted(set(waits))
    assert waits[:3] == [1, 5, 30]
    assert list(Brev.objects.given_up()) == [brev]


def test_a_mail_that_failed_twice_is_sent_the_third_time(smtp, work, time_machine):
    smtp.refuses = True
    brev = write()
    _attempts(work, time_machine, step=1, until=5)

    smtp.refuses = False
    _attempts(work, time_machine, step=1, until=5)

    brev.refresh_from_db()
    assert smtp.accepted == [brev.besked_id]
    assert (brev.forsoeg, brev.fejl) == (2, "")
    assert not Brev.objects.given_up().exists()


def _press_send_again(client, bruger, brev):
    client.force_login(bruger)
    data = {"action": "resend", "_selected_action": [brev.pk]}
    return client.post(reverse("admin:grundlag_brev_changelist"), data)


def test_given_up_mails_can_be_sent_again_in_the_admin(
    client, koordinator, mailoutbox, work
):
    brev = BrevFactory(forsoeg=MAX_FORSOEG, fejl="OSError")

    _press_send_again(client, koordinator, brev)
    work()

    brev.refresh_from_db()
    assert [sent.to for sent in mailoutbox] == [[brev.til]]
    assert brev.sendt_den is not None
    assert Logpost.objects.about(brev).get().hvem == koordinator


def test_a_mail_that_is_still_being_tried_is_not_sent_again(client, koordinator):
    brev = BrevFactory(forsoeg=MAX_FORSOEG - 1)

    _press_send_again(client, koordinator, brev)

    assert not DBTaskResult.objects.exists()


def test_seeing_mails_gives_no_right_to_send_them(client):
    viewer = BrugerFactory()
    viewer.user_permissions.add(Permission.objects.get(codename="view_brev"))
    brev = BrevFactory(forsoeg=MAX_FORSOEG)

    _press_send_again(client, viewer, brev)

    assert not DBTaskResult.objects.exists()


def test_a_leader_sees_no_mails(client, leder):
    brev = BrevFactory(forsoeg=MAX_FORSOEG)

    response = _press_send_again(client, leder, brev)

    assert response.status_code == 403
    assert not DBTaskResult.objects.exists()


def test_the_admin_does_not_show_the_text_of_a_mail(client, administrator):
    brev = BrevFactory(tekst="Dit link er personligt-link.")
    client.force_login(administrator)

    page = client.get(reverse("admin:grundlag_brev_change", args=[brev.pk]))

    assert page.status_code == 200
    assert brev.til in page.text
    assert "personligt-link" not in page.text


def test_requeue_lost_queues_what_no_task_will_send(mailoutbox, work):
    waiting, lost = write(), BrevFactory()
    BrevFactory(sendt_den=timezone.now())
    BrevFactory(forsoeg=MAX_FORSOEG)

    assert mail.requeue_lost() == 1
    assert mail.requeue_lost() == 0

    work()
    sent = {message.message()["Message-ID"] for message in mailoutbox}
    assert sent == {waiting.besked_id, lost.besked_id}
    assert len(mailoutbox) == 2
