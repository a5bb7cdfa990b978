"""Looking at a document: which kind it is, and whether it is whole and harmless."""

from typing import IO

from django.core.exceptions import ValidationError

from rudersdal_frivillig.grundlag.contents import (
    Kind,
    office,
    pdf,
    refusals,
    signatures,
    text,
)

JPEG = Kind(".jpg", "image/jpeg")
PNG = Kind(".png", "image/png")
WEBP = Kind(".webp", "image/webp")
# With what Pillow calls them. Whether they are whole is seen when they are drawn anew.
PICTURES = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}


def kind_of(file: IO[bytes], name: str) -> Kind:
    """The kind of `file`, which is open and can be read from any place.

    `name` is what its sender calls it. It tells a table from other text, no more.
    """
    file.seek(0)
    head = file.read(signatures.HEAD)
    if not head:
        raise ValidationError(refusals.EMPTY)
    if head.startswith(pdf.MAGIC):
        return pdf.checked(file)
    if head.startswith(signatures.ZIP):
        return office.checked(file)
    if picture := _picture(head):
        return picture
    if why := signatures.refusal(head):
        raise ValidationError(why)
    return text.checked(file, name)


def _picture(head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return None
