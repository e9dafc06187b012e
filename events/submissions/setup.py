"""The emails that every portal begins with, in each language."""

from django.conf import settings
from wagtail.models import Locale

from events.submissions.emails.default_texts import BODIES, default_email
from events.submissions.enums import EmailKind
from events.submissions.models import EmailTemplate


def ensure_email_templates() -> None:
    """A published email of each kind in each language whose catalog has it; the first language is the original.

    In other languages its translation is opened as a draft, like that of any original.
    """
    there = {
        (template.kind, template.locale.language_code): template
        for template in EmailTemplate.objects.select_related("locale")
    }
    known = set(Locale.objects.values_list("language_code", flat=True))
    for kind in EmailKind:
        for code in settings.PORTAL_LANGUAGES:
            if (kind.value, code) in there or code not in known:
                continue
            template = default_email(kind, code)
            is_translated = code.partition("-")[0] == "en" or template.body != BODIES[kind]
            if code != settings.LANGUAGE_CODE and not is_translated:
                continue
            original = there.get((kind.value, settings.LANGUAGE_CODE))
            if original is not None:
                template.translation_key = original.translation_key
            template.save()
            there[kind.value, code] = template
