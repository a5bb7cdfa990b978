"""Taking in documents from people we do not know, and handing them out again.

`store_document` looks at the content before anything is kept. A view that has checked
the visitor's right answers with `as_attachment`.
"""

import hashlib
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404

from rudersdal_frivillig.grundlag import filenames, pictures, scanning
from rudersdal_frivillig.grundlag.contents import CHUNK, Kind, look, refusals
from rudersdal_frivillig.grundlag.models import Bruger, Fil, Scanning

MAX_BYTES = 20 * 1024 * 1024
# A page of A4 has 210 dots an inch then, and the small print of a receipt can be read.
MAX_SIDE = 2500
# So many that a picture takes less than 64 MB while it is drawn anew. A page of A4, at
# 300 dots an inch, is let in. WebP is unpacked to several copies.
MAX_PIXELS = {"JPEG": 8_800_000, "PNG": 8_800_000, "WEBP": 4_000_000}


class Infected(PermissionDenied):
    """A virus was found in the file, so it is handed out to no one."""


@transaction.atomic
def store_document(upload: UploadedFile, *, by: Bruger | None) -> Fil:
    """Keep a PDF, a picture, an Office document or a text, and have it scanned.

    A picture is drawn anew, so that where it was taken is gone. Raises
    `ValidationError` for what is something else, broken, locked or too big. Afterwards
    `upload` may have been moved and cannot be read.
    """
    if not upload.size or not upload.file:
        raise ValidationError(refusals.EMPTY)
    if upload.size > MAX_BYTES:
        raise ValidationError(refusals.TOO_BIG)
    name = upload.name or ""
    kind = look.kind_of(upload.file, name)
    fil = Fil(
        navn=filenames.clean(name, kind.ending),
        indholdstype=kind.indholdstype,
        oprettet_af=by,
    )
    if kind in look.PICTURES:
        return _store_picture(fil, kind, upload)
    _store(fil, upload)
    scanning.queue(fil)
    return fil


def _store_picture(fil: Fil, kind: Kind, upload: UploadedFile) -> Fil:
    format = look.PICTURES[kind]
    try:
        picture = pictures.redraw(
            upload, format, longest=MAX_SIDE, in_memory=MAX_PIXELS[format]
        )
    except pictures.TooManyPixels:
        raise ValidationError(refusals.TOO_MANY_PIXELS) from None
    except pictures.Broken:
        raise ValidationError(refusals.BROKEN_PICTURE) from None
    if format == "JPEG":
        picture = picture.convert("RGB")
    fil.bredde, fil.hoejde = picture.size
    fil.scanning = Scanning.TEGNET_OM
    with TemporaryFile() as drawn:
        picture.save(drawn, format, quality=88)
        _store(fil, File(drawn))
    return fil


def _store(fil: Fil, content: File) -> None:
    digest = hashlib.sha256()
    for chunk in content.chunks(CHUNK):
        digest.update(chunk)
        fil.stoerrelse = (fil.stoerrelse or 0) + len(chunk)
    fil.sha256 = digest.hexdigest()
    fil.fil.save("", content, save=False)
    fil.save()


def may_be_read(fil: Fil) -> bool:
    """Whether `as_attachment` hands it out.

    What is not scanned is: `fil.get_scanning_display` stands beside its link.
    """
    return fil.scanning != Scanning.SMITTET


def as_attachment(fil: Fil) -> FileResponse:
    """`fil` to be saved, never shown, by a visitor whose right has been checked."""
    if not may_be_read(fil):
        raise Infected
    try:
        content = fil.fil.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=fil.navn,
        content_type=fil.indholdstype,
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
