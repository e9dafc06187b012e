from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language

from events.submissions.fields.base import FormContext, ProposalField, ShownField, long_text
from home.i18n.languages import language_of

Question = tuple[str, str, str]  # text, help, language


def span_with_language(text: str, code: str) -> str:
    """Words of a page, with their language where it is not the reader's: a call that is not translated yet."""
    return format_html('<span lang="{}">{}</span>', code, text) if text and code != get_language() else text


class Questions(ProposalField):
    """The questions of the call's page, each a form field named by the id of its block: rows of id, question, answer.

    Answers to questions that are not asked any more stay in the form of that proposal.
    """

    def asked(self, context: FormContext) -> dict[str, Question]:
        if context.page is None:
            return {}
        code = language_of(context.page)
        asked = {str(one.id): (one.value["question"], one.value["help"], code) for one in context.page.prompts}
        earlier = getattr(context.row, self.name) if context.row else []
        return {row["id"]: (row["question"], "", context.row.language) for row in earlier} | asked

    def form_fields(self, context: FormContext) -> dict[str, forms.Field]:
        return {
            f"answer-{pk}": long_text(span_with_language(text, code), span_with_language(help_text, code))
            for pk, (text, help_text, code) in self.asked(context).items()
        }

    def initial(self, row: Any) -> dict[str, Any]:
        return {f"answer-{one['id']}": one["answer"] for one in getattr(row, self.name)}

    def value(self, cleaned: dict[str, Any], context: FormContext) -> Any:
        asked = self.asked(context).items()
        rows = [{"id": pk, "question": text, "answer": cleaned[f"answer-{pk}"]} for pk, (text, _help, _code) in asked]
        return [row for row in rows if row["answer"]]

    def shown(self, row: Any) -> list[ShownField]:
        said = [(one["question"], one["answer"]) for one in getattr(row, self.name)]
        return [ShownField(question, answer, is_theirs=True, label_is_theirs=True) for question, answer in said]

    def cell(self, row: Any) -> str:
        return "\n".join(f"{one['question']} {one['answer']}" for one in getattr(row, self.name))
