from django.db import migrations

TERMS = [  # English, Spanish, words to avoid in Spanish
    ("circle", "círculo", ""),
    ("consent", "consentimiento", "consenso"),
    ("objection", "objeción", "queja"),
    ("double link", "doble enlace", ""),
    ("proposal", "propuesta", ""),
    ("sociocracy", "sociocracia", ""),
    ("call for sessions", "convocatoria", ""),
    ("session", "sesión", ""),
    ("speaker", "ponente", "orador, conferencista"),
    ("panel", "panel", "mesa redonda"),
    ("caption", "subtítulo", ""),
    ("time zone", "zona horaria", "huso horario"),
    ("email", "correo", ""),
    ("newsletter", "boletín", ""),
]


def add_terms(apps, schema_editor):
    """The words of the community, to begin with."""
    model = apps.get_model("translations", "GlossaryTerm")
    rows = [("en", "es", english, spanish, avoid) for english, spanish, avoid in TERMS]
    rows += [("es", "en", spanish, english, "") for english, spanish, _avoid in TERMS]
    names = ("source_language", "target_language", "term", "translation", "avoid")
    model.objects.bulk_create([model(**dict(zip(names, row, strict=True))) for row in rows], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("translations", "0007_memory_and_glossary")]

    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
