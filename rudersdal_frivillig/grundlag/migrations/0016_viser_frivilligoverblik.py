from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0015_redaktoerrolle")]

    operations = [
        migrations.AddField(
            model_name="institution",
            name="viser_frivilligoverblik",
            field=models.BooleanField(
                default=False,
                help_text="Borgerne ser, hvor frivillige hjælper, og hvor I mangler nogen.",
                verbose_name="vis frivilligoverblikket på institutionens side",
            ),
        ),
    ]
