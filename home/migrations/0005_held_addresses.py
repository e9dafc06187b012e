from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_rate_counters"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldAddress",
            fields=[
                ("address", models.CharField(max_length=1000, primary_key=True, serialize=False)),
                ("sent_at", models.DateTimeField()),
            ],
        ),
    ]
