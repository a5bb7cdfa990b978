"""The files of an application."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from puljer import actions
from puljer.choices import Deltagerrolle
from rudersdal_frivillig.grundlag.models import Fil, Scanning
from tests.pages import fields
from tests.puljer.besoeg import address, draft, felt, fresh, invited, save, text

pytestmark = pytest.mark.django_db
PART = "bilag"


def a_file(name="tilbud.txt", content=b"Otte braetter koster 2.400 kr."):
    return SimpleUploadedFile(name, content)


def current(ansoegning):
    return [bilag.fil.navn for bilag in ansoegning.bilag.current()]


def test_a_file_is_added_listed_and_removed():
    ansoegning, browser = draft()

    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    page = browser.get(address(ansoegning, PART))
    assert "tilbud.txt" in text(page)
    assert "Ikke scannet for virus" in page.text
    noegle = ansoegning.bilag.get().fil.noegle
    save(browser, ansoegning, PART, **{"fil-fjern": str(noegle)})

    assert current(ansoegning) == []
    assert fresh(ansoegning).versioner[PART] == 2


def test_save_and_go_on_takes_the_file_along():
    ansoegning, browser = draft()

    response = save(browser, ansoegning, PART, fil=a_file())

    assert response.url.endswith("/send/")
    assert current(ansoegning) == ["tilbud.txt"]


def test_a_file_sent_twice_by_double_click_is_one():
    ansoegning, browser = draft()
    form = fields(browser.get(address(ansoegning, PART)))

    for _ in range(2):
        browser.post(address(ansoegning, PART), form | {"fil": a_file(), "bliv": "1"})

    assert current(ansoegning) == ["tilbud.txt"]


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (None, "Vælg en fil først."),
        (a_file("tom.txt", b""), "Filen er tom."),
        (a_file("billede.png", b"\x7fELF" + b"\0" * 100), "PDF"),
        (a_file("side.pdf", b"<html><script>alert(1)</script>"), "PDF"),
    ],
)
def test_a_file_that_is_none_is_refused(upload, said):
    ansoegning, browser = draft()
    typed = {"fil": upload} if upload else {}

    page = save(browser, ansoegning, PART, bliv="1", **typed)

    assert page.status_code == 200
    assert said in text(page)
    assert not Fil.objects.exists()


def test_there_is_room_for_so_many():
    ansoegning, browser = draft()
    for number in range(actions.MOST_BILAG):
        save(browser, ansoegning, PART, fil=a_file(f"{number}.txt"), bliv="1")

    page = save(browser, ansoegning, PART, fil=a_file(), bliv="1")

    assert "Der kan højst være 10 filer" in text(page)
    assert len(current(ansoegning)) == actions.MOST_BILAG
    assert Fil.objects.count() == actions.MOST_BILAG


def test_the_script_with_the_progress_bar_is_answered_with_where_to_go():
    ansoegning, browser = draft()
    form = fields(browser.get(address(ansoegning, PART)))
    by_script = {"headers": {"X-Upload": "1"}}
    path = address(ansoegning, PART)

    taken = browser.post(path, form | {"fil": a_file(), "bliv": "1"}, **by_script)
    refused = browser.post(path, form | {"fil": a_file(content=b"")}, **by_script)

    assert taken.json()["videre"].startswith(path)
    assert "Filen er tom" in refused.json()["fejl"]


def test_a_question_for_a_file_has_it_on_its_own_page():
    ansoegning, browser = draft(
        spoergsmaal=[
            {"tekst": "Vedtægter", "slags": "fil"},
            {"tekst": "Hvad vil I gøre?", "slags": "kort"},
        ]
    )
    name, other = felt(ansoegning, "Vedtægter"), felt(ansoegning, "Hvad vil I gøre?")

    save(browser, ansoegning, "jeres-ide", **{name: a_file("v.txt"), other: "Spil"})

    assert "v.txt" in text(browser.get(address(ansoegning, "jeres-ide")))
    assert "v.txt" not in text(browser.get(address(ansoegning, PART)))
    bilag = ansoegning.bilag.get()
    assert str(bilag.spoergsmaal) == name.removeprefix("svar_")
    remove = {f"{name}-fjern": str(bilag.fil.noegle), other: "Noget andet"}
    save(browser, ansoegning, "jeres-ide", **remove)
    assert current(ansoegning) == []
    assert fresh(ansoegning).svar[other.removeprefix("svar_")] == "Noget andet"


def test_one_can_only_remove_what_is_in_ones_own():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    other, stranger = draft()

    noegle = str(ansoegning.bilag.get().fil.noegle)
    save(stranger, other, PART, **{"fil-fjern": noegle})

    assert current(ansoegning) == ["tilbud.txt"]


def download(ansoegning, bilag):
    return reverse("puljer:bilag_download", args=[ansoegning.noegle, bilag.pk])


def content(response):
    # Read to its end, the file is closed.
    return b"".join(response)


def test_download_is_for_those_who_are_in():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    path = download(ansoegning, ansoegning.bilag.get())

    response = browser.get(path)

    assert content(response) == b"Otte braetter koster 2.400 kr."
    assert "attachment" in response.headers["Content-Disposition"]
    assert content(invited(ansoegning).get(path)) == content(browser.get(path))
    assert Client().get(path).status_code == 404


def test_download_of_a_file_in_another_application_is_404():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    other, stranger = draft()

    path = download(other, ansoegning.bilag.get())

    assert stranger.get(path).status_code == 404


def test_an_infected_file_is_handed_out_to_no_one():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    Fil.objects.update(scanning=Scanning.SMITTET)

    assert browser.get(download(ansoegning, ansoegning.bilag.get())).status_code == 403


def test_a_reader_adds_and_removes_no_file():
    ansoegning, browser = draft()
    save(browser, ansoegning, PART, fil=a_file(), bliv="1")
    reader = invited(ansoegning, rolle=Deltagerrolle.LAESER)
    noegle = str(ansoegning.bilag.get().fil.noegle)

    for typed in ({"fil-fjern": noegle}, {"fil": a_file("ny.txt")}):
        assert reader.post(address(ansoegning, PART), typed).status_code == 403

    assert current(ansoegning) == ["tilbud.txt"]
