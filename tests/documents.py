"""Small documents of every kind, honest and hostile, built where they are needed."""

import io
import re
import struct
import zipfile
import zlib

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{OFFICE}wordprocessingml.document.main+xml",
    "xlsx": f"{OFFICE}spreadsheetml.sheet.main+xml",
    "pptx": f"{OFFICE}presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotx": f"{OFFICE}wordprocessingml.template.main+xml",
}
ODF = "application/vnd.oasis.opendocument."

PAGE = b"<!doctype html><title>x</title><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PROGRAMS = {
    "windows": b"MZ\x90\0" + b"\0" * 200,
    "linux": b"\x7fELF\x02\x01\x01" + b"\0" * 200,
    "macos": b"\xcf\xfa\xed\xfe" + b"\0" * 200,
    "macos, fat": b"\xca\xfe\xba\xbe" + b"\0" * 200,
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 200,
}


def pdf(start=b"%PDF-1.7\n", extra=b"", end=b"trailer<</Root 1 0 R>>\n%%EOF\n"):
    return start + b"1 0 obj\n<</Type/Catalog>>\nendobj\n" + extra + end


def large_pdf(size):
    return pdf(extra=b"%" + b"x" * (size - len(pdf()) - 2) + b"\n")


def packed(parts, way=zipfile.ZIP_DEFLATED):
    """A zip file of `parts`, whose names lead to text or bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", way) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def office_parts(kind="docx"):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN[kind]}"/></Types>'
    )
    return {"[Content_Types].xml": types, "word/document.xml": "<w>Ansøgning</w>"}


def office(kind="docx", **extra):
    return packed(office_parts(kind) | extra)


def twice():
    """Two parts of one name."""
    return office(**{"word/documenx.xml": "Andet"}).replace(b"documenx", b"document")


def with_password():
    """Every part says that it is encrypted."""
    data = office().replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\x01")
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01")


def charts(number, size):
    """Each with so many bytes in its workbook."""
    workbook = office("xlsx", **{"xl/sheet.xml": b" " * size})
    parts = {f"word/embeddings/{n}.xlsx": workbook for n in range(number)}
    return office(**parts)


def damaged():
    data = bytearray(office())
    data[60] ^= 0xFF  # Somewhere in what the first part is packed to.
    return bytes(data)


def open_document(kind="text", *, locked=False, **extra):
    lock = "<m:encryption-data/>" if locked else ""
    return packed(
        {
            "mimetype": ODF + kind,
            "content.xml": "<office>Ansøgning</office>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:m">{lock}</m:manifest>',
        }
        | extra
    )


def picture(width=60, height=40, kind="JPEG", mode="RGB", **options):
    data = io.BytesIO()
    Image.new(mode, (width, height)).save(data, kind, **options)
    return data.getvalue()


def pixel_bomb(side=60_000):
    """Its head says so many pixels, and there is hardly anything behind."""
    data = bytearray(picture(kind="PNG"))
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


def lying_zip(said=100, size=60 * 1024 * 1024):
    """Its directory says that a part has `said` bytes, and it unpacks to `size`."""
    data = bytearray(packed(office_parts() | {"word/big.xml": b" " * size}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", said)
    data[entry + 16 : entry + 20] = struct.pack(
        "<I", zlib.crc32(b" " * min(said, size))
    )
    return bytes(data)


def many_parts(number):
    return packed(office_parts() | {f"word/{n}.xml": "" for n in range(number)})


def _rc4(key, data):
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


# What another program (pypdf) wrote: revision, owner's and user's proof, file's id.
OPEN_FOR_ALL = {
    "RC4, 40 bit": (
        "/R 2/V 1/Length 40",
        "6bd530346953391718b5061472f99a6ff2f91608d4d206b5522bc5412486b79c",
        "db71d98c1f2035c74410d8de327ebd2ef91623c3733e49a4ccda9f04f0c98683",
        "36a2a1bfc47756046388d1629ca8527a",
    ),
    "RC4, 128 bit": (
        "/R 3/V 2/Length 128",
        "b1667c1c661ff01fbe325ebe10fad45074de64c09873ac38c0673ebfe8cfbe8e",
        "3f903e220dd5ae311e79022e16c4e02b28bf4e5e4e758a4164004e56fffa0108",
        "28f1e746daec68799e8cc777b7bb2425",
    ),
    "AES, 128 bit": (
        "/R 4/V 4/Length 128",
        "b1667c1c661ff01fbe325ebe10fad45074de64c09873ac38c0673ebfe8cfbe8e",
        "0b5c0c97195cd18ad30757e26a04f60428bf4e5e4e758a4164004e56fffa0108",
        "9c700d67e8d140285d321a9546181721",
    ),
    "AES, 256 bit": (
        "/R 5/V 5/Length 256",
        "170adae2955dc65ea590266acc582cee3655b5f4cd983a49d4f2d6ef566dcfe4"
        "182fc5483358d5286ab9faea164e6932",
        "e4e85dcaa996b0ed99d28f8eb352266879b610d721ee465a75e7457c32e7dd09"
        "f7201b730eaa64de36a9c7892741fcdd",
        "f5f8da03d06933b921d73b40e77d6701",
    ),
}
LOCKED = {
    "RC4, 40 bit": (
        "/R 2/V 1/Length 40",
        "2b0f1307424ada31540a061cc3761126b8d758e8fb40393d53096c0990bde066",
        "84397617be246975e110cd7a20f015eaea0fbe7199e0eefeaa46f01626cc16be",
        "6d161b2740033a7f7f9e074718ff8d8b",
    ),
    "RC4, 128 bit": (
        "/R 3/V 2/Length 128",
        "f1bc5f2f4d061339f28d5eb6a1755f193ef02a20b7e193b0c14597f75cf4e974",
        "38c31fd5fea261008c87dd42f88565b728bf4e5e4e758a4164004e56fffa0108",
        "eea160991fa06247a0b6622f25907cdc",
    ),
    "AES, 128 bit": (
        "/R 4/V 4/Length 128",
        "f1bc5f2f4d061339f28d5eb6a1755f193ef02a20b7e193b0c14597f75cf4e974",
        "ac38aeaa1c8f965a635ae8d03870288b28bf4e5e4e758a4164004e56fffa0108",
        "f90a85f56de83799a8723b826fa06353",
    ),
    "AES, 256 bit": (
        "/R 5/V 5/Length 256",
        "808fe32db8828e7e48960568f11ae0755c8d047858da61834fc7fad873187ef3"
        "49ae300db2d42866c012a00efb9e6332",
        "4d3344a80159adc35a93c45908f3147f5ca11aeb3ad5d1d0a3efd8406f58887a"
        "09eb05620dfbc55809267fd0d1ef8449",
        "2b52ecaadbbe37514a44c0a3cad930f8",
    ),
}


def _in_brackets(digits):
    """The string as bytes, with those escaped that mean something."""
    text = re.sub(rb"([()\\])", rb"\\\1", bytes.fromhex(digits))
    return text.replace(b"\r", rb"\r").replace(b"\n", rb"\012")


def encrypted_pdf(lock, *, in_brackets=False, before=0):
    """With the dictionary of the lock `before` bytes into the file."""
    numbers, *strings = lock
    if in_brackets:
        owner, user, first_id = [b"(%b)" % _in_brackets(text) for text in strings]
    else:
        owner, user, first_id = [b"<%b>" % text.encode() for text in strings]
    dictionary = b"2 0 obj\n<</Filter/Standard%b/O %b/U %b/P -4>>\nendobj\n" % (
        numbers.encode(),
        owner,
        user,
    )
    ids = b"trailer<</Root 1 0 R/Encrypt 2 0 R/ID[%b%b]>>\n%%%%EOF\n"
    padding = b"%" + b"x" * before + b"\n"
    return pdf(extra=padding + dictionary, end=ids % (first_id, first_id))
