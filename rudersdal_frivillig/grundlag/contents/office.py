"""Documents of Word, Excel, PowerPoint and LibreOffice, which are zip files inside.

The directory of a zip file may lie, so it is judged first and every part is then
unpacked, a little at a time, and held against it.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from tempfile import TemporaryFile
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from django.core.exceptions import ValidationError

from rudersdal_frivillig.grundlag.contents import CHUNK, Kind, refusals, signatures

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 2000
# A sheet with the same in every row may come near. Judged where it matters, above:
MAX_RATIO = 100
SMALL = 10 * 1024 * 1024
# Of the list of parts, and of the parts that say what the document is.
MAX_DIRECTORY = 512 * 1024

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
DOCX = Kind(".docx", f"{_OFFICE}wordprocessingml.document")
XLSX = Kind(".xlsx", f"{_OFFICE}spreadsheetml.sheet")
PPTX = Kind(".pptx", f"{_OFFICE}presentationml.presentation")
ODT = Kind(".odt", f"{_ODF}text")
ODS = Kind(".ods", f"{_ODF}spreadsheet")

# What [Content_Types].xml calls the part that the document begins with.
_MAIN = {f"{kind.indholdstype}.main+xml": kind for kind in (DOCX, XLSX, PPTX)}

_MACROS = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/activex/|^(basic|scripts)/.")
# The workbook behind a chart. It is looked at as the document itself is.
_CHARTS = re.compile(r"(word|ppt|xl)/embeddings/[^/]+\.xlsx")

# What zipfile, zlib and the parser raise for what is broken or made to look so.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class _Bounded:
    """A file that no one reads much of at once.

    `ZipFile` reads the whole list of parts, and makes an object of each.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(MAX_DIRECTORY + 1 if size < 0 else size)
        if len(data) > MAX_DIRECTORY:
            raise ValidationError(refusals.BOMB)
        return data


class _Allowance:
    """How much may still be unpacked, by a document and what lies in it together."""

    def __init__(self) -> None:
        self.left = MAX_UNPACKED

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ValidationError(refusals.BOMB)


def checked(file: IO[bytes]) -> Kind:
    try:
        return _checked(file, _Allowance(), is_inside=False)
    except _BROKEN:
        raise ValidationError(refusals.BROKEN) from None


def _checked(file: IO[bytes], allowance: _Allowance, *, is_inside: bool) -> Kind:
    bounded: Any = _Bounded(file)
    with zipfile.ZipFile(bounded) as archive:
        parts = archive.infolist()
        _judge(parts, allowance)
        kind = _kind(archive)
        for part in parts:
            _unpack(archive, part, allowance, is_inside=is_inside)
    return kind


def _judge(parts: list[zipfile.ZipInfo], allowance: _Allowance) -> None:
    """Refuse by what the directory says."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_dense = unpacked > SMALL and unpacked > packed * MAX_RATIO
    if len(parts) > MAX_PARTS or unpacked > allowance.left or is_dense:
        raise ValidationError(refusals.BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(refusals.LOCKED)
    names = [part.filename.lower() for part in parts]
    if any(_MACROS.search(name) for name in names):
        raise ValidationError(refusals.MACROS)
    # Of two parts with one name each program reads the one it likes. Other ways to pack
    # could not be unpacked a little at a time.
    ways = {part.compress_type for part in parts}
    if len({*names}) < len(names) or ways - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile


def _kind(archive: zipfile.ZipFile) -> Kind:
    names = {*archive.namelist()}
    if "[Content_Types].xml" in names:
        return _office_kind(archive)
    if "mimetype" in names:
        return _open_document_kind(archive)
    raise ValidationError(refusals.ARCHIVE)


def _office_kind(archive: zipfile.ZipFile) -> Kind:
    root = _parsed(archive, "[Content_Types].xml")
    types = {entry.get("ContentType", "") for entry in root}
    if any(re.search("macro|vba|activex", name, re.IGNORECASE) for name in types):
        raise ValidationError(refusals.MACROS)
    kinds = [_MAIN[name] for name in types & {*_MAIN}]
    if len(kinds) != 1:
        raise ValidationError(refusals.UNKNOWN)
    return kinds[0]


def _open_document_kind(archive: zipfile.ZipFile) -> Kind:
    said = _small(archive, "mimetype").decode("ascii")
    kinds = [kind for kind in (ODT, ODS) if kind.indholdstype == said]
    if not kinds:
        raise ValidationError(refusals.UNKNOWN)
    manifest = _parsed(archive, "META-INF/manifest.xml")
    if any(entry.tag.endswith("}encryption-data") for entry in manifest.iter()):
        raise ValidationError(refusals.LOCKED)
    archive.getinfo("content.xml")
    return kinds[0]


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    return defusedxml.ElementTree.fromstring(_small(archive, name))


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    part = archive.getinfo(name)
    if part.file_size > MAX_DIRECTORY:
        raise ValidationError(refusals.BOMB)
    with archive.open(part) as file:
        return file.read()


def _unpack(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    allowance: _Allowance,
    *,
    is_inside: bool,
) -> None:
    chunks = _chunks(archive, part, allowance)
    head = next(chunks, b"")
    is_chart = head.startswith(signatures.ZIP) and bool(_CHARTS.match(part.filename))
    if is_chart and not is_inside:
        with TemporaryFile() as inner:
            inner.write(head)
            inner.writelines(chunks)
            _checked(inner, allowance, is_inside=True)
    elif head.startswith(signatures.OLE) or signatures.is_archive(head):
        raise ValidationError(refusals.FILE_INSIDE)
    elif signatures.is_program(head):
        raise ValidationError(refusals.PROGRAM)
    for _ in chunks:
        pass


def _chunks(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowance: _Allowance
) -> Iterator[bytes]:
    """The part, unpacked to its end, wherever the directory says that it ends."""
    whole = copy(part)
    # `ZipFile` stops here, and other programs do not.
    whole.file_size = MAX_UNPACKED + 1
    size = 0
    with archive.open(whole) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > part.file_size:
                raise ValidationError(refusals.BOMB)
            allowance.take(len(chunk))
            yield chunk
    if size != part.file_size:
        raise zipfile.BadZipFile
