"""The text of a page that people read, with a line for each sentence or label."""

from html.parser import HTMLParser

# They stand in the middle of a sentence; all other tags begin and end one.
INLINE = {"a", "em", "small", "span", "strong"}
# No one reads these as text; what one chooses from in a list is mostly names.
SKIPPED = {"nav", "script", "select", "style", "svg", "textarea"}
# A line such as "Plejecenter Sjælsø · Holte": names and dates.
META = "rf-meta"
EMPTY = {"br", "hr", "img", "input"}


class _Reader(HTMLParser):
    """Collects the text of <main>, with a line for each heading, item and label."""

    def __init__(self):
        super().__init__()
        self.text = ""
        self._open = []

    def handle_starttag(self, tag, attrs):
        self._end_line(tag)
        if tag not in EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            self._open.append((tag, tag in SKIPPED or META in classes))

    def handle_endtag(self, tag):
        self._end_line(tag)
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags, skipped = zip(*self._open, strict=True) if self._open else ((), ())
        if "main" in tags and not any(skipped):
            self.text += data.replace("\n", " ")

    def _end_line(self, tag):
        if tag not in INLINE:
            self.text += "\n"


def page_text(response):
    reader = _Reader()
    reader.feed(response.text)
    return reader.text
