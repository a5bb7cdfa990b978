"""What was approved is what someone read, at the place that asks for it."""

import pytest
from django.test import Client

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from tests.factories import (
    InstitutionFactory,
    InstitutionsrolleFactory,
    OpslagFactory,
)
from tests.opgavebank.test_admin import PUBLISH, SAVE, page
from tests.pages import submit

pytestmark = pytest.mark.django_db


def browser(bruger):
    client = Client()
    client.force_login(bruger)
    return client


@pytest.fixture
def strict(institution):
    institution.kraever_godkendelse = True
    institution.save()
    return institution


def test_words_that_came_while_one_read_are_not_approved(strict, leder, koordinator):
    opslag = OpslagFactory(institution=strict, resume="Det, der blev læst.")
    actions.publish(opslag, by=leder)
    reader, writer = browser(koordinator), browser(leder)
    opened = reader.get(page("change", opslag))
    form = writer.get(page("change", opslag))
    submit(writer, form, resume="Noget andet.", **SAVE)

    answer = submit(reader, opened, **PUBLISH)

    opslag.refresh_from_db()
    assert "En anden har gemt noget her, mens du skrev" in answer.text
    assert opslag.status == OpslagStatus.TIL_GODKENDELSE
    submit(reader, answer, **PUBLISH)
    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.AKTIV


@pytest.mark.parametrize("rests", [False, True])
def test_a_post_is_not_moved_past_the_approval_of_a_place(strict, leder, rests):
    lax = InstitutionFactory()
    InstitutionsrolleFactory(bruger=leder, institution=lax)
    opslag = OpslagFactory(institution=lax, aktiv=True)
    if rests:
        actions.pause(opslag, by=leder)
    writer = browser(leder)

    form = writer.get(page("change", opslag))
    answer = submit(writer, form, institution=str(strict.pk), **SAVE)

    opslag.refresh_from_db()
    assert "skal godkendes, før de vises" in answer.text
    assert opslag.institution == lax
