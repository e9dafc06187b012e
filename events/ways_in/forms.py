"""Ways in as rows of a form, with free rows below them; a script adds more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.fields import language_choices
from events.ways_in.countries import country_name
from events.ways_in.rows import MOST_WAYS, WayIn, WayInKind, read_row, same_rows
from home.i18n import sign_languages
from home.i18n.languages import language_name

NAMES = list(WayIn.__dataclass_fields__)


class WaysInWidget(forms.Widget):
    """The controls of row 2 are called "ways_in-2-kind" and so on; "ways_in-2-remove" removes it."""

    class Media:
        js = ["events/js/ways_in.js"]
        css = {"all": ["events/css/ways_in.css"]}

    codes: list[str] | None = None  # of the languages to choose among, besides sign languages; None for all
    free = 2  # rows without anything, so that it works without a script

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        rows: list[Mapping[str, str]] = [*(value or []), *[{}] * self.free]
        numbered = [self.shown_row(name, number, row) for number, row in enumerate(rows)]
        label = str(WaysInFormField.ROW)
        return render_to_string("events/admin/ways_in.html", {"rows": numbered, "name": name, "label": label})

    def shown_row(self, name: str, number: int, row: Mapping[str, str]) -> dict[str, Any]:
        """For the template of a row."""
        own = row.get("language", "")
        return {
            "prefix": f"{name}-{number}",
            "number": number + 1,
            "values": {**row, "country": _shown_country(row.get("country", ""))},
            "kinds": WayInKind.choices,
            "languages": self.languages(own),
        }

    def languages(self, own: str) -> list[tuple[str, str]]:
        here = get_language() or "en"
        codes = [code for code, _name in language_choices()] if self.codes is None else self.codes
        codes = [*codes, *([own] if own else []), *sign_languages.NAMES]
        return [(code, language_name(code, here)) for code in dict.fromkeys(codes)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """Rows that say anything and are not removed."""
        sent = [
            {one: data.get(f"{name}-{number}-{one}", "") for one in (*NAMES, "remove")} for number in range(MOST_WAYS)
        ]
        rows = [{one: str(row[one]).strip() for one in NAMES} for row in sent if not row["remove"]]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-kind" not in data

    def as_sent(self, name: str, rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, list[str]]]:
        """Names and values as a browser would send them."""
        for number, row in enumerate([*rows, {}]):
            for one in NAMES:
                yield f"{name}-{number}-{one}", [row.get(one, "")]


def _shown_country(typed: str) -> str:
    return country_name(typed, get_language() or "en")


class WaysInFormField(forms.Field):
    ROW = _("Way in")
    widget = WaysInWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):
            kwargs.pop(unknown, None)
        # Django would send the default of the model once more, as text.
        super().__init__(*args, **{**kwargs, "required": False, "show_hidden_initial": False})

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows, mistakes = [], []
        for number, sent in enumerate(value or [], start=1):
            try:
                rows.append(read_row(sent).row)
            except ValidationError as error:
                mistakes += [f"{self.ROW} {number}: {text}" for text in error.messages]
        if mistakes:
            raise ValidationError(mistakes)
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return same_rows(initial) != self.clean(data)
        except ValidationError:
            return True
