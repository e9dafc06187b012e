from django.db import migrations

from home.outbox.addresses import normalise


def respell(apps, schema_editor):
    """Domains in ASCII, see home.outbox.addresses. Both spellings can be mailed, so nothing is undone."""
    deliveries = apps.get_model("outbox", "Delivery").objects
    for pk, address in list(deliveries.values_list("pk", "address").iterator()):
        if normalise(address) != address:
            deliveries.filter(pk=pk).update(address=normalise(address))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_plain_words")]

    operations = [migrations.RunPython(respell, migrations.RunPython.noop)]
