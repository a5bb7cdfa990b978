"""A real browser, the portal with the demo's contents, and nothing else to talk to."""

import os
import re
import shutil

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from rudersdal_frivillig.grundlag.paging import PAGE_SIZE
from tests.browser.visitor import Visitor
from tests.factories import BrugerFactory, OpslagFactory

# Playwright's loop runs in the tests' own thread, where Django would refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# What Chromium asks the network on its own account is not ours to test.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("These tests need chromium: apt-get install chromium.")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": QUIET + as_root,
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    # Under Playwright's loop Django makes a second connection, and what the migrations
    # filled in, to be restored before each test, would stay behind on the first.
    own = connections["default"]
    type(own)._test_serialized_contents = own._test_serialized_contents


@pytest.fixture(scope="session")
def uncollected_files(django_test_environment):
    # As in `plain_settings`, which comes too late for a server of the whole session.
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def live_server(uncollected_files, live_server):
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "da-DK"}


@pytest.fixture
def demo(live_server, django_db_serialized_rollback, settings):
    """The portal as a demo, at the address where its mails lead."""
    cache.clear()  # Its table is no model's, so it outlives the test.
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.browser.urls"
    settings.SITE_ADDRESS = live_server.url
    call_command("retstekster", verbosity=0)
    call_command("guide", verbosity=0)


@pytest.fixture
def opslag_list(demo, institution):
    """Posts enough for a second page."""
    return OpslagFactory.create_batch(
        PAGE_SIZE + 2, aktiv=True, institution=institution
    )


@pytest.fixture
def context(context, live_server):
    """Asking another host, being refused, an error of a script or breach of the CSP:
    any of them is a fault."""
    faults = []

    def note_request(request):
        if not request.url.startswith((live_server.url, "data:")):
            faults.append(f"asked {request.url}")

    def note_message(message):
        # The pages for errors are errors to the console, too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    def note_response(response):
        if response.status == 403 and "/fejl/" not in response.url:
            faults.append(f"refused {response.url}")

    context.on("request", note_request)
    context.on("response", note_response)
    context.on("console", note_message)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.route(re.compile(f"^(?!{live_server.url}/)"), lambda route: route.abort())
    yield context
    assert faults == []


@pytest.fixture
def superuser(db):
    """Sees all of the admin."""
    return BrugerFactory(navn="Alt Mulig", is_superuser=True)


@pytest.fixture
def visitor(demo, page):
    return Visitor(page)
