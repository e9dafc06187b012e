import django.core.validators
from django.db import migrations, models

MOST = {
    "Event": {"join_minutes": 24 * 60, "confirm_days": 365, "keep_months": 120},
    "Room": {"position": 1000},
    "Recording": {"minutes": 24 * 60},
}


def lower(apps, schema_editor):
    for model, fields in MOST.items():
        for field, most in fields.items():
            apps.get_model("events", model).objects.filter(**{f"{field}__gt": most}).update(**{field: most})


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0018_at_least_one_day_to_confirm"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="confirm_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                help_text="How many days speakers have to confirm after their proposal is accepted.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)],
                verbose_name="days to confirm",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="join_minutes",
            field=models.PositiveSmallIntegerField(
                default=15,
                help_text="Minutes before a session starts. Until then, nobody can see the links on the page.",
                validators=[django.core.validators.MaxValueValidator(1440)],
                verbose_name="join links appear, minutes before",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="keep_months",
            field=models.PositiveSmallIntegerField(
                default=6,
                help_text="Proposals that were not accepted are deleted this many months after the event.",
                validators=[django.core.validators.MaxValueValidator(120)],
                verbose_name="months proposals are kept",
            ),
        ),
        migrations.AlterField(
            model_name="recording",
            name="minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How long it takes. Leave it empty if you do not know.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(1440)],
                verbose_name="minutes",
            ),
        ),
        migrations.AlterField(
            model_name="room",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="Rooms with smaller numbers come first.",
                validators=[django.core.validators.MaxValueValidator(1000)],
                verbose_name="position",
            ),
        ),
        migrations.RunPython(lower, migrations.RunPython.noop),
    ]
