from typing import NamedTuple, Self

from django.db import models


class Kontakt(NamedTuple):
    """Whom citizens call: a function, never a name."""

    funktion: str
    telefon: str
    email: str

    @classmethod
    def of(cls, obj: models.Model, prefix: str) -> Self:
        """Read from `<prefix>_funktion` and the other fields so named."""
        return cls(*(getattr(obj, f"{prefix}_{name}") for name in cls._fields))

    def write_to(self, obj: models.Model, prefix: str) -> None:
        for name, value in self._asdict().items():
            setattr(obj, f"{prefix}_{name}", value)

    @property
    def is_reachable(self) -> bool:
        return bool(self.funktion and (self.telefon or self.email))
