from django.db import migrations

from home.outbox.addresses import normalise


def respell(apps, schema_editor):
    """Domains in ASCII, see home.outbox.addresses. Both spellings can be mailed, so nothing is undone."""
    for model, name in (
        (apps.get_model("submissions", "Speaker"), "email"),
        (apps.get_model("events", "Event"), "contact"),
    ):
        for pk, address in list(model.objects.values_list("pk", name)):
            if normalise(address) != address:
                model.objects.filter(pk=pk).update(**{name: normalise(address)})


class Migration(migrations.Migration):
    dependencies = [("submissions", "0008_is_held"), ("events", "0006_plain_words")]

    operations = [migrations.RunPython(respell, migrations.RunPython.noop)]
