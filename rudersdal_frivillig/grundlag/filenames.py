"""Names of files from strangers, made safe to show, keep and hand out."""

import re
import unicodedata

LONGEST = 200

# Endings that say what a file is, which its content has said already: those that are
# taken, and those of programs, scripts and pages.
_ENDINGS = re.compile(
    r"[\s.]*\.(pdf|jpe?g|png|webp|hei[cf]|docx?|docm|xlsx?|xlsm|pptx?|pptm|od[tsp]|txt|"
    r"csv|rtf|jfif|zip|exe|com|scr|bat|cmd|ps1|vb[se]|js|jse|mjs|ws[fh]|hta|msi|jar|lnk|url|pif|"
    r"sh|py|php\d?|html?|xhtml|mht(ml)?|svgz?|xml|swf|apk|app|dmg|iso|reg|dll)$",
    re.IGNORECASE,
)
# What paths and Windows use for other things.
_RESERVED = re.compile(r'[<>:"|?*]')


def clean(name: str, ending: str) -> str:
    """One line without path, control or direction characters, and with `ending`."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    # What breaks a line becomes a space; the other control characters go.
    name = " ".join(_visible(_RESERVED.sub("-", name)).split())
    while _ENDINGS.search(name):
        name = _ENDINGS.sub("", name)
    stem = name.strip(" .")[: LONGEST - len(ending)].strip(" .")
    return (stem or "dokument") + ending


def _visible(name: str) -> str:
    return "".join(
        " " if letter in "\t\r\n\u2028\u2029" else letter
        for letter in name
        # Control, format (where the direction of writing turns), half letters, unknown.
        if letter in "\t\r\n" or not unicodedata.category(letter).startswith("C")
    )
