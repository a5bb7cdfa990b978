from rudersdal_frivillig.grundlag.admin import brug, steder, teknik, tekster  # noqa: F401
