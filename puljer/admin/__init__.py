from puljer.admin import ansoegning, journal  # noqa: F401
