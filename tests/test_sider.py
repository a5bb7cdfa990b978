"""The pages that are one text: about the portal, and what the law asks for."""

import pytest
from django.urls import reverse

from tests.factories import RetstekstFactory

pytestmark = pytest.mark.django_db


def page(client, **fields):
    RetstekstFactory(noegle="cookies", **fields)
    return client.get(reverse("cookies")).text


def test_first_paragraph_is_the_manchet(client):
    html = page(client, tekst="Vi bruger **to**.\n\nDe er små.\n\n## Mere\n\nNej.")

    assert '<p class="rf-manchet">Vi bruger <strong>to</strong>.</p>' in html
    assert html.count("rf-manchet") == 1


def test_text_that_begins_with_a_heading_or_a_list_has_no_manchet(client):
    assert "rf-manchet" not in page(client, tekst="## Først\n\nVi bruger to.")
    assert "rf-manchet" not in page(client, version=2, tekst="- En\n\nTo.")


def test_class_that_staff_write_is_not_let_through(client):
    html = page(client, tekst='<p class="x">Hej</p>')

    assert "&lt;p class=" in html


@pytest.mark.parametrize("needs_a_lawyer", [True, False])
def test_page_says_whether_it_is_a_draft(client, needs_a_lawyer):
    html = page(client, skal_godkendes=needs_a_lawyer)

    assert ("Teksten er endnu ikke godkendt af en jurist." in html) == needs_a_lawyer
