from opgavebank.admin import opslag, overblik  # noqa: F401
