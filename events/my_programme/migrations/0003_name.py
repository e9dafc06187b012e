from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("my_programme", "0002_saved_at"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="savedprogramme",
            options={"verbose_name": "saved programme", "verbose_name_plural": "saved programmes"},
        ),
    ]
