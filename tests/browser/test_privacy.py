"""What a visit leaves behind. That no other host is asked, every test sees to."""

from tests.browser.pages import TO_READ, WITH_FORMS

STORED = "localStorage.length + sessionStorage.length"


def cookies(visitor):
    return {cookie["name"] for cookie in visitor.page.context.cookies()}


def test_reading_leaves_nothing_in_the_browser(visitor, opslag_list):
    for go in TO_READ.values():
        go(visitor)

    assert cookies(visitor) == set()
    assert visitor.page.evaluate(STORED) == 0


def test_forms_leave_only_the_cookies_they_need(visitor, opslag_list):
    for go in WITH_FORMS.values():
        go(visitor)

    assert cookies(visitor) == {"csrftoken", "sessionid"}
    assert visitor.page.evaluate(STORED) == 0
