from rudersdal_frivillig.grundlag.admin import (  # noqa: F401
    arrangement,
    brug,
    guide,
    sletning,
    soegning,
    steder,
    teknik,
    tekster,
)
