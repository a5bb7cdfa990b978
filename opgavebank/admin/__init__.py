from opgavebank.admin import henvendelse, opslag, overblik  # noqa: F401
