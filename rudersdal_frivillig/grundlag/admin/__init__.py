from rudersdal_frivillig.grundlag.admin import (  # noqa: F401
    brug,
    guide,
    soegning,
    steder,
    teknik,
    tekster,
)
