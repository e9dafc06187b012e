from collections import defaultdict

from django.db import migrations

from home.outbox.addresses import normalise


def respell(apps, schema_editor):
    """Domains in ASCII, and one row for each mailbox.

    Of two rows the one stays that was changed last, but none that waits for its confirmation where another was
    confirmed or unsubscribed: anybody can sign up an address. Its consent records are then those of all rows.
    Both spellings can be mailed, so nothing is undone.
    """
    subscribers = apps.get_model("newsletter", "Subscriber").objects
    records = apps.get_model("newsletter", "ConsentRecord").objects
    mailboxes = defaultdict(list)
    for pk, address in subscribers.values_list("pk", "address"):
        mailboxes[normalise(address)].append((pk, address))
    for address, found in mailboxes.items():
        if found == [(found[0][0], address)]:
            continue
        rows = subscribers.filter(pk__in=[pk for pk, _address in found])
        *others, kept = sorted(rows, key=lambda row: (row.state != "pending", row.changed_at, row.pk))
        records.filter(subscriber__in=others).update(subscriber=kept)
        subscribers.filter(pk__in=[row.pk for row in others]).delete()
        subscribers.filter(pk=kept.pk).update(address=address)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0003_plain_words")]

    operations = [migrations.RunPython(respell, migrations.RunPython.noop)]
