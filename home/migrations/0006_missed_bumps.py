import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_held_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedBump",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
    ]
