from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_earlier_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="call_announced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
