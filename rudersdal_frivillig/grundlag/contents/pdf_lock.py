"""Whether a PDF opens without a password.

Many are encrypted only so that they cannot be changed, and open for all. Those that ask
for a password are found by trying the empty one: ISO 32000-1, 7.6.3, algorithms 2, 4
and 5. The newest lock, revision 6, takes AES, which Python does not bring.
"""

import re
import struct
from hashlib import md5, sha256
from typing import IO

from rudersdal_frivillig.grundlag.contents import CHUNK

# Longer than what is searched for, and than the dictionary that says how it is locked.
_LONG = 4096

_LOCK = re.compile(rb"/Encrypt\s*(?:(\d{1,10})\s+(\d{1,5})\s+R|<<)")
_ID = re.compile(rb"/ID\s*\[\s*(?=[<(])")
_STRING = re.compile(rb"\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:[^\\()]|\\.)*)\))", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

# What stands in for the part of a password that is not there.
_PADDING = bytes.fromhex(
    "28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a"
)


def asks_for_password(file: IO[bytes]) -> bool:
    """False too where that cannot be told: for revision 6, and what is broken."""
    if not (lock := _lock(file)):
        return False
    revision = _number(lock, b"R")
    owner, user = _string(lock, rb"/O(?=[\s<(])"), _string(lock, rb"/U(?=[\s<(])")
    if revision == 5:
        return sha256(user[32:40]).digest() != user[:32]
    if revision not in {2, 3, 4} or len(owner) < 32 or len(user) < 16:
        return False
    first_id = _string(_after(file, _ID), rb"")
    hides_metadata = not re.search(rb"/EncryptMetadata\s+false", lock)
    salt = owner[:32] + struct.pack("<I", _number(lock, b"P") & 0xFFFFFFFF) + first_id
    salt += b"" if revision < 4 or hides_metadata else b"\xff" * 4
    key = md5(_PADDING + salt).digest()
    if revision == 2:
        return _rc4(key[:5], _PADDING) != user[:32]
    # Revision 4 writes its length elsewhere, and it is always this.
    size = 16 if revision == 4 else (_number(lock, b"Length") or 40) // 8
    for _ in range(50):
        key = md5(key[:size]).digest()
    proof = md5(_PADDING + first_id).digest()
    for turn in range(20):
        proof = _rc4(bytes(byte ^ turn for byte in key[:size]), proof)
    return proof != user[:16]


def _lock(file: IO[bytes]) -> bytes:
    """The dictionary that says how the file is locked; b"" if it is not."""
    if not (rest := _after(file, _LOCK, including=True)):
        return b""
    match = _LOCK.match(rest)
    if match is None or match[1] is None:
        return rest
    own = rb"(?<!\d)%b\s+%b\s+obj" % (match[1], match[2])
    return _after(file, re.compile(own)).partition(b"endobj")[0]


def _after(
    file: IO[bytes], pattern: re.Pattern[bytes], *, including: bool = False
) -> bytes:
    """What follows the first place where `pattern` stands, or begins there."""
    file.seek(0)
    seen, before = b"", 0
    while chunk := file.read(CHUNK):
        seen += chunk
        if match := pattern.search(seen):
            file.seek(before + (match.start() if including else match.end()))
            return file.read(_LONG)
        before += max(len(seen) - _LONG, 0)
        seen = seen[-_LONG:]
    return b""


def _number(lock: bytes, name: bytes) -> int:
    match = re.search(rb"/%b\s+(-?\d{1,10})" % name, lock)
    return int(match[1]) if match else 0


def _string(text: bytes, name: bytes) -> bytes:
    """The string that stands behind `name`, in hexadecimal or in brackets."""
    start = re.search(name, text)
    match = _STRING.match(text, start.end()) if start else None
    if match is None:
        return b""
    if match[1] is not None:
        digits = b"".join(match[1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, match[2])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said.isdigit():
        return bytes([int(said, 8) & 0xFF])
    return b"" if said in {b"\n", b"\r", b"\r\n"} else _ESCAPES.get(said, said)


def _rc4(key: bytes, data: bytes) -> bytes:
    """The cipher of those years; unsafe, and nothing is hidden with it here."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
