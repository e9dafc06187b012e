"""The machine that drafts translations: one of wagtail-localize's back ends, or none."""

from typing import Any

from portal.settings.environment import choice, text

CLASSES = {
    "deepl": "deepl.DeepLTranslator",
    "google": "google.GoogleCloudTranslator",
    "libretranslate": "libretranslate.LibreTranslator",
    "dummy": "dummy.DummyTranslator",
}
_name = choice("MACHINE_TRANSLATOR", ("none", *CLASSES), "none")
_key = text("MACHINE_TRANSLATOR_KEY")
_url = text("MACHINE_TRANSLATOR_URL", "https://libretranslate.com")

WAGTAILLOCALIZE_MACHINE_TRANSLATOR: dict[str, Any] | None = None
if _name in CLASSES:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": f"wagtail_localize.machine_translators.{CLASSES[_name]}",
        "OPTIONS": {"AUTH_KEY": _key, "API_KEY": _key, "PROJECT_ID": _key, "LIBRETRANSLATE_URL": _url.rstrip("/")},
    }
MACHINE_TRANSLATION_AT_NIGHT = choice("MACHINE_TRANSLATION_AT_NIGHT", ("yes", "no"), "no") == "yes"
