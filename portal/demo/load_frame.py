"""The announcement and the footer of the demo, in both languages."""

from portal.demo.loader import DemoLoader
from portal.demo.read import Demo


def load_frame(demo: Demo, loader: DemoLoader) -> None:
    announcement = demo.announcement.model(
        locale=loader.locales[demo.announcement.facts.original],
        link_page=loader.pages[demo.announcement.facts.link_page],
    )
    footer = demo.footer.model(locale=loader.locales[demo.footer.facts.original], name=demo.footer.facts.name)
    for item, snippet in ((demo.announcement, announcement), (demo.footer, footer)):
        loader.set_texts(item, item.facts.original, snippet)
        snippet.save()
        loader.publish(item, snippet)
