"""Taking in files. Nothing is stored before its content has been looked at."""

import hashlib
from datetime import timedelta
from io import BytesIO

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import Image

from rudersdal_frivillig.grundlag import pictures
from rudersdal_frivillig.grundlag.models import Bruger, Fil, Scanning

MAX_BYTES = 15 * 1024 * 1024
MAX_SIDE = 1600
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}

_NO_PICTURE = "Filen er ikke et billede, vi kan vise. Brug JPG, PNG eller WebP."
_TOO_BIG = "Billedet fylder for meget. Det må højst fylde 15 MB."
_TOO_MANY_PIXELS = (
    "Billedet er for stort, selv om filen ikke er det. "
    "Gem det i en mindre størrelse, for eksempel 4000 x 3000 punkter."
)


def store_picture(upload: UploadedFile, *, by: Bruger | None) -> Fil:
    """Draw the picture anew as WebP, at most `MAX_SIDE` pixels wide and high.

    What else was in the file, such as where it was taken, is gone. Raises
    `ValidationError` for what is no picture or too big.
    """
    if not upload.size or upload.size > MAX_BYTES:
        raise ValidationError(_TOO_BIG)
    picture = _redraw(upload.read())
    content = BytesIO()
    picture.save(content, "WEBP", quality=82, method=4)
    data = content.getvalue()
    fil = Fil(
        navn=(upload.name or "billede")[-200:],
        indholdstype="image/webp",
        stoerrelse=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        bredde=picture.width,
        hoejde=picture.height,
        scanning=Scanning.TEGNET_OM,
        oprettet_af=by,
    )
    fil.fil.save("", ContentFile(data), save=False)
    fil.save()
    return fil


def _redraw(data: bytes) -> Image.Image:
    try:
        kind = PICTURES[puremagic.from_string(data, mime=True)]
        return pictures.redraw(BytesIO(data), kind, longest=MAX_SIDE)
    except pictures.TooManyPixels:
        raise ValidationError(_TOO_MANY_PIXELS) from None
    except (KeyError, ValueError, puremagic.PureError):
        raise ValidationError(_NO_PICTURE) from None


def sweep() -> tuple[int, int]:
    """Delete rows past their day or used by nothing, then files without a row.

    Returns how many of each. A file younger than a day may belong to a request that
    has not committed yet, and is left.
    """
    rows, _ = (Fil.objects.due_for_deletion() | Fil.objects.unused()).delete()
    storage = storages["private"]
    known = set(Fil.objects.values_list("fil", flat=True))
    orphans = [
        name
        for name in _walk()
        if name not in known
        and timezone.now() - storage.get_modified_time(name) > timedelta(days=1)
    ]
    for name in orphans:
        storage.delete(name)
    return rows, len(orphans)


def _walk() -> list[str]:
    storage = storages["private"]
    if not storage.exists(""):
        return []
    folders, _ = storage.listdir("")
    return [
        f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]
    ]
