"""Page numbers that keep the address clean, and never lead to a 404."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PAGE_SIZE = 20
# Deeper than this no one pages, and the database would have to count its way there.
MAX_PAGE = 100


class CountedPaginator(Paginator[Any]):
    """Pages of what was counted elsewhere; `rows` need only answer for a slice."""

    def __init__(self, rows: Any, count: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self.count = count


@dataclass(frozen=True)
class Side:
    """A page with links to the others; `numbers` are (number or "…", address)."""

    page: Page[Any]
    address: str
    last: int
    previous: str
    next: str
    numbers: list[tuple[int | str, str]]

    @property
    def is_alone(self) -> bool:
        return self.last == 1


def asked_for(query: QueryDict) -> int:
    """The number in `side`, which is 1 where there is none or none that could be."""
    asked = query.get("side", "")
    if not (asked.isascii() and asked.isdigit()) or len(asked) > 6:
        return 1
    return max(int(asked), 1)


def turn_to(
    number: int, paginator: Paginator[Any], address: Callable[[int], str]
) -> Side:
    """The page, or the last there is. `address` makes the address of a page."""
    last = min(paginator.num_pages, MAX_PAGE)
    page = paginator.page(min(number, last))
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2)
    return Side(
        page,
        address(page.number),
        last,
        previous=address(page.number - 1) if page.number > 1 else "",
        next=address(page.number + 1) if page.number < last else "",
        numbers=[
            (n, address(n)) if isinstance(n, int) else (n, "")
            for n in numbers
            if not isinstance(n, int) or n <= last
        ],
    )
