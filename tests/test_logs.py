"""What the log holds: a line per request, and nothing of what visitors wrote."""

import io
import json
import logging
import re

import pytest

from rudersdal_frivillig import logs
from rudersdal_frivillig.grundlag import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(settings):
    """Call it for the lines that the portal's own handler has written, as dicts."""
    stream = io.StringIO()
    root = logging.getLogger()
    handler = next(
        h for h in root.handlers if isinstance(h.formatter, logs.JsonFormatter)
    )
    before, level = handler.setStream(stream), root.level
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.setLevel(level)
    handler.setStream(before)


@pytest.fixture
def broken(client, monkeypatch):
    def fail(request):
        raise ValueError

    panel = registry.Panel("opgavebank/forside.html", fail)
    monkeypatch.setattr(registry, "forside", [panel])
    client.raise_request_exception = False


def test_log_has_a_line_of_facts_for_a_request(client, log):
    client.get("/opgaver/")

    (line,) = log()
    assert line["level"] == "INFO"
    assert line["logger"] == "rudersdal_frivillig.request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "opgaver/", 200)
    assert line["ms"] > 0
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00$", line["time"])


def test_log_line_and_answer_have_the_same_number(client, log):
    first, second = client.get("/opgaver/"), client.get("/opgaver/")

    numbers = [answer.headers["X-Request-ID"] for answer in (first, second)]
    assert [line["request_id"] for line in log()] == numbers
    assert numbers[0] != numbers[1]


def test_log_takes_a_well_formed_number_from_the_proxy(client, log):
    response = client.get("/opgaver/", headers={"X-Request-ID": "proxy-0123.abc_D"})

    assert response.headers["X-Request-ID"] == "proxy-0123.abc_D"
    assert log()[0]["request_id"] == "proxy-0123.abc_D"


@pytest.mark.parametrize(
    "given",
    ["short", "x" * 65, "has a space", 'quote"quote', "æøåæøåæøå", "12345678\n"],
)
def test_log_gives_a_number_of_its_own_for_one_that_is_not_well_formed(
    client, log, given
):
    response = client.get("/opgaver/", headers={"X-Request-ID": given})

    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-ID"])
    assert given.strip() not in json.dumps(log(), ensure_ascii=False)


SECRET = "hemmelig-sag-4711"


@pytest.mark.parametrize(
    "path",
    [
        f"/opgaver/?q={SECRET}",
        f"/findes/ikke/{SECRET}/",
        f"/adgang/{SECRET}/",
        f"/konto/glemt/1-{SECRET}/",
        f"/admin/{SECRET}/",
        f"/opgaver/1-{SECRET}/",
        f"/opgaver/%00{SECRET}",
    ],
)
def test_log_holds_no_word_of_the_address(client, log, path):
    client.get(path, headers={"Referer": f"http://testserver/{SECRET}"})

    assert log()
    assert SECRET not in json.dumps(log())


def test_log_of_a_failure_holds_its_traceback_and_no_word_of_the_address(
    client, log, broken
):
    client.get(f"/?q={SECRET}")

    failure = next(line for line in log() if line["level"] == "ERROR")
    assert "ValueError" in failure["traceback"]
    assert failure["message"] == "GET /"
    assert SECRET not in json.dumps(log())


@pytest.mark.parametrize("enforce_csrf_checks", [False, True])
def test_log_holds_nothing_of_a_form(client, log, enforce_csrf_checks):
    client.handler.enforce_csrf_checks = enforce_csrf_checks
    typed = {"login": f"{SECRET}@kommune.example", "password": SECRET}

    client.post("/konto/log-ind/?next=/admin/", typed)
    client.post("/konto/glemt/", {"email": f"{SECRET}@kommune.example"})

    assert log()
    assert SECRET not in json.dumps(log())
    assert "@" not in json.dumps(log())


def test_log_writes_danish_letters_as_they_are():
    record = logging.makeLogRecord({"msg": "Kørslen %s", "args": ("gik galt",)})

    line = logs.JsonFormatter().format(record)

    assert '"message": "Kørslen gik galt"' in line
    assert "\n" not in line
