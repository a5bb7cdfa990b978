"""The guide: its pages to print, and links to it from where the question arises."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SKABELONER = {
    "samarbejdsaftale": "Samarbejdsaftale",
    "tjekliste": "Tjekliste",
    "ugeplan": "Ugeplan",
}


def _links(lead: str, *pairs: tuple[str, str]) -> SafeString:
    rows = (
        (reverse("grundlag:guide_detail", args=[slug]), name) for slug, name in pairs
    )
    found = format_html_join(" · ", '<a href="{}" target="_blank">{}</a>', rows)
    return format_html("{} Guiden: {}", lead, found)


# `lead`, and links (slug, name) to answers, in a tab of their own so that nothing that
# was typed is lost. Lazy, since classes are made before the addresses are.
links = lazy(_links, SafeString)
