"""The parts of an application for a grant, as /byggeklodser/ shows them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo_urls")]

PAGE, BILAG, RIGHT = (
    "/byggeklodser/",
    "/byggeklodser/bilag/",
    "/byggeklodser/rigtigt/",
)
RIGHTLY = {"version": "1", "cvr": "29 18 83 78", "ide": "Skak", "ansoegt": "kr. 850,-"}


def lines(*rows):
    """A form filled in, with a row for each (hvad, type, beløb)."""
    data = RIGHTLY | {"udgifter-TOTAL_FORMS": len(rows), "udgifter-INITIAL_FORMS": 3}
    for number, row in enumerate(rows):
        names = ("hvad", "type", "beloeb")
        for name, value in zip(names, row, strict=True):
            data[f"udgifter-{number}-{name}"] = value
    return data


BOARDS, FRUIT = ("Brætter", "materialer", "1.000"), ("Frugt", "forplejning", "50,5")


def said(response):
    return re.findall(r"Fejl: </span>([^<]+)</span>", response.text)


def values(response, name):
    """What stands in the fields of that name, in the rows that are shown."""
    rows = re.findall(r"data-row>(.*?)data-remove", response.text, re.DOTALL)
    field = re.compile(rf'<input[^>]*name="udgifter-[0-9]+-{name}"([^>]*)>')
    shown = [field.search(row) for row in rows]
    typed = [re.search('value="([^"]*)"', f.group(1)) for f in shown if f]
    return [value and value.group(1) for value in typed]


def sum_shown(response):
    return re.search(r'id="udgifter-sum"[^>]*>([^<]+)<', response.text).group(1)


def test_a_form_filled_in_rightly_leads_on(client):
    assert client.post(PAGE, lines(BOARDS, FRUIT)).headers["Location"] == RIGHT


def test_a_new_row_is_empty_and_the_others_keep_what_was_typed(client):
    wrong = ("", "lokale", "1,234.50")

    response = client.post(PAGE, lines(BOARDS, wrong) | {"udgifter-tilfoej": "1"})

    assert values(response, "hvad") == ["Brætter", None, None]
    assert values(response, "beloeb") == ["1.000", "1,234.50", None]
    assert 'name="cvr" value="29 18 83 78"' in response.text
    assert said(response) == []
    assert "data-error-summary" not in response.text


def test_a_removed_row_is_gone_and_stays_gone(client):
    first = client.post(PAGE, lines(BOARDS, FRUIT) | {"udgifter-fjern": "0"})

    assert values(first, "hvad") == ["Frugt"]
    assert sum_shown(first) == "50,50 kr."
    assert 'name="udgifter-0-DELETE" value="on"' in first.text
    again = lines(("", "", ""), FRUIT) | {"udgifter-0-DELETE": "on"}
    assert client.post(PAGE, again).headers["Location"] == RIGHT


def test_a_row_that_was_emptied_counts_as_removed(client):
    assert client.post(PAGE, lines(BOARDS, ("", "", ""))).headers["Location"] == RIGHT


def test_a_faulty_row_is_named_in_the_list_of_errors(client):
    response = client.post(PAGE, lines(BOARDS, ("", "lokale", "-5")))

    assert said(response) == [
        "Skriv, hvad pengene går til.",
        "Beløbet kan ikke være mindre end 0 kr.",
    ]
    summary = response.text.split("data-error-summary")[1].split("</div>")[0]
    assert 'href="#id_udgifter-1-hvad">Udgifter, linje 2: Hvad – ' in summary
    assert sum_shown(response) == "1.000 kr."


def test_amounts_come_back_as_we_write_them(client):
    response = client.post(PAGE, lines(("", "lokale", "kr. 1234.5")))

    assert values(response, "beloeb") == ["1.234,50"]
    assert 'name="ansoegt" value="850"' in response.text


def test_more_rows_than_allowed_are_refused_in_words(client):
    response = client.post(PAGE, lines(*[BOARDS] * 11))

    assert response.status_code == 200
    assert "data-error-summary" in response.text
    assert not re.search(r"data-add(?! hidden)", response.text)


@pytest.mark.parametrize("total", ["", "²", "9" * 5000, "-1", "x"])
def test_a_number_of_rows_that_is_none_breaks_nothing(client, total):
    data = lines(BOARDS) | {"udgifter-TOTAL_FORMS": total, "udgifter-tilfoej": "1"}

    assert client.post(PAGE, data).status_code == 200


def test_every_cell_has_a_label_and_every_button_says_which_row_it_means(client):
    html = client.get(PAGE).text
    fields = re.findall(r'<(?:input|select)[^>]*id="(id_udgifter-[^"]+)"', html)

    visible = [f for f in fields if not re.search("_FORMS$|-DELETE$", f)]

    assert len(visible) == 3 * 3 + 3  # Three rows, and the one that is copied.
    assert all(f'<label class="form-label" for="{f}">' in html for f in visible)
    assert html.count('Fjern<span class="rf-usynlig"> linje ') == 4


def test_autosave_is_answered_with_the_next_version_and_the_sum(client):
    data = lines(BOARDS, ("", "", "1,2,3")) | {"version": "6", "cvr": ""}

    answer = client.post(PAGE, data, headers={"X-Autosave": "1"}).json()

    assert re.fullmatch(r"\d\d\.\d\d", answer["gemt"])
    assert answer["version"] == 7
    assert answer["tekster"] == {"udgifter-sum": "1.000 kr."}


def test_autosave_says_what_trying_again_does_not_mend(client):
    data = lines(BOARDS) | {"version": ""}

    answer = client.post(PAGE, data, headers={"X-Autosave": "1"}).json()

    assert "andet vindue" in answer["fejl"]


def upload(size, name="vedtaegter.pdf"):
    return {"bilag": SimpleUploadedFile(name, b"x" * size)}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Vælg en fil."),
        (upload(0), "Filen er tom. Vælg en anden."),
        (upload(2 * 1024 * 1024 + 1), "Filen fylder for meget. Den må højst fylde 2,0"),
        (upload(1, "x" * 300 + ".pdf"), "Filens navn er for langt."),
    ],
)
def test_a_file_that_is_not_taken_is_told_why_with_and_without_scripts(
    client, data, message
):
    page = client.post(BILAG, data)
    for file in data.values():
        file.seek(0)
    answer = client.post(BILAG, data, headers={"X-Upload": "1"}).json()

    assert message in said(page)[0].replace("\u00a0", " ")
    assert answer == {"fejl": said(page)[0]}


def test_a_file_leads_on_with_and_without_scripts(client):
    assert client.post(BILAG, upload(9)).headers["Location"] == RIGHT
    scripted = client.post(BILAG, upload(9), headers={"X-Upload": "1"})
    assert scripted.json() == {"videre": RIGHT}


def test_what_is_uploaded_is_shown_with_size_state_and_a_button_to_remove_it(client):
    html = client.get(PAGE).text.replace("\u00a0", " ")
    entry = html[html.index("vedtaegter.pdf") :]
    entry = entry[: entry.index("</li>")]

    assert "340,0 KB · Scannet, intet fundet" in entry
    assert re.search(r'name="bilag-fjern" value="[0-9a-f-]{36}"', entry)
    assert 'Fjern<span class="rf-usynlig"> vedtaegter.pdf</span>' in entry
