"""A day and a time of day in Danish time, as one types them for a deadline."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

_AROUND = "Vælg et tidspunkt før kl. 2 eller fra kl. 3."
_SKIPPED = f"Det klokkeslæt findes ikke den nat, for uret stilles frem. {_AROUND}"
_TWICE = f"Det klokkeslæt er der to gange den nat, for uret stilles tilbage. {_AROUND}"


class TidspunktInput(forms.SplitDateTimeWidget):
    """The browser's own fields, which need no script."""

    template_name = "admin/puljer/tidspunkt.html"

    def __init__(self, attrs=None):
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Dato"},
            time_attrs={"type": "time", "aria-label": "Klokkeslæt"},
        )


class TidspunktField(forms.SplitDateTimeField):
    """Gives a moment in whole minutes. What clocks say twice or never is refused."""

    widget = TidspunktInput
    default_error_messages = {
        "invalid_date": "Skriv datoen som 24.12.2026.",
        "invalid_time": "Skriv klokkeslættet som 23.59, uden sekunder.",
    }

    def __init__(self, **options):
        super().__init__(input_time_formats=["%H:%M", "%H.%M"], **options)

    def compress(self, data_list):
        if not data_list:
            return None
        for part, code in zip(data_list, ["invalid_date", "invalid_time"], strict=True):
            if part in self.empty_values:
                raise ValidationError(self.error_messages[code], code)
        return as_moment(datetime.combine(*data_list))


def as_moment(said: datetime) -> datetime:
    """`said` is Danish time without a zone. Raises `ValidationError`."""
    zone = timezone.get_current_timezone()
    moment = said.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != said:
        raise ValidationError(_SKIPPED)
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise ValidationError(_TWICE)
    return moment
