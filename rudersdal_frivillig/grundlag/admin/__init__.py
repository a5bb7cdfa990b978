from rudersdal_frivillig.grundlag.admin import (  # noqa: F401
    brug,
    soegning,
    steder,
    teknik,
    tekster,
)
