import django.core.validators
from django.db import migrations, models


def give_a_day(apps, schema_editor):
    apps.get_model("events", "Event").objects.filter(confirm_days=0).update(confirm_days=1)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0017_pinned_slots"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="confirm_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                help_text="How many days speakers have to confirm after their proposal is accepted.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="days to confirm",
            ),
        ),
        migrations.RunPython(give_a_day, migrations.RunPython.noop),
    ]
