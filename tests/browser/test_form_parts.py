"""The parts of an application's form: rows, what saves itself, files and limits."""

import re
from datetime import datetime
from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from rudersdal_frivillig.grundlag.longtext import count_words

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)
UNMENDED = "Ikke gemt endnu. Prøver igen."
NEW = "[name=udgifter-3-hvad]"


@pytest.fixture
def skema(visitor):
    """The page with its forms, where time passes only as a test says."""
    visitor.page.clock.install(time=datetime(2027, 3, 1, 12))
    visitor.open("byggeklodser")
    visitor.page.clock.pause_at(datetime(2027, 3, 1, 13))
    return visitor.page


def add(page):
    return page.get_by_role("button", name="Tilføj en linje")


def row(page, number):
    return page.get_by_role("group", name=f"Linje {number}", exact=True)


def total(page):
    return page.locator("#udgifter-sum")


def saved(page):
    return page.locator("[data-autosave-status]")


def answer_saves(page, *answers):
    """Let the server's next answers to an autosave be these. Returns what was sent."""
    sent, answers = [], list(answers)

    def answer(route):
        if "x-autosave" not in route.request.headers:
            return route.fallback()
        sent.append(parse_qs(route.request.post_data, keep_blank_values=True))
        now = answers.pop(0)
        if now is None:
            return route.abort()
        if isinstance(now, int):
            return route.fulfill(status=now, body="")
        return route.fulfill(json=now)

    page.route(f"**{reverse('byggeklodser')}", answer)
    return sent


def settle(skema, sent, number):
    """Wait until what the script has begun is done, and see what it has sent."""
    skema.evaluate("fetch('/status/').then(() => null)")
    assert len(sent) == number


def kept(version, gemt="14.32"):
    return {"gemt": gemt, "version": version, "tekster": {}}


def test_row_is_added_and_removed_by_keyboard(skema, visitor):
    visitor.tab_to(add(skema))
    skema.keyboard.press("Enter")
    expect(skema.locator(NEW)).to_be_focused()
    expect(skema.locator("[data-rows-status]")).to_have_text("Linje 4 er tilføjet.")
    skema.keyboard.type("Frimærker")

    visitor.tab_to(row(skema, 4).get_by_role("button"))
    skema.keyboard.press("Shift+Tab")
    visitor.tab_to(row(skema, 4).get_by_role("button", name="Fjern linje 4"))
    skema.keyboard.press("Enter")

    expect(skema.locator(NEW)).to_be_hidden()
    expect(skema.locator("[name=udgifter-2-hvad]")).to_be_focused()
    expect(skema.locator("[data-rows-status]")).to_have_text("Linje 4 er fjernet.")


def test_rows_that_a_script_changed_are_what_the_server_reads(skema):
    expect(total(skema)).to_have_text("4.800 kr.")
    add(skema).click()
    skema.locator(NEW).fill("Frimærker")
    skema.locator("[name=udgifter-3-type]").select_option("Materialer")
    skema.locator("[name=udgifter-3-beloeb]").fill("100,50")
    row(skema, 1).get_by_role("button", name="Fjern").click()
    expect(total(skema)).to_have_text("Lægges sammen, når I gemmer")
    expect(row(skema, 3).locator(NEW)).to_be_visible()

    skema.get_by_role("button", name="Gem og fortsæt").click()

    expect(row(skema, 3).locator("[name=udgifter-3-hvad]")).to_have_value("Frimærker")
    expect(total(skema)).to_have_text("2.500,50 kr.")
    expect(row(skema, 4)).to_have_count(0)


def test_no_more_rows_can_be_added_than_are_allowed(skema):
    for _ in range(7):
        add(skema).click()

    expect(add(skema)).to_be_hidden()
    row(skema, 10).get_by_role("button").click()
    expect(add(skema)).to_be_visible()


@without_scripts
def test_rows_are_added_and_removed_without_scripts_on_a_narrow_phone(visitor):
    visitor.narrow_to(320)
    visitor.open("byggeklodser")
    page = visitor.page
    visitor.fill(ide="Vi spiller skak")

    visitor.press("Tilføj en linje under Udgifter")
    page.locator(NEW).fill("Frimærker")
    page.locator("[name=udgifter-3-beloeb]").fill("1,00")
    row(page, 2).get_by_role("button").click()

    expect(row(page, 3).locator(NEW)).to_have_value("Frimærker")
    expect(total(page)).to_have_text("3.301 kr.")
    expect(page.locator("[name=ide]")).to_have_value("Vi spiller skak")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert visitor.overflow() == 0


