from django.db import migrations
from django.db.models import F

# Name of a job → where its function was, first and later: the row was named for that until now.
NAMES = {
    "publish-scheduled": ["home.jobs.publish_scheduled", "home.jobs.registry.publish_scheduled"],
    "forget-old-counters": ["home.rate_limit.forget_old_counters", "home.forms.rate_limit.forget_old_counters"],
    "make-good-missed-bumps": ["home.jobs.make_good_missed_bumps", "home.jobs.registry.make_good_missed_bumps"],
    "sync-translations": ["home.translations.jobs.sync_translations"],
    "remind-translators": ["home.translations.jobs.remind_translators"],
    "publish-together": ["home.translations.jobs.publish_together"],
    "send-mail": ["home.outbox.jobs.send_mail"],
    "forget-old-mail": ["home.outbox.jobs.forget_old_mail"],
    "send-issues": ["home.newsletter.jobs.send_issues"],
    "forget-unconfirmed": ["home.newsletter.jobs.forget_unconfirmed"],
    "announce-open-calls": ["events.jobs.announce_open_calls"],
    "remind-to-confirm": ["events.submissions.jobs.remind_to_confirm"],
    "erase-old-proposals": ["events.submissions.jobs.erase_old_proposals"],
}

LAST_RUN = F("started_at").desc(nulls_last=True)


def name_rows(apps, schema_editor):
    """A row keeps when its job is due and who runs it. Of two rows for one job the one that ran last stays."""
    rows = apps.get_model("home.JobRun").objects
    for name, paths in NAMES.items():
        known = list(rows.filter(name__in=paths).order_by(LAST_RUN).values_list("name", flat=True))
        rows.filter(name__in=known[1:]).delete()
        rows.filter(name__in=known[:1]).update(name=name)


def name_rows_for_functions(apps, schema_editor):
    rows = apps.get_model("home.JobRun").objects
    for name, paths in NAMES.items():
        rows.filter(name=name).update(name=paths[-1])


class Migration(migrations.Migration):
    dependencies = [("home", "0007_default_groups")]

    operations = [migrations.RunPython(name_rows, name_rows_for_functions)]
