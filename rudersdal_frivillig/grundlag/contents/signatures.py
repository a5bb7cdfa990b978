"""How the first bytes of a file give away what it is."""

import re

from rudersdal_frivillig.grundlag.contents import refusals

# As much as a browser looks at when it guesses (1,445 bytes), and some more.
HEAD = 2048

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVES = (
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF\x00\x00\x00\x00",
)
# Linux, macOS (and Java) in their byte orders, Windows' shortcuts.
PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
OTHER_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
# HEIC, HEIF and AVIF; films have other brands.
_HEIF = re.compile(rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1|avi[fs])", re.DOTALL)

# What a browser may take for a page. The list is that of the MIME Sniffing Standard,
# without the one-letter elements, which a PDF may hold by chance. Elements that end are
# not in it: a PDF's `<</Title` has one.
MARKUP = re.compile(
    rb"<(!doctype|!--|\?php|(html|head|body|title|meta|link|base|style|script|"
    rb"iframe|frameset|object|embed|applet|form|input|svg|math|img|video|audio|"
    rb"div|font|table|h1|br|marquee|template)[\s/>])",
    re.IGNORECASE,
)
_SPACE = b"\xef\xbb\xbf \t\r\n\f"


def is_program(head: bytes) -> bool:
    # "MZ" may begin a text, but then no NUL follows.
    is_windows = head.startswith(b"MZ") and b"\0" in head
    return is_windows or head.startswith(PROGRAMS)


def is_archive(head: bytes) -> bool:
    return head.startswith((ZIP, *ARCHIVES)) or head[257:262] == b"ustar"


def refusal(head: bytes) -> str:
    """Why what begins with `head` can be neither document nor picture; "" if it may."""
    bare = head.lstrip(_SPACE).lower()
    if is_program(head) or bare.startswith(b"#!"):
        return refusals.PROGRAM
    if is_archive(head):
        return refusals.ARCHIVE
    if head.startswith(OLE):
        return refusals.OLD_OR_LOCKED
    if _HEIF.match(head) or (head.startswith(OTHER_PICTURES) and b"\0" in head):
        return refusals.OTHER_PICTURE
    if bare.startswith(b"<") and b"<svg" in bare:
        return refusals.DRAWING
    if MARKUP.match(bare) or bare.startswith(b"<?xml"):
        return refusals.MARKUP
    return ""
