"""Posts to begin from: one or two for each fagområde, in good Danish."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Skabelon:
    """`felter` are values of `Opslag` by name; `fagomraade` is the name of one."""

    noegle: str
    fagomraade: str
    felter: dict[str, Any]

    def __str__(self) -> str:
        return str(self.felter["titel"])


@cache
def skabeloner() -> dict[str, Skabelon]:
    rows = json.loads((Path(__file__).parent / "skabeloner.json").read_text())
    return {row["noegle"]: Skabelon(**row) for row in rows}
