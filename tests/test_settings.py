"""The settings, read anew with the environment that each test describes."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent
NAMES = [
    line.partition("=")[0]
    for line in (ROOT / ".env.example").read_text().splitlines()
    if "=" in line and not line.startswith("#")
]
PRODUCTION = {
    "SECRET_KEY": "Rk3-" + "q9Xv_Tm2Lp7Za" * 5,
    "SITE_ADDRESS": "https://frivillig.example.dk",
    "DATABASE_URL": "postgres://portal:x@db.example/portal",
    "SMTP_HOST": "smtp.example.dk",
}


@pytest.fixture
def read(monkeypatch):
    """Call it for the settings of a machine with only these variables."""

    def read(**environment):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "rudersdal_frivillig/settings.py"))

    return read


def manage(*command, **environment):
    # An empty value keeps the developer's own .env out.
    clean = dict.fromkeys(NAMES, "") | environment
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | clean,
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_has_nothing_to_say_of_a_production_machine():
    done = manage("check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_ADDRESS", "SMTP_HOST"])
def test_manage_names_the_variable_that_is_missing(name):
    done = manage("check", **PRODUCTION | {name: ""})

    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert f"The environment variable {name} is missing" in last
    assert ".env.example" in last
    assert "q9Xv_Tm2Lp7Za" not in done.stderr


def test_settings_of_a_production_machine_are_the_safe_ones(read):
    settings = read(**PRODUCTION)

    assert (settings["DEBUG"], settings["DEMO"]) == (False, False)
    assert settings["ALLOWED_HOSTS"] == ["frivillig.example.dk"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["LOGGING"]["handlers"]["console"]["formatter"] == "json"
    assert settings["DATABASES"]["default"]["HOST"] == "db.example"


def test_settings_without_https_work_on_a_machine_without_it(read):
    address = {"SITE_ADDRESS": "http://localhost:8000/"}

    settings = read(**PRODUCTION | address)

    assert settings["SITE_ADDRESS"] == "http://localhost:8000"
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1"]
    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert "SECURE_HSTS_SECONDS" not in settings
    assert "SECURE_PROXY_SSL_HEADER" not in settings


@pytest.mark.parametrize(
    "address", ["frivillig.dk", "ftp://frivillig.dk", "https://a.dk/sti", "https://"]
)
def test_settings_say_how_an_address_is_written(read, address):
    with pytest.raises(ImproperlyConfigured, match="write it like https://"):
        read(**PRODUCTION | {"SITE_ADDRESS": address})


@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "CLUSTER_FOR_TESTS"])
def test_settings_refuse_a_switch_that_is_neither_on_nor_off(read, name):
    environment = PRODUCTION | {"DATABASE_URL": "", name: "ja"}

    with pytest.raises(ImproperlyConfigured, match=f"{name} is 'ja'; write 1 or 0"):
        read(**environment)


def test_settings_of_a_demo_need_no_mail_server(read):
    settings = read(**PRODUCTION | {"SMTP_HOST": "", "DEMO": "1"})

    assert "dummy" in settings["MAILERS"]["default"]["BACKEND"]


@pytest.mark.parametrize(
    ("environment", "apps"),
    [
        ({}, ["opgavebank", "puljer"]),
        ({"APPS": " opgavebank  x "}, ["opgavebank", "x"]),
    ],
)
def test_settings_switch_on_the_apps_that_are_named(read, environment, apps):
    settings = read(**PRODUCTION | environment)

    assert settings["APPS"] == apps
    assert {*apps} < {*settings["INSTALLED_APPS"]}


def test_manage_names_an_app_that_is_not_there():
    done = manage("check", **PRODUCTION | {"APPS": "opgavebank findesikke"})

    assert done.returncode != 0
    assert "findesikke" in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("apps", ["", "opgavebank", "puljer"])
def test_portal_runs_without_its_apps(apps):
    done = manage("check", **PRODUCTION | {"APPS": apps})

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "environment", [{"DEMO": "1"}, {"DEBUG": "1"}, {"CLUSTER": "/tmp/cluster"}]
)
def test_settings_bring_a_postgresql_only_where_that_is_wanted(read, environment):
    production = {k: v for k, v in PRODUCTION.items() if k != "DATABASE_URL"}

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is missing"):
        read(**production)

    if "DEMO" in environment:
        del production["SMTP_HOST"]
    engine = read(**production, **environment)["DATABASES"]["default"]["ENGINE"]
    assert engine == "rudersdal_frivillig.embedded"


def test_a_demo_sends_no_mail_and_is_no_production_machine(read):
    with pytest.raises(ImproperlyConfigured, match="DEMO"):
        read(**PRODUCTION, DEMO="1")

    done = manage("check", "--deploy", **PRODUCTION | {"DEMO": "1", "SMTP_HOST": ""})

    assert done.returncode == 1
    assert "grundlag.E005" in done.stderr
