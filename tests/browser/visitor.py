"""Someone at a browser, and what they can see for themselves."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Locator, Page, Response

from rudersdal_frivillig.grundlag.models import Bruger
from tests.factories import PASSWORD

AXE = {
    "resultTypes": ["violations"],
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
}
MANY_TABS = 150


class Visitor:
    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("response", self._note_response)

    def _note_response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._shown = response

    def source(self) -> str:
        """The page as the portal sent it."""
        return self._shown.text()

    def open(self, name: str, *args: object) -> None:
        self.page.goto(reverse(name, args=args))

    def press(self, name: str) -> None:
        """Press the button, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, **fields: str) -> None:
        """Write in the fields with these names."""
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)

    def log_in(self, bruger: Bruger, password: str = PASSWORD) -> None:
        self.open("account_login")
        self.fill(login=bruger.email, password=password)
        self.press("Log ind")

    def narrow_to(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def axe_faults(self) -> list[str]:
        """What axe-core finds wrong with the page: each rule and its elements."""
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return self.page.evaluate(
            "Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"
        )

    def tab_to(self, target: Locator) -> None:
        for _ in range(MANY_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"{target} is out of the keyboard's reach.")
