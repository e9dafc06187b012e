import json

from django import template

register = template.Library()

THROWS_AWAY = ("stopTranslationUrl", "convertToAliasUrl")


@register.filter
def guarded(props: str) -> str:
    """The settings of wagtail-localize's editor without the buttons that would throw a translation away."""
    settings = json.loads(props)
    for name in THROWS_AWAY:
        settings["links"][name] = None
    settings["perms"]["canDelete"] = False
    settings["machineTranslator"] = None
    return json.dumps(settings)
