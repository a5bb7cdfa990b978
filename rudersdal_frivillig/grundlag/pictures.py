"""Drawing a picture anew, so that nothing but what is seen is left of its file."""

import struct
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MAX_PIXELS = 30_000_000

TOO_MANY_PIXELS = (
    "Billedet er for stort, selv om filen ikke er det. "
    "Gem det i en mindre størrelse, for eksempel 4000 x 3000 punkter."
)


class Broken(ValueError):
    """The file is no picture of the kind that it was said to be."""


def redraw(
    file: IO[bytes], kind: str, *, longest: int, in_memory: int = MAX_PIXELS
) -> Image.Image:
    """The picture upright, at most `longest` pixels wide and high.

    `kind` is Pillow's name of the format. No more than `in_memory` pixels are unpacked:
    what has more is read at half its size, which only JPEG can, or refused.
    """
    try:
        with Image.open(file, formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(TOO_MANY_PIXELS)
            fits = picture.width * picture.height <= in_memory
            half = picture.width // 2, picture.height // 2
            # Small first: turning a large picture takes many times its memory.
            picture.draft("RGB", (longest, longest) if fits else half)
            if picture.width * picture.height > in_memory:
                raise ValidationError(TOO_MANY_PIXELS)
            picture.thumbnail((longest, longest))
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_MANY_PIXELS) from None
    except (ValueError, SyntaxError, OSError, struct.error) as error:
        raise Broken from error
