"""The pieces of a page, and a form's labels, hints and errors."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo_urls")]


@pytest.fixture(params=["/byggeklodser/", "/byggeklodser/?fejl=1"])
def html(request, client):
    return client.get(request.param).text


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_ids_are_unique(html):
    assert len(ids(html)) == len(set(ids(html)))


@pytest.mark.parametrize("attribute", ["aria-describedby", "aria-labelledby", "for"])
def test_what_points_at_an_element_finds_it(html, attribute):
    targets = re.findall(rf'\b{attribute}="([^"]+)"', html)

    assert targets
    assert {part for target in targets for part in target.split()} <= set(ids(html))


def test_every_error_is_listed_first_with_a_link_to_its_field(client):
    html = client.get("/byggeklodser/?fejl=1&navn=Ida").text
    summary = html[html.index("data-error-summary") : html.index('id="div_id_navn"')]

    links = re.findall(r'href="#([^"]+)"', summary)

    assert "id_navn" not in links
    assert {"id_besked", "id_svar_0", "id_start_0"} <= set(links)
    assert set(links) <= set(ids(html))


def test_an_error_stands_with_its_field_and_is_said_to_be_one(client):
    html = client.get("/byggeklodser/?fejl=1").text
    field = html[html.index('id="div_id_besked"') : html.index('id="div_id_svar"')]

    assert 'id="id_besked_error"' in field
    assert "Fejl: " in field
    assert 'aria-invalid="true"' in field


def test_only_what_may_be_left_out_is_marked(client):
    html = client.get("/byggeklodser/").text

    marked = re.findall(r">([^<>]+) <span class=\"weight-normal\">\(frivilligt\)", html)

    assert marked == ["E-mail", "Hvornår kan du?"]


def test_typed_text_comes_back_with_the_errors(client):
    html = client.get("/byggeklodser/", {"fejl": "1", "besked": "Jeg kan <b>sy</b>"})

    assert "Jeg kan &lt;b&gt;sy&lt;/b&gt;</textarea>" in html.text


def test_byggeklodser_are_only_in_the_demo(client, settings):
    settings.ROOT_URLCONF = "rudersdal_frivillig.urls"

    assert client.get("/byggeklodser/").status_code == 404


def test_message_that_fills_the_counter_is_accepted(client):
    message = "Hej\r\n" * 49 + "Hej."  # 200, with each line break as one.

    html = client.get("/byggeklodser/", {"fejl": "1", "besked": message}).text

    assert 'data-count-limit="200"' in html
    assert 'id="id_besked_error"' not in html
