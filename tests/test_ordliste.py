"""docs/ordliste.md has the words that the code is written in."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ORDLISTE = Path(__file__).parent.parent / "docs/ordliste.md"
OURS = (
    "rudersdal_frivillig",
    "rudersdal_frivillig.grundlag",
    "opgavebank",
    "puljer",
)
MODELS = [
    model
    for config in apps.get_app_configs()
    if config.name in OURS
    for model in config.get_models()
]


def rows():
    """(ord, identifikator, English, kilde) of each line of the tables."""
    lines = [line for line in ORDLISTE.read_text().splitlines() if line[:1] == "|"]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not re.fullmatch("[-: ]*", "".join(row))]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_ordliste_has_every_model(model):
    identifiers = " ".join(row[1] for row in rows())

    assert f"`{model.__name__}`" in identifiers


def test_ordliste_has_four_columns_and_each_word_once():
    table = rows()

    assert [row for row in table if len(row) != 4] == []
    words = [row[0] for row in table if row[0].lower() != "ord"]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert all(row[2] for row in table)


def test_ordliste_names_nothing_that_is_not_in_the_code():
    named = {name for row in rows() for name in re.findall(r"`([A-Z]\w+)`", row[1])}
    root = ORDLISTE.parent.parent
    code = "\n".join(
        path.read_text()
        for folder in ("opgavebank", "puljer", "rudersdal_frivillig")
        for path in (root / folder).rglob("*.py")
    )

    assert sorted(n for n in named if not re.search(rf"\b{n}\b", code)) == []
