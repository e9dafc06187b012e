"""The announcement and the footer of the demo, in both languages."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from home.models import Announcement, Footer
from portal.demo.content import announcement, footer
from portal.demo.loader import LANGUAGES, Loader


def load_frame(loader: Loader) -> None:
    page = loader.pages.get(announcement.LINK.removeprefix("page:"))
    for model, words in ((Announcement, announcement_words), (Footer, footer_words)):
        original = model(locale=loader.locales["en"], **words(loader, 0))
        if isinstance(original, Announcement):
            original.link_page = page
        original.save()
        original.save_revision().publish()
        twin = model(pk=original.pk, locale=loader.locales["es"], translation_key=original.translation_key)
        for name, value in words(loader, 1).items():
            setattr(twin, name, value)
        loader.translate(original, twin, LANGUAGES[1])


def announcement_words(loader: Loader, language: int) -> dict[str, Any]:
    return {"text": announcement.TEXT[language], "link_label": announcement.LINK_LABEL[language]}


def footer_words(loader: Loader, language: int) -> dict[str, Any]:
    def identity(path: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"demo:footer:{path}"))

    def link(key: str, label: str) -> dict[str, Any]:
        value = {"label": label, "page": loader.pages[key].pk, "url": ""}
        return {"type": "item", "value": value, "id": identity(key)}

    links = [link(key, label[language]) for key, label in footer.LINKS if key in loader.pages]
    column = {"title": footer.COLUMN[language], "links": links}
    columns = [{"type": "column", "value": column, "id": identity("column")}]
    socials = [
        {"type": "network", "value": {"name": name, "url": url}, "id": identity(name)} for name, url in footer.SOCIALS
    ]
    return {
        "name": footer.NAME,
        "text": footer.TEXT[language],
        "note": footer.NOTE[language],
        "columns": Footer._meta.get_field("columns").to_python(columns),
        "socials": Footer._meta.get_field("socials").to_python(socials),
    }
