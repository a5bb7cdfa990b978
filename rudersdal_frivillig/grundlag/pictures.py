"""Drawing a picture anew, so that nothing but what is seen is left of its file."""

import struct
from typing import IO

from PIL import Image, ImageOps

MAX_PIXELS = 30_000_000


class Broken(ValueError):
    """The file is no picture of the kind that it was said to be."""


class TooManyPixels(ValueError):
    """The picture takes more memory than its file lets one think."""


def redraw(
    file: IO[bytes], kind: str, *, longest: int, in_memory: int = MAX_PIXELS
) -> Image.Image:
    """The picture upright, at most `longest` pixels wide and high.

    `kind` is Pillow's name of the format. No more than `in_memory` pixels are unpacked,
    at four bytes each: what has more is read at half its size, which only JPEG can.
    """
    try:
        with Image.open(file, formats=[kind]) as picture:
            pixels = picture.width * picture.height
            # Its parts are kept until the last has been read, at whichever size.
            is_heavy = "progressive" in picture.info and pixels > in_memory * 3 // 2
            if pixels > MAX_PIXELS or is_heavy:
                raise TooManyPixels
            fits = pixels <= in_memory
            half = picture.width // 2, picture.height // 2
            # Small first: turning a large picture takes many times its memory.
            picture.draft("RGB", (longest, longest) if fits else half)
            if picture.width * picture.height > in_memory:
                raise TooManyPixels
            picture.thumbnail((longest, longest))
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except TooManyPixels:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (ValueError, SyntaxError, OSError, struct.error) as error:
        raise Broken from error
