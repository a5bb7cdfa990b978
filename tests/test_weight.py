"""What a first visit costs over the wire: README's promise to slow phones."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db

MAX_FIRST_VISIT = 75_000
MAX_REQUESTS = 8
MAX_CSS = 15_000
MAX_LIST_PAGE = 8_000


def read(address):
    return Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes()


def on_the_wire(address):
    data = read(address)
    return len(data) if address.endswith(".woff2") else len(brotli.compress(data))


@pytest.fixture
def list_page(client):
    OpslagFactory.create_batch(20, aktiv=True, resume="Læs avisen højt for os. " * 9)
    return client.get(reverse("opgavebank:opslag_list"))


def test_css_is_light():
    assert len(brotli.compress(read("/static/css/portal.css"))) <= MAX_CSS


def test_a_full_list_page_is_light(list_page):
    assert len(gzip.compress(list_page.content)) <= MAX_LIST_PAGE


def test_a_first_visit_is_light(list_page):
    found = re.findall(r'(?:src|href)="(/static/[^"#]+)', list_page.text)
    addresses = set(found)

    assert 1 + len(addresses) <= MAX_REQUESTS
    wire = sum(on_the_wire(address) for address in addresses)
    assert wire + len(gzip.compress(list_page.content)) <= MAX_FIRST_VISIT


def test_pages_to_read_are_compressed_and_pages_with_a_token_are_not(client):
    accepts = {"Accept-Encoding": "gzip"}

    to_read = client.get(reverse("opgavebank:opslag_list"), headers=accepts)
    with_token = client.get(reverse("account_login"), headers=accepts)

    assert to_read["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in to_read["Vary"]
    assert "Content-Encoding" not in with_token
