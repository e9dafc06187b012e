"""The demo's blocks as raw StreamField values, in one language at a time with the same ids in each."""

import re
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from portal.demo.content import kinds

Raw = dict[str, Any]
PAGE_LINK = re.compile(r'<a href="page:(?P<key>[a-z0-9-]+)">(?P<text>.*?)</a>')


class BlockWriter:
    """Writes the blocks of one page in one language (0 English, 1 Spanish).

    `page_ids` are the pages that links and buttons may lead to, `image_ids` the drawn images; what leads to a page or
    shows an image that is not there is left out.
    """

    def __init__(
        self, key: str, language: int, page_ids: dict[str, int], image_ids: dict[str, int] | None = None
    ) -> None:
        self.key, self.language, self.page_ids = key, language, page_ids
        self.image_ids = image_ids or {}

    def body(self, blocks: list[kinds.Block]) -> list[Raw]:
        written: list[Raw] = []
        for number, block in enumerate(blocks):
            if isinstance(block, kinds.Bullets) and written and written[-1]["type"] == "text":
                written[-1]["value"]["text"] += self.bullets(block.items)
                continue
            value = self.value(block, str(number))
            if value is not None:
                written.append({"type": value[0], "value": value[1], "id": self.identity(str(number))})
        return written

    def prompts(self, prompts: list[kinds.Prompt]) -> list[Raw]:
        """The questions of a call's form."""
        return [
            {
                "type": "question",
                "value": {"question": self.say(prompt.question), "help": self.say(prompt.help)},
                "id": self.identity(f"prompt/{prompt.key}"),
            }
            for prompt in prompts
        ]

    def value(self, block: kinds.Block, path: str) -> tuple[str, Raw] | None:
        """Block type and value; None for what this page cannot hold."""
        match block:
            case kinds.Heading(text):
                return "heading", {"text": self.say(text)}
            case kinds.Text(paragraphs):
                return "text", {"text": self.paragraphs(paragraphs)}
            case kinds.Bullets(items):
                return "text", {"text": self.bullets(items)}
            case kinds.Quotation():
                return "quotation", {
                    "text": self.say(block.text),
                    "attribution": block.attribution,
                    "source": block.source,
                    "original": block.original,
                    "original_language": block.original_lang,
                    "note": self.say(block.note) if block.note else "",
                }
            case kinds.Questions(title, items):
                return "questions", {"title": self.say(title), "questions": self.items(path, map(self.say, items))}
            case kinds.CallToAction(text, label, target):
                return self.call_to_action(text, label, target)
            case kinds.Accordion(title, items):
                parts = [{"title": self.say(name), "text": self.paragraphs(text)} for name, text in items]
                return "accordion", {"title": self.say(title), "items": self.items(path, parts)}
            case kinds.Dates():
                return "dates", {"title": ""}
            case kinds.Image(name) if name in self.image_ids:
                return "image", self.image(block)
            case kinds.SignUp(title, text):
                return "sign_up", {"title": self.say(title), "text": self.say(text)}
            case kinds.Logos(title, items):
                partners = [{"name": one.name, "logo": self.image_ids.get(one.image), "url": one.url} for one in items]
                return "logos", {"title": self.say(title), "partners": self.items(path, partners)}
        return None

    def call_to_action(self, text: kinds.Pair, label: kinds.Pair, target: str) -> tuple[str, Raw] | None:
        value = {"text": self.say(text), "label": self.say(label), "page": None, "url": ""}
        key = target.removeprefix("page:")
        if key in self.page_ids:
            return "call_to_action", {**value, "page": self.page_ids[key]}
        return ("call_to_action", {**value, "url": target}) if "//" in target else None

    def image(self, block: kinds.Image) -> Raw:
        picture = {"image": self.image_ids[block.name], "alt_text": self.say(block.alt), "decorative": False}
        caption = self.say(block.caption) if block.caption else ""
        return {"image": picture, "shape": "whole", "caption": caption, "credit": ""}

    def say(self, pair: kinds.Pair) -> str:
        return pair[self.language]

    def html(self, pair: kinds.Pair) -> str:
        """A text with its links to pages of the demo in the form the CMS stores; a page not there is not linked."""
        return PAGE_LINK.sub(self.link, self.say(pair))

    def link(self, found: re.Match[str]) -> str:
        page_id = self.page_ids.get(found["key"])
        return f'<a linktype="page" id="{page_id}">{found["text"]}</a>' if page_id else found["text"]

    def paragraphs(self, pairs: list[kinds.Pair]) -> str:
        return "".join(f"<p>{self.html(pair)}</p>" for pair in pairs)

    def bullets(self, pairs: list[kinds.Pair]) -> str:
        return "<ul>" + "".join(f"<li>{self.html(pair)}</li>" for pair in pairs) + "</ul>"

    def items(self, path: str, values: Any) -> list[Raw]:
        """The items of a ListBlock."""
        return [
            {"type": "item", "value": value, "id": self.identity(f"{path}/{number}")}
            for number, value in enumerate(values)
        ]

    def identity(self, path: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"demo:{self.key}:{path}"))


class IssueWriter(BlockWriter):
    """The blocks of a newsletter issue, which have fields of their own."""

    def value(self, block: kinds.Block, path: str) -> tuple[str, Raw] | None:
        match block:
            case kinds.Text(paragraphs):
                return "text", {"text": self.paragraphs(paragraphs)}
            case kinds.Button(label, target):
                key = target.removeprefix("page:")
                return "action", {"label": self.say(label), "page": self.page_ids[key], "url": ""}
            case kinds.SessionList(title, edition):
                return "sessions", {"title": self.say(title), "page": self.page_ids[edition]}
            case kinds.SpeakerCard(title, speaker):
                return "speaker", {"title": self.say(title), "page": self.page_ids[speaker]}
            case kinds.Dates(edition):
                return "dates", {"title": "", "page": self.page_ids[edition]}
        return None
