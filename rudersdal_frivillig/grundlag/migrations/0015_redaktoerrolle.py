import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grundlag", "0014_import_institution"),
    ]

    operations = [
        migrations.AlterField(
            model_name="institutionsrolle",
            name="rolle",
            field=models.CharField(
                choices=[
                    ("leder", "Leder"),
                    ("stedfortraeder", "Stedfortræder"),
                    ("medarbejder", "Medarbejder"),
                    ("ekstern_redaktoer", "Ekstern redaktør"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Redaktoerrolle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("fra", models.DateField(default=django.utils.timezone.localdate)),
                ("til", models.DateField(blank=True, null=True)),
                (
                    "bruger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redaktoerroller",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fagomraade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redaktoerroller",
                        to="grundlag.fagomraade",
                        verbose_name="fagområde",
                    ),
                ),
            ],
            options={
                "verbose_name": "rolle som fagområderedaktør",
                "verbose_name_plural": "roller som fagområderedaktør",
                "ordering": ["fagomraade", "bruger"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("til", None),
                            ("til__gte", models.F("fra")),
                            _connector="OR",
                        ),
                        name="redaktoerrolle_fra_before_til",
                        violation_error_message="Rollen kan ikke slutte, før den begynder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("til", None)),
                        fields=("bruger", "fagomraade"),
                        name="redaktoerrolle_one_open_per_person_and_fagomraade",
                        violation_error_message="Personen har allerede den rolle.",
                    ),
                ],
            },
        ),
    ]
