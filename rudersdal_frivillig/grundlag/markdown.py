"""Markdown by staff to HTML that cannot harm."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_markdown = MarkdownIt("commonmark", {"html": False})


def to_html(text: str, *, manchet: str = "") -> SafeString:
    """Only `TAGS`, and links to the web, a mail address or a telephone.

    `manchet` is the class of a paragraph that the text begins with.
    """
    html = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    if manchet and html.startswith("<p>"):
        html = html.replace("<p>", f'<p class="{manchet}">', 1)
    return mark_safe(html)
