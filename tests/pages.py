"""Reading a page as a browser does: its forms and what they would send."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.forms = []
        self._form = self._text = None
        self._name = ""
        self._options = []
        self._is_multiple = False

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attrs))
        if tag == "form":
            self._form = {"attrs": attrs, "fields": {}}
            self.forms.append(self._form)
        elif tag == "input":
            self._read_input(attrs)
        elif tag == "textarea":
            self._name, self._text = attrs.get("name", ""), ""
        elif tag == "select":
            self._name, self._options = attrs.get("name", ""), []
            self._is_multiple = "multiple" in attrs
        elif tag == "option":
            self._options.append(attrs)

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            # The first line break after the tag is not part of the text.
            self._add(self._name, self._text.removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._options:
            chosen = [option for option in self._options if "selected" in option]
            first = [] if self._is_multiple else self._options[:1]
            for option in chosen or first:
                self._add(self._name, option.get("value", ""))

    def _read_input(self, attrs):
        kind = attrs.get("type", "text")
        is_switch = kind in {"checkbox", "radio"}
        is_sent = "checked" in attrs if is_switch else kind not in {"submit", "file"}
        if is_sent and "disabled" not in attrs:
            self._add(attrs.get("name"), attrs.get("value", "on" if is_switch else ""))

    def _add(self, name, value):
        if name and self._form is not None:
            self._form["fields"].setdefault(name, []).append(value)


def _read(response):
    reader = _Reader()
    reader.feed(response.text)
    return reader


def tags(response, *names):
    """Each start tag called one of `names`, as (name, attributes)."""
    return [(tag, attrs) for tag, attrs in _read(response).tags if tag in names]


def fields(response):
    """What the page's last form would send if nothing were filled in."""
    return _read(response).forms[-1]["fields"]


def submit(client, response, **changes):
    """Send the page's last form to where it goes, with `changes` typed in."""
    form = _read(response).forms[-1]
    address = form["attrs"].get("action") or response.request["PATH_INFO"]
    if not form["attrs"].get("action") and response.request["QUERY_STRING"]:
        address += f"?{response.request['QUERY_STRING']}"
    return client.post(address, form["fields"] | changes)
