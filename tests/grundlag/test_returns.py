"""Reports of mail that did not arrive, as real servers write them."""

import mailbox
from pathlib import Path

import pytest

from rudersdal_frivillig.grundlag import bounces, mail, returnpath, returns
from rudersdal_frivillig.grundlag.models import Brev, Koersel, Logpost
from rudersdal_frivillig.grundlag.schedule import run
from tests.factories import BrevFactory
from tests.grundlag.committed import commits

pytestmark = pytest.mark.django_db

FORMATS = Path(__file__).parent / "returmails"
SENT = "2026-11-24T09:12:04Z"


@pytest.fixture(autouse=True)
def return_path(settings):
    settings.RETURN_PATH = "retur+{}@frivillig.example"


@pytest.fixture
def brev():
    return BrevFactory(til="karen@example.org", sendt_den=SENT)


def report(name, brev, *, to="", id=""):
    raw = (FORMATS / f"{name}.eml").read_text()
    raw = raw.replace("{to}", to or returnpath.address(brev.pk))
    return raw.replace("{id}", id or brev.besked_id).encode()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("postfix", "5.1.1"),
        ("exim", "5.0.0"),
        ("exchange", "5.1.10"),
        ("gmail", "5.1.1"),
        ("sendmail", "5.2.2"),
        ("qmail", "5.1.1"),
        ("opgivet_efter_fem_dage", "4.4.1"),
    ],
)
@pytest.mark.parametrize("known_by", ["return path", "Message-ID"])
def test_a_report_marks_the_mail_that_it_is_about(brev, name, code, known_by):
    other = BrevFactory(sendt_den=SENT)
    sent_to = "svar-ikke@frivillig.example" if known_by == "Message-ID" else ""
    other_id = "<noget-andet@example.org>" if known_by == "return path" else ""

    returns.take(report(name, brev, to=sent_to, id=other_id))

    assert [*Brev.objects.returned()] == [brev]
    assert Brev.objects.get(pk=brev.pk).afvist_kode == code
    assert not Logpost.objects.about(other).exists()


@pytest.mark.parametrize("name", ["forsinket", "fravaer", "laest"])
def test_what_is_no_lasting_failure_marks_nothing(brev, name):
    returns.take(report(name, brev))

    assert not Brev.objects.returned().exists()


def test_a_return_path_with_another_number_is_not_believed(brev):
    other = BrevFactory(sendt_den=SENT)
    signature = returnpath.address(other.pk).partition("-")[2]
    forged = f"retur+{brev.pk}-{signature}"

    returns.take(report("postfix", brev, to=forged, id="<gaet@example.org>"))

    assert not Brev.objects.returned().exists()


def test_a_return_path_stands_a_change_of_case_and_of_the_key(brev, settings):
    address = returnpath.address(brev.pk).upper()
    raw = report("postfix", brev, to=address, id="<x@y>")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en ny"

    returns.take(raw)

    assert Brev.objects.returned().exists()


def test_a_mail_that_was_never_sent_cannot_come_back(brev):
    Brev.objects.filter(pk=brev.pk).update(sendt_den=None)

    returns.take(report("postfix", brev))

    assert not Brev.objects.returned().exists()


def test_the_same_report_twice_is_one(brev):
    returns.take(report("postfix", brev))
    first = Brev.objects.get(pk=brev.pk).afvist_den

    returns.take(report("gmail", brev))

    assert Brev.objects.get(pk=brev.pk).afvist_den == first
    assert Logpost.objects.about(brev).filter(handling="kom retur").count() == 1


def test_a_huge_report_is_read_from_its_beginning(brev):
    raw = report("postfix", brev) + b"A" * 5_000_000

    returns.take(raw)

    assert Brev.objects.returned().exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xe6\xf8\xe5 \x00\xff",
        b"From: MAILER-DAEMON@x\nTo: <>\n\n550 5.1.1\n",
        b"From: <>\nReturn-Path: <>\n\n",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nuden dele",
        b"Content-Type: multipart/report; boundary=a\n\n--a\n"
        b"Content-Type: message/delivery-status\n\nAction: \xe6\nStatus: 5.x\n",
        b"Content-Type: multipart/report; boundary=a\n\n" + b"--a\n" * 5000,
        b"From: postmaster@x\nContent-Type: text/plain; charset=nej\n\n5.1.1 \xe5",
    ],
)
def test_a_broken_mail_is_no_report(brev, raw):
    assert returns.take(raw) == (None, False)


def test_a_report_in_latin_1_is_read(brev):
    raw = report("qmail", brev).replace(b"Sorry,", "Beklager, søren".encode("latin-1"))

    returns.take(raw)

    assert Brev.objects.returned().exists()


def test_the_envelope_carries_the_return_path_and_the_header_does_not(smtp, settings):
    brev = mail.write_text(to="karen@example.org", subject="Hej", text="Hej.")

    mail.deliver.call(brev.pk)

    [(sender, message)] = smtp.envelopes
    assert sender == returnpath.address(brev.pk)
    assert message["From"] == settings.DEFAULT_FROM_EMAIL


def test_without_a_return_path_the_envelope_is_the_header(smtp, settings):
    settings.RETURN_PATH = ""
    brev = mail.write_text(to="karen@example.org", subject="Hej", text="Hej.")

    mail.deliver.call(brev.pk)

    [(sender, _)] = smtp.envelopes
    assert sender in settings.DEFAULT_FROM_EMAIL


def test_bounces_read_no_more_than_its_cap(brev):
    raw = b"X: " + b"y" * bounces.LARGEST + b"\n" + report("postfix", brev)

    assert bounces.read(raw) is None


@pytest.fixture
def maildir(tmp_path, settings):
    settings.RETURN_MAILBOX = f"maildir:{tmp_path}/retur"
    return mailbox.Maildir(tmp_path / "retur")


@commits
def test_the_hourly_work_takes_each_mail_out_of_the_mailbox(maildir):
    brev = BrevFactory(til="karen@example.org", sendt_den=SENT)
    for name in ("postfix", "forsinket", "fravaer"):
        maildir.add(report(name, brev))

    reports = [run(Koersel.Navn.HVER_TIME).rapport["Returmails"] for _ in range(2)]

    assert reports == ["1 kom retur, 1 lagt til side", "0 kom retur, 0 lagt til side"]
    assert len(maildir) == 0
    assert len(maildir.get_folder("Behandlet")) == 2
    assert len(maildir.get_folder("Andet")) == 1


@commits
def test_a_wrong_mailbox_fails_without_its_password(settings, caplog):
    settings.RETURN_MAILBOX = "imaps://retur:hemmeligt@127.0.0.1:1/INBOX"

    koersel = run(Koersel.Navn.HVER_TIME)

    assert koersel.rapport["Returmails"].startswith("Fejl: ")
    assert "hemmeligt" not in caplog.text + str(koersel.rapport)


def test_without_a_mailbox_nothing_is_read(settings):
    settings.RETURN_MAILBOX = ""

    assert returns.collect() == "0 kom retur, ingen postkasse er sat op"


_NESTED = b"".join(
    b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1)
    for n in range(3000)
)


@pytest.mark.parametrize(
    "raw",
    [
        b"Message-ID: <a\0b@c>\n\n5.1.1 no such user",
        b"Content-Type: multipart/mixed; boundary=b0\n\n" + _NESTED,
        b"Content-Type: message/rfc822\n\n" * 3000,
    ],
    ids=["nul", "nested", "forwarded"],
)
def test_a_mail_made_to_break_the_reader_is_no_report(raw):
    assert returns.take(b"From: MAILER-DAEMON@x.example\n" + raw) == (None, False)