def test_enter_in_a_row_sends_the_form_and_removes_nothing(skema):
    with skema.expect_request(lambda request: request.method == "POST") as sent:
        skema.locator("[name=udgifter-0-hvad]").press("Enter")

    assert "-fjern" not in sent.value.post_data
    assert "-tilfoej" not in sent.value.post_data


def test_form_saves_itself_after_two_seconds_and_keeps_the_place_of_the_cursor(skema):
    skema.locator("[name=udgifter-0-beloeb]").press_sequentially("5")
    skema.clock.run_for(1900)
    expect(saved(skema)).to_have_text("")
    skema.clock.run_for(200)

    expect(saved(skema)).to_have_text(re.compile(r"Gemt kl\. \d\d\.\d\d"))
    expect(skema.locator("[name=version]")).to_have_value("2")
    expect(skema.locator("[name=udgifter-0-beloeb]")).to_be_focused()
    # The sum comes with the answer: 24.005 kr. for boards.
    expect(total(skema)).to_have_text(re.compile(r"^[0-9.]+ kr\.$"))
    expect(total(skema)).not_to_have_text("4.800 kr.")


def test_form_is_saved_again_with_growing_waits_until_it_is(skema):
    sent = answer_saves(skema, None, 500, kept(2), kept(3, "14.33"))
    skema.locator("[name=ide]").fill("Skak")

    skema.clock.run_for(2000)
    expect(saved(skema)).to_have_text(UNMENDED)
    settle(skema, sent, 1)
    skema.clock.run_for(2000)
    settle(skema, sent, 2)
    skema.clock.run_for(3900)
    settle(skema, sent, 2)
    skema.clock.run_for(100)
    expect(saved(skema)).to_have_text("Gemt kl. 14.32")
    skema.locator("[name=ide]").fill("Skak og kaffe")
    skema.clock.run_for(2000)
    expect(saved(skema)).to_have_text("Gemt kl. 14.33")

    written = ["Skak", "Skak", "Skak", "Skak og kaffe"]
    assert [s["ide"] for s in sent] == [[text] for text in written]
    assert [s["version"] for s in sent] == [["1"], ["1"], ["1"], ["2"]]


def test_refusal_is_shown_and_waits_for_the_next_change(skema):
    sent = answer_saves(skema, {"fejl": "Fristen er gået."}, kept(2))
    skema.locator("[name=ide]").fill("Skak")
    skema.clock.run_for(2000)
    expect(saved(skema)).to_have_text("Fristen er gået.")

    skema.clock.run_for(120_000)
    settle(skema, sent, 1)
    skema.locator("[name=ide]").fill("Skak og te")
    skema.clock.run_for(2000)

    expect(saved(skema)).to_have_text("Gemt kl. 14.32")
    expect(skema.locator("[name=ide]")).to_have_value("Skak og te")


