"""Ways into a room or a slot besides its join link: rows of one fixed form, typed as lines."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from home.i18n.languages import language_name

NUMBER = re.compile(r"\+?[0-9][0-9 ()/.#,*-]{3,}")


class WayInKind(TextChoices):
    ROOM = "room", _("main room")
    INTERPRETATION = "interpretation", _("interpretation")
    CAPTIONS = "captions", _("live captions")
    SIGN = "sign", _("sign language")
    TELEPHONE = "telephone", _("telephone")
    CHAT = "chat", _("chat")


@dataclass(frozen=True)
class WayIn:
    """`address` is a link, or the number of a telephone."""

    kind: str
    address: str
    language: str = ""
    note: str = ""

    @property
    def link(self) -> str:
        return f"tel:{re.sub(r'[^0-9+*#,]', '', self.address)}" if NUMBER.fullmatch(self.address) else self.address

    @property
    def label(self) -> str:
        """ "Interpretation: Spanish" in the language of the page, "Telephone: +52 55 1234 5678"."""
        kind = str(WayInKind(self.kind).label)
        parts = [language_name(self.language, get_language() or "en")] if self.language else []
        parts += [self.address] if NUMBER.fullmatch(self.address) else []
        return ": ".join([kind[:1].upper() + kind[1:], *([", ".join(parts)] if parts else [])])


def way_in(row: dict[str, str]) -> WayIn:
    return WayIn(**row)


def _kind_named(text: str) -> str | None:
    """By its value, or its label in the language of the editor or in English."""
    wanted = text.strip().casefold()
    labels = [(kind.value, str(kind.label).casefold()) for kind in WayInKind]
    with override("en"):
        labels += [(kind.value, str(kind.label).casefold()) for kind in WayInKind]
    return next((value for value, label in labels if wanted in (value, label)), None)


def parse_line(line: str) -> WayIn:
    """ "interpretation | es | https://… | a note"; raises ValidationError."""
    kind, language, address, note = [part.strip() for part in [*line.split("|", 3), "", "", ""][:4]]
    values = {"line": line}
    known = _kind_named(kind)
    if known is None:
        kinds = ", ".join(str(one.label) for one in WayInKind)
        raise ValidationError(
            _("“%(line)s” does not begin with one of these: %(kinds)s."), params={**values, "kinds": kinds}
        )
    if language and language_name(language, "en") == language:
        raise ValidationError(_("The second part of “%(line)s” is no language code, such as es or mfs."), params=values)
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        if not NUMBER.fullmatch(address):
            text = _("The third part of “%(line)s” is neither an address with https:// nor a telephone number.")
            raise ValidationError(text, params=values) from None
    return WayIn(known, address, language.lower(), note)


class WaysInFormField(forms.CharField):
    """A line for each way in."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        rows = [way_in(row) for row in value]
        return "\n".join(
            " | ".join([str(WayInKind(row.kind).label), row.language, row.address, row.note]).rstrip(" |")
            for row in rows
        )

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [asdict(parse_line(line)) for line in lines]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial or []), (data or "").replace("\r\n", "\n"))


class WaysInField(models.JSONField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, form_class=WaysInFormField, **kwargs)
