from rudersdal_frivillig.grundlag.admin import (  # noqa: F401
    arrangement,
    brug,
    guide,
    soegning,
    steder,
    teknik,
    tekster,
)
