from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_initial")]

    operations = [
        migrations.RenameField("mailing", "written_at", "queued_at"),
        migrations.RenameField("mailinglanguage", "written_at", "queued_at"),
        migrations.RenameField("subscriber", "asked_at", "requested_at"),
    ]
