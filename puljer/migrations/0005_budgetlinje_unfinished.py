from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("puljer", "0004_sent_back")]

    operations = [
        migrations.AlterField(
            model_name="budgetlinje",
            name="tekst",
            field=models.CharField("hvad", blank=True, max_length=120),
        ),
    ]
