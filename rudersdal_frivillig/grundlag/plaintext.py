"""Text pasted from Word, a mail or a page, made plain. No letter or digit is lost."""

import re
import unicodedata
from typing import Any

from django import forms

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        # Line breaks of Word, Unix separators.
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
        # Spaces that do not break, or are narrower or wider than others.
        **dict.fromkeys("\t\xa0\u1680\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
        # Soft hyphen, spaces without width, marks of direction and of a file's start.
        **dict.fromkeys("\xad\u200b\u200e\u200f\u2060\ufeff", ""),
    }
)
# Two that join letters of other scripts, and persons to a family in an emoji.
_JOINERS = re.compile(
    "(?<![^\\0-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\\0-\u024f])"
)

# What Word and Outlook lay on the clipboard beside the text.
_MARKUP = re.compile(
    r"<!--.*?-->"
    r"|<!\[(?:if\b[^\]>]*|endif)\]>"
    r"|<\?xml\b[^>]*>"
    r"|<style\b[^>]*>.*?</style>"
    r"|</?(?:xml|[ovwm]:\w+|st1:\w+)\b[^>]*>"
    r"|<(?:p|span|div|font|b|i|u|a)\b[^>]*\b(?:mso-|Mso)[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ENDS = re.compile(r"</(?:p|span|div|font|b|i|u|a)>", re.IGNORECASE)
# The last ones are Word's own, of the fonts Symbol and Wingdings.
_SURE = "•‣◦▪▫●○■□◆➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8"
_BULLET = re.compile(rf"^( *)(?:[{_SURE}]|[·–—*-](?= )) *", re.MULTILINE)
_INNER_BULLET = re.compile(rf" *[{_SURE}] *")


def plain(text: str) -> str:
    """With straight quotes and plain spaces; a bullet that begins a line is "- "."""
    return _settled(text, _plain)


def plain_line(text: str) -> str:
    """Plain, with no break in it."""
    return " ".join(plain(text).split("\n"))


def plain_lines(text: str) -> str:
    """Plain, one thing on each line: bullets are left out and begin a new line."""
    return _settled(text, _plain_lines)


def _settled(text: str, make: Any) -> str:
    # What one round takes away may leave a mark behind that is the next round's.
    while (made := make(text)) != text:
        text = made
    return text


def _plain(text: str) -> str:
    return _BULLET.sub(r"\1- ", _spaced(text)).strip()


def _plain_lines(text: str) -> str:
    lines = _INNER_BULLET.sub("\n", _spaced(text))
    lines = _BULLET.sub("", lines)
    return "\n".join(line for line in lines.split("\n") if line.strip()).strip()


def _spaced(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    without = _MARKUP.sub("", text)
    if without != text:
        without = _ENDS.sub("", without)
    text = without.translate(_ALIKE)
    text = _JOINERS.sub("", text)
    text = re.sub(" +$", "", text, flags=re.MULTILINE)
    return re.sub("\n{3,}", "\n\n", text)


class PlainTextField(forms.CharField):
    """A form's text of one line or many. What was only made plain has not changed."""

    make = staticmethod(plain)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.make(value) if isinstance(value, str) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(initial, str):
            initial = self.make(initial)
        return super().has_changed(initial, data)


class PlainLineField(PlainTextField):
    """A single line, as a browser has it: mails have it in their subject."""

    make = staticmethod(plain_line)


class PlainLinesField(PlainTextField):
    """One thing on each line."""

    make = staticmethod(plain_lines)


class PlainListField(PlainLinesField):
    """The same as a list: a form's field of an `ArrayField`, whose options it takes."""

    def __init__(
        self, *, base_field: Any, max_length: int | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.longest = base_field.max_length

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.split("\n") if text else []

    def validate(self, value: Any) -> None:
        super().validate(value)
        for number, line in enumerate(value, start=1):
            if self.longest and len(line) > self.longest:
                raise forms.ValidationError(
                    f"Linje {number} er for lang. Skriv højst {self.longest} tegn."
                )
