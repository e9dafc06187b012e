from django.db import migrations, models
from django.db.models import F, Q

STATES = {
    "submitted": "submitted",
    "waitlisted": "on the waiting list",
    "accepted": "accepted",
    "confirmed": "confirmed by the speakers",
    "declined": "declined",
    "withdrawn": "withdrawn",
}


def remember_what_was_told(apps, schema_editor):
    decided = apps.get_model("submissions", "Submission").objects.filter(
        told_at__isnull=False, state__in=["waitlisted", "accepted", "declined"]
    )
    decided.update(told=F("state"))


class Migration(migrations.Migration):
    """What people were told last, so that a new decision stays a secret until its own letter is released."""

    dependencies = [("submissions", "0001_proposals")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="told",
            field=models.CharField(choices=list(STATES.items()), default="submitted", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(condition=Q(told__in=list(STATES)), name="submission_told_known"),
        ),
        migrations.RunPython(remember_what_was_told, migrations.RunPython.noop),
    ]
