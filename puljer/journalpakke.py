"""Documents as packages for the records system: ZIP with the paper and its metadata.

A package of the same document has the same bytes whenever it is made.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from puljer import fremvisning, indhold
from puljer.choices import Dokumentslags, Retning
from puljer.models import Journaldokument
from puljer.skemaindhold import OM_JER
from rudersdal_frivillig.grundlag import documents, filenames
from rudersdal_frivillig.grundlag.contents import CHUNK
from rudersdal_frivillig.grundlag.models import Fil
from rudersdal_frivillig.grundlag.slugs import danish_slug

MOST = 100
MOST_BYTES = 200 * 1024 * 1024
# Windows takes a path of 260 letters, of which the folders take some.
LONGEST_NAME = 100
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")

# What the documents need of other tables.
RELATED = [
    "ansoegning__runde__pulje",
    "ansoegning__institution",
    "version",
    "bilag__fil",
    "besked__skrevet_af",
]


def pack(dokumenter: Sequence[Journaldokument]) -> IO[bytes]:
    """A file, open at its beginning, that is gone once it is closed.

    `dokumenter` were fetched with `RELATED`. Each has a folder of its own. Raises
    `ValidationError` for more than one package holds.
    """
    size = sum(doc.bilag.fil.stoerrelse for doc in dokumenter if doc.bilag)
    if len(dokumenter) > MOST or size > MOST_BYTES:
        raise ValidationError(
            f"Hent højst {MOST} dokumenter ad gangen, og højst 200 MB. Vælg færre."
        )
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    with ZipFile(file, "w") as archive:
        for dokument in dokumenter:
            _write(archive, dokument)
    file.seek(0)
    return file


def name_of(dokumenter: Sequence[Journaldokument]) -> str:
    if len(dokumenter) == 1:
        return f"{_folder(dokumenter[0])}.zip"
    return f"journal-{timezone.localdate()}-{len(dokumenter)}-dokumenter.zip"


def _folder(dokument: Journaldokument) -> str:
    case = dokument.ansoegning.nummer
    # Its number tells two of the same name apart.
    return f"{case}-{dokument.pk}-{danish_slug(dokument.get_slags_display())}"


def _write(archive: ZipFile, dokument: Journaldokument) -> None:
    folder = _folder(dokument)
    written = [
        _entry(archive, dokument, f"{folder}/{name}", chunks, kind)
        for name, kind, chunks in _contents(dokument)
    ]
    said = json.dumps(
        _metadata(dokument) | {"filer": written}, ensure_ascii=False, indent=2
    )
    content = f"{said}\n".encode()
    _entry(archive, dokument, f"{folder}/metadata.json", [content], "application/json")


def _entry(
    archive: ZipFile,
    dokument: Journaldokument,
    path: str,
    chunks: Iterable[bytes],
    kind: str,
) -> dict[str, Any]:
    """Write one file; what the metadata say of it."""
    when = timezone.localtime(dokument.dato)
    info = ZipInfo(path, when.timetuple()[:6])
    # The same on every machine. Files from applicants are compressed already.
    info.create_system, info.external_attr = 3, 0o644 << 16
    is_text = kind.startswith(("text/html", "application/json"))
    info.compress_type = ZIP_DEFLATED if is_text else ZIP_STORED
    digest = hashlib.sha256()
    with archive.open(info, "w") as entry:
        for chunk in chunks:
            digest.update(chunk)
            entry.write(chunk)
    name = path.rpartition("/")[2]
    return {"navn": name, "indholdstype": kind, "sha256": digest.hexdigest()}


def _contents(dokument: Journaldokument) -> Iterator[tuple[str, str, Iterable[bytes]]]:
    """Name, type and content of each file but the metadata."""
    yield "dokument.html", "text/html; charset=utf-8", [_html(dokument)]
    if dokument.version:
        content = indhold.canonical(dokument.version.indhold)
        yield "indhold.json", "application/json", [content]
    if dokument.bilag and not _why_left_out(dokument.bilag.fil):
        fil = dokument.bilag.fil
        yield _safe_name(fil.navn), fil.indholdstype, _chunks(fil)


def _chunks(fil: Fil) -> Iterator[bytes]:
    with fil.fil.open() as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _why_left_out(fil: Fil) -> str:
    if not documents.may_be_read(fil):
        return "Filen er ikke med, fordi der er fundet virus i den."
    if not fil.fil.storage.exists(str(fil.fil.name)):
        return "Filen er ikke med, fordi den ikke findes længere."
    return ""


def _safe_name(name: str) -> str:
    """No path, no name that a system keeps to itself, and not too long."""
    match = _ENDING.search(name)
    ending = match.group() if match else ""
    stem = filenames.clean(name.removesuffix(ending), "")[:LONGEST_NAME].strip(" .")
    return f"bilag {stem}{ending}"


def _html(dokument: Journaldokument) -> bytes:
    """A page that is whole by itself, today and in twenty years."""
    version, bilag = dokument.version, dokument.bilag
    context = {
        "dokument": dokument,
        "ansoegning": dokument.ansoegning,
        "dele": fremvisning.read(version.indhold) if version else [],
        "erklaeringer": _declared(dokument),
        "afsender": _sender(dokument),
        "fil": bilag and bilag.fil,
        "left_out": _why_left_out(bilag.fil) if bilag else "",
    }
    return render_to_string("puljer/journal.html", context).encode()


def _metadata(dokument: Journaldokument) -> dict[str, Any]:
    ansoegning = dokument.ansoegning
    pulje = ansoegning.pulje
    return {
        "titel": dokument.titel,
        "dokumenttype": dokument.get_slags_display(),
        "dokumentdato": timezone.localtime(dokument.dato).isoformat(),
        "retning": "udgående" if _is_outgoing(dokument) else "indgående",
        "afsender": _sender(dokument),
        "kle": pulje.kle_nummer,
        "sagsnummer": pulje.sagsnummer,
        "ansoegning": ansoegning.nummer,
        "pulje": str(pulje),
        "runde": ansoegning.runde.navn,
        "modtaget": ansoegning.get_modtagevej_display(),
        "sha256": _digest(dokument),
        "erklaeringer": _declared(dokument),
    }


def _is_outgoing(dokument: Journaldokument) -> bool:
    return bool(dokument.besked and dokument.besked.retning == Retning.TIL_ANSOEGER)


def _sender(dokument: Journaldokument) -> str:
    if dokument.slags == Dokumentslags.BESKED and dokument.besked:
        return dokument.besked.afsender
    if dokument.version:
        return _applicant(dokument.version.indhold[OM_JER])
    return dokument.ansoegning.ansoeger


def _applicant(om_jer: dict[str, Any]) -> str:
    place, contact = om_jer["institution"], om_jer["kontakt"] or {}
    names = [place["navn"] if place else om_jer["navn"], contact.get("navn", "")]
    return " ved ".join(name for name in names if name)


def _digest(dokument: Journaldokument) -> str:
    """Of the frozen content or of the file, as they were when they came."""
    if dokument.version:
        return dokument.version.sha256
    return dokument.bilag.fil.sha256 if dokument.bilag else ""


def _declared(dokument: Journaldokument) -> list[dict[str, Any]]:
    """Versions of the texts that were agreed to."""
    if not dokument.version:
        return []
    agreed: list[dict[str, Any]] = dokument.version.indhold["erklaeringer"]
    return agreed
