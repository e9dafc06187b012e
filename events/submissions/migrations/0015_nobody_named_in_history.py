from django.db import migrations


def forget_texts(apps, schema_editor):
    """What the team wrote to several people may name somebody: their mails have it, until they are erased."""
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(action="submissions.write")
    entries.exclude(data={}).update(data={})


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0014_emails_to_helpers"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forget_texts, migrations.RunPython.noop)]
