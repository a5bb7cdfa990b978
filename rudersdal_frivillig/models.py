from django.db import models


class Demoobjekt(models.Model):
    """Something `manage.py demo` made, so that it never makes it twice."""

    noegle = models.CharField(max_length=120, unique=True)
    objekt_type = models.CharField(max_length=60)
    objekt_id = models.CharField(max_length=40)

    class Meta:
        verbose_name = "demoobjekt"
        verbose_name_plural = "demoobjekter"

    def __str__(self) -> str:
        return self.noegle
