"""Reading the environment, for the settings."""

import os

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str | None = None) -> str:
    """The variable `name`; an empty one is as good as none."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. .env.example says what it "
            "is; `make .env` writes a file for your own machine."
        )
    return value


def env_bool(name: str, default: str = "0") -> bool:
    value = env(name, default).strip().lower()
    if value not in {"0", "1", "false", "true"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return value in {"1", "true"}