def test_form_saves_itself_when_the_page_is_left(skema):
    skema.locator("[name=ide]").fill("Skak")

    skema.evaluate("""() => {
      Object.defineProperty(document, "hidden", { get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")

    expect(saved(skema)).to_have_text(re.compile("^Gemt kl. "))


def test_a_form_that_is_sent_waits_for_what_is_under_way(skema):
    held = []
    skema.route(
        f"**{reverse('byggeklodser')}",
        lambda route: (
            held.append(route)
            if "x-autosave" in route.request.headers
            else route.fallback()
        ),
    )
    skema.locator("[name=ide]").fill("Skak")
    with skema.expect_request(lambda r: "x-autosave" in r.headers):
        skema.clock.run_for(2000)

    sent = []
    skema.on("request", lambda r: is_plain_post(r) and sent.append(r.post_data))
    button = skema.get_by_role("button", name="Gem og fortsæt")
    button.click(no_wait_after=True)
    button.click(no_wait_after=True)
    assert sent == []
    held.pop().fulfill(json=kept(2))

    expect(skema.get_by_role("alert")).to_be_visible()
    assert [parse_qs(data)["version"] for data in sent] == [["2"]]
    assert held == []


@pytest.mark.parametrize(("text", "warnings"), [("", 0), ("Skak", 1)])
def test_leaving_is_warned_of_only_when_something_is_unsaved(skema, text, warnings):
    asked = []
    skema.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    skema.locator("[name=ide]").press_sequentially(text or "a")
    if not text:
        skema.locator("[name=cvr]").focus()
        skema.clock.run_for(2000)
        expect(saved(skema)).to_have_text(re.compile("^Gemt kl. "))

    skema.goto(reverse("forside"))

    assert asked == ["beforeunload"] * warnings


def is_plain_post(request):
    return request.method == "POST" and "x-autosave" not in request.headers


def choose(skema, size, name="vedtaegter.pdf"):
    file = {"name": name, "mimeType": "application/pdf", "buffer": b"x" * size}
    skema.locator("[name=bilag]").set_input_files(file)


def send(skema):
    skema.get_by_role("button", name="Send filen").click()


def told(skema):
    return skema.locator("[data-file] [role=status]")


def test_a_file_is_sent_with_its_progress_and_leads_on(skema):
    skema.evaluate("""() => {
      window.seen = [];
      const bar = document.querySelector("progress");
      new MutationObserver(() => sessionStorage.seen = bar.value)
        .observe(bar, { attributes: true });
    }""")
    choose(skema, 1_000_000)

    with skema.expect_request(lambda r: "x-upload" in r.headers):
        send(skema)

    skema.wait_for_url(f"**{reverse('byggeklodser_rigtigt')}")
    assert float(skema.evaluate("sessionStorage.seen")) == 100


def test_a_file_that_is_too_big_is_told_before_it_is_sent(skema):
    sent = []
    skema.on("request", lambda request: sent.append(request))

    choose(skema, 2 * 1024 * 1024 + 1)
    send(skema)

    expect(told(skema)).to_contain_text("Den må højst fylde 2,0")
    expect(skema.locator("[name=bilag]")).to_have_attribute("aria-invalid", "true")
    assert [r.url for r in sent if r.method == "POST"] == []


def test_a_file_that_did_not_arrive_can_be_sent_again_plainly(skema):
    skema.route(
        f"**{reverse('byggeklodser_bilag')}",
        lambda route: (
            route.fulfill(status=502, body="")
            if "x-upload" in route.request.headers
            else route.fallback()
        ),
    )
    choose(skema, 10)
    send(skema)
    expect(told(skema)).to_have_text("Filen kom ikke frem. Prøv igen.")
    expect(skema.locator("progress")).to_be_hidden()

    send(skema)

    skema.wait_for_url(f"**{reverse('byggeklodser_rigtigt')}")


def test_an_empty_file_is_refused_by_the_server_and_the_page_stays(skema):
    choose(skema, 0)
    send(skema)

    expect(told(skema)).to_have_text("Filen er tom. Vælg en anden.")
    expect(skema.locator("[name=bilag]")).to_be_focused()


@without_scripts
def test_a_file_is_sent_without_scripts(visitor):
    visitor.open("byggeklodser")
    choose(visitor.page, 10)
    visitor.press("Send filen")

    assert visitor.page.url.endswith(reverse("byggeklodser_rigtigt"))


@pytest.mark.parametrize(
    "text", ["", "60-årige – og børn", "både/og\tkl. 14.30\n\n½ - –"]
)
def test_browser_counts_words_as_the_server_does(skema, text):
    skema.locator("[name=ide]").fill(text)

    left = 20 - count_words(text)
    expect(skema.locator("#div_id_ide [data-count]")).to_have_text(
        f"Der er {left} ord tilbage"
    )


def test_faults_of_the_forms_are_clean_for_axe_at_every_width(visitor):
    visitor.open("byggeklodser")
    visitor.page.locator("[name=udgifter-1-hvad]").fill("")
    visitor.page.locator("[name=udgifter-1-beloeb]").fill("1,234.50")
    visitor.press("Gem og fortsæt")
    expect(visitor.page.get_by_role("alert")).to_be_focused()

    for width in (320, 390, 1280):
        visitor.narrow_to(width)
        assert visitor.axe_faults() == []
        assert visitor.overflow() == 0
