import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def keep_names(apps, schema_editor):
    """Of everybody who reviewed or commented and still has an account."""
    users = apps.get_model(settings.AUTH_USER_MODEL).objects
    for name, account in (("Review", "reviewer"), ("Comment", "author")):
        rows = apps.get_model("submissions", name).objects.exclude(**{account: None})
        named = users.filter(pk=OuterRef(account)).values("username")
        rows.update(**{f"{account}_name": Subquery(named)})


def confirm_addresses(apps, schema_editor):
    """Whoever confirmed a session did so by the link that was mailed to the first of its speakers."""
    speakers = apps.get_model("submissions", "Speaker").objects
    first = speakers.filter(submission=OuterRef("submission")).order_by("position", "pk").values("pk")[:1]
    confirmed = speakers.filter(submission__state="confirmed").annotate(first=Subquery(first)).filter(pk=F("first"))
    for speaker in confirmed.select_related("submission"):
        speaker.confirmed_at = speaker.submission.changed_at
        speaker.save(update_fields=["confirmed_at"])


def hide_notices(apps, schema_editor):
    """Notices about proposals are a kind of their own, whose subject only the team sees."""
    deliveries = apps.get_model("outbox", "Delivery").objects
    deliveries.filter(kind="notice", key__startswith="proposal:").update(kind="proposal notice")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("outbox", "0002_plain_words"),
        ("submissions", "0006_names"),
    ]

    operations = [
        migrations.AddField("speaker", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("speaker", "page_by_team", models.BooleanField(default=False)),
        migrations.AddField("review", "reviewer_name", models.CharField(blank=True, default="", max_length=150), False),
        migrations.AddField("comment", "author_name", models.CharField(blank=True, default="", max_length=150), False),
        migrations.AlterField(
            "review",
            "reviewer",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reviews",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
        migrations.RunPython(confirm_addresses, migrations.RunPython.noop),
        migrations.RunPython(hide_notices, migrations.RunPython.noop),
    ]
