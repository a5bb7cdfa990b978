import io
import os
import zipfile
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from rudersdal_frivillig.grundlag import files, pictures
from rudersdal_frivillig.grundlag.models import Fil, Scanning
from tests.factories import FilFactory, OpslagFactory

pytestmark = pytest.mark.django_db

RED, BLUE = (200, 20, 20), (20, 20, 200)
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(width=60, height=40, kind="JPEG", **options):
    """The bytes of a picture, red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def with_exif(**options):
    exif = Image.Exif()
    exif[MAKE] = "Hemmeligt kamera"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (IFDRational(55), IFDRational(50), IFDRational(0))
    return picture(exif=exif, **options)


def store(data, name="billede.jpg"):
    return files.store_picture(SimpleUploadedFile(name, data), by=None)


def content(fil):
    with fil.fil.open() as file:
        return file.read()


def opened(fil):
    return Image.open(io.BytesIO(content(fil)))


def refused(data, name="billede.jpg"):
    with pytest.raises(ValidationError) as refusal:
        store(data, name)
    assert not Fil.objects.exists()
    return refusal.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_webp_under_a_random_name(kind, leder):
    upload = SimpleUploadedFile("Kaffe på terrassen.jpg", picture(kind=kind))

    fil = files.store_picture(upload, by=leder)

    assert opened(fil).format == "WEBP"
    assert (fil.bredde, fil.hoejde) == opened(fil).size == (60, 40)
    assert fil.navn == "Kaffe på terrassen.jpg"
    assert "kaffe" not in fil.fil.name.lower()
    assert fil.fil.size == fil.stoerrelse
    assert fil.scanning == Scanning.TEGNET_OM
    assert fil.oprettet_af == leder


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_taken_is_gone(kind):
    data = with_exif(kind=kind)
    assert b"Hemmeligt" in data

    fil = store(data)

    assert not opened(fil).getexif()
    assert b"Hemmeligt" not in content(fil)


def test_a_picture_taken_sideways_is_turned_upright():
    """Exif orientation 6: the camera was turned, so left is up."""
    upright = opened(store(with_exif())).convert("RGB")

    assert upright.size == (40, 60)
    top, bottom = upright.getpixel((20, 5)), upright.getpixel((20, 55))
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1600, 1600), (1600, 1600)),
        ((3200, 1000), (1600, 500)),
        ((100, 4000), (40, 1600)),
        ((5, 5), (5, 5)),
    ],
)
def test_a_large_picture_is_made_smaller_and_a_small_one_is_left(size, expected):
    fil = store(picture(*size))

    assert (fil.bredde, fil.hoejde) == expected


def test_what_is_transparent_stays_so():
    data = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(data, "PNG")

    fil = store(data.getvalue())

    assert opened(fil).getpixel((4, 4))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_unusual_colours_are_taken(mode):
    data = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new("RGB", (30, 20), RED).convert(mode).save(data, kind)

    assert opened(store(data.getvalue())).size == (30, 20)


def test_a_huge_number_of_pixels_is_refused():
    data = io.BytesIO()
    Image.new("1", (pictures.MAX_PIXELS // 5000 + 1, 5000)).save(data, "PNG")
    assert len(data.getvalue()) < 1_000_000

    assert "mindre størrelse" in refused(data.getvalue(), "bombe.png")


def test_a_pixel_bomb_is_refused_before_it_is_unpacked():
    """Its head says 60,000 by 60,000, and there is hardly anything behind."""
    data = bytearray(picture(kind="PNG"))
    data[16:24] = (60_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)

    assert refused(bytes(data), "bombe.png")


def test_too_many_bytes_are_refused():
    data = picture() + b"\0" * files.MAX_BYTES

    assert "15 MB" in refused(data)


NO_PICTURES = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "html after a comment": b"<!-- GIF89a --><html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n",
    "text": "Bare lidt tekst på dansk.".encode(),
    "a program": b"MZ" + b"\0" * 100,
    "the first bytes of a jpeg": picture()[:3],
    "half a jpeg": picture(400, 300)[:1500],
    "half a png": picture(400, 300, "PNG")[:200],
    "half a webp": picture(400, 300, "WEBP")[:100],
    "a jpeg's head before html": b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
    "gif": picture(kind="GIF"),
    "bmp": picture(kind="BMP"),
    "tiff": picture(kind="TIFF"),
    "zeros": b"\0" * 5000,
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_refused_in_a_sentence(name):
    assert "Filen er ikke et billede" in refused(NO_PICTURES[name])


def test_an_empty_file_is_refused():
    assert refused(b"")


def test_a_zip_hidden_behind_a_picture_is_gone():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("ond.js", "alert(1)")
    data = picture() + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(data))

    fil = store(data)

    assert not zipfile.is_zipfile(io.BytesIO(content(fil)))
    assert b"ond.js" not in content(fil)


def test_a_script_in_a_comment_of_the_picture_is_gone():
    fil = store(picture(comment=b"<script>alert(1)</script>"))

    assert b"script" not in content(fil)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a" * 300 + ".jpg", "\u202egpj.exe"]
)
def test_the_name_of_the_upload_decides_no_path(name):
    fil = store(picture(), name)

    assert fil.fil.name == f"{fil.noegle.hex[:2]}/{fil.noegle.hex}"


def age(name, hours):
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(storages["private"].path(name), (then, then))


def orphan(name, hours):
    saved = storages["private"].save(name, ContentFile(b"x"))
    age(saved, hours)
    return saved


def test_sweep_removes_old_files_without_a_row_and_leaves_young_ones():
    old, young = orphan("ab/old", hours=25), orphan("ab/young", hours=23)

    assert files.sweep() == (0, 1)

    assert not storages["private"].exists(old)
    assert storages["private"].exists(young)


def test_sweep_leaves_a_file_in_use_however_old_it_is():
    fil = FilFactory(oprettet_den=timezone.now() - timedelta(days=500))
    OpslagFactory(billede=fil, billede_alt="En have.")
    age(fil.fil.name, hours=500 * 24)

    assert files.sweep() == (0, 0)

    assert fil.fil.storage.exists(fil.fil.name)


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_sweep_deletes_rows_that_nothing_refers_to_after_a_day(hours, left):
    fil = FilFactory(oprettet_den=timezone.now() - timedelta(hours=hours))
    age(fil.fil.name, hours=hours)

    files.sweep()

    assert Fil.objects.count() == left
    assert fil.fil.storage.exists(fil.fil.name) == bool(left)


@pytest.mark.parametrize(("days", "left"), [(1, 1), (0, 0), (-1, 0)])
def test_sweep_deletes_rows_on_their_day(days, left):
    fil = FilFactory(slettes_den=timezone.localdate() + timedelta(days=days))
    OpslagFactory(billede=fil, billede_alt="En have.")

    files.sweep()

    assert Fil.objects.count() == left


def test_sweep_stands_an_empty_storage():
    assert files.sweep() == (0, 0)


def test_nightly_sweeps():
    old = orphan("ab/old", hours=25)

    call_command("nightly")

    assert not storages["private"].exists(old)
