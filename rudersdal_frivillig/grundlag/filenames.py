"""Names of files from strangers, made safe to show, keep and hand out."""

import re
import unicodedata

LONGEST = 200

# Endings that say what a file is, which its content has said already: those that are
# taken, and those of programs, scripts and pages.
_ENDINGS = re.compile(
    r"\.(pdf|jpe?g|png|webp|hei[cf]|docx?|docm|xlsx?|xlsm|pptx?|pptm|od[tsp]|txt|"
    r"csv|rtf|jfif|zip|exe|com|scr|bat|cmd|ps1|vb[se]|js|jse|mjs|ws[fh]|hta|msi|jar|"
    r"lnk|url|pif|sh|py|php\d?|html?|xhtml|mht(ml)?|svgz?|xml|swf|apk|app|dmg|iso|reg|dll)$",
    re.IGNORECASE,
)
# What paths and Windows use for other things.
_RESERVED = re.compile(r'[<>:"|?*]')


def clean(name: str, ending: str) -> str:
    """One line without path, control or direction characters, and with `ending`."""
    letters = _visible(re.split(r"[/\\]", name)[-1])
    line = " ".join(_RESERVED.sub("-", unicodedata.normalize("NFC", letters)).split())
    stem = _without_endings(_without_endings(line)[: LONGEST - len(ending)])
    return (stem or "dokument") + ending


def _without_endings(name: str) -> str:
    """Nor with the dots at the end that Windows overlooks."""
    while (bare := _ENDINGS.sub("", name.rstrip(" ."))) != name:
        name = bare
    return name.lstrip(" .")


def _visible(name: str) -> str:
    return "".join(
        " " if letter in "\t\r\n\u2028\u2029" else letter
        for letter in name
        # Control, format (where the direction of writing turns), half letters, unknown.
        if letter in "\t\r\n" or not unicodedata.category(letter).startswith("C")
    )
