"""Questions about sentences, and what readers report: asked, mailed, answered, resolved, forgotten."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.outbox.models import Delivery
from home.translations.jobs import forget_reports
from home.translations.mail import queue_daily_mails
from home.translations.models import Question, QuestionAnswer, QuestionKind
from home.translations.talk import actions
from home.translations.talk.waiting import Person, waits_for
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import line, messages, opened, published, target

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def review(translation) -> str:
    return reverse("translations:review", args=[translation.pk])


def test_a_question_goes_to_the_author_and_its_answer_comes_back(about, translator, editor, as_translator, as_editor):
    translation = opened(about)
    about.owner = editor
    about.save()
    row = line(translation, "We meet online.").segment.pk
    ask = {"talk": f"ask-{row}", f"ask-{row}": "Who are we?\0", f"to-{row}": "author", "only": str(row)}

    html = as_translator.post(review(translation), {**ask, f"text-{row}": ""}).content.decode()
    assert "Who are we?" in html
    assert line(translation, "We meet online.").translated is None, "asking saves no sentence"
    question = Question.objects.get()
    assert (question.kind, question.sentence, question.written_by) == ("author", "We meet online.", translator)

    def mailed(day):
        Delivery.objects.all().delete()
        queue_daily_mails(now=MORNING + timedelta(days=day))
        return {mail.address: "Who are we?" in mail.text for mail in Delivery.objects.all()}

    assert mailed(0) == {editor.email: True, translator.email: False}
    assert "Who are we?" in as_editor.get("/admin/").content.decode()
    assert f"questions/?on={about.pk}" in as_editor.get(f"/admin/pages/{about.pk}/edit/").content.decode()

    answer = {"talk": f"answer-{question.pk}", f"answer-{question.pk}": "All of us. " + "Yes. " * 500}
    assert "sent" in messages(as_editor.post(reverse("translations:answer", args=[question.pk]), answer))
    assert QuestionAnswer.objects.get().text.count("Yes.") == 500, "a long answer is not cut"
    assert mailed(1) == {translator.email: True}
    assert "All of us." in as_translator.get(review(translation)).content.decode()

    as_translator.post(review(translation), {"talk": f"resolve-{question.pk}"})
    question.refresh_from_db()
    assert question.resolved_by == translator
    assert "All of us." not in as_translator.get(f"{review(translation)}?all").content.decode()
    assert "All of us." in as_translator.get(reverse("translations:questions") + "?all").content.decode()
    assert mailed(2) == {translator.email: False}


def test_without_a_script_asking_also_saves_what_was_typed(about, as_translator):
    translation = opened(about)
    row = line(translation, "We meet online.").segment.pk
    as_translator.post(
        review(translation),
        {
            "talk": "ask-0",
            "ask-0": "Is this still true?",
            "to-0": "colleagues",
            f"text-{row}": "Aquí.",
            f"was-{row}": "",
        },
    )
    assert line(translation, "We meet online.").text == "Aquí."
    assert "Is this still true?" in as_translator.get(review(translation)).content.decode()


def test_a_question_on_a_locked_page_is_sent_once_and_shown(about, editor, as_translator):
    translation = opened(about)
    page = target(translation)
    page.locked, page.locked_by, page.locked_at = True, editor, timezone.now()
    page.save()
    row = line(translation, "We meet online.").segment.pk
    assert 'class="workshop-status"' in as_translator.get(review(translation)).content.decode()
    ask = {"talk": f"ask-{row}", f"ask-{row}": "Who are we?", f"to-{row}": "author"}
    answer = as_translator.post(review(translation), {**ask, "only": row})
    assert answer.status_code == 200 and "Who are we?" in answer.content.decode()
    answer = as_translator.post(review(translation), ask)
    assert answer.status_code == 302, "loading the page again asks nothing again"
    assert "was sent" in messages(answer) and Question.objects.count() == 2


def asked(kind, asker, said):
    answers = [SimpleNamespace(written_by_id=who) for who in said]
    translation = SimpleNamespace(target_locale=SimpleNamespace(language_code="es"))
    return SimpleNamespace(
        kind=kind, written_by_id=asker, translation=translation, answers=SimpleNamespace(all=lambda: answers)
    )


@pytest.mark.parametrize(
    ("kind", "asker", "said", "for_whom"),
    [
        (QuestionKind.AUTHOR, 1, [], {"owner"}),
        (QuestionKind.AUTHOR, 1, [9], {"asker"}),
        (QuestionKind.AUTHOR, 1, [9, 1], {"owner"}),
        (QuestionKind.AUTHOR, None, [], {"owner"}),
        (QuestionKind.COLLEAGUES, 1, [], {"colleague"}),
        (QuestionKind.COLLEAGUES, 1, [2], {"asker"}),
        (QuestionKind.READER, None, [], {"asker", "colleague"}),
        (QuestionKind.READER, None, [2], set()),
        (QuestionKind.READER, None, [None], set()),  # by somebody who has left
    ],
)
def test_for_whom_a_question_waits(kind, asker, said, for_whom):
    question = asked(kind, asker, said)
    people = {
        "asker": Person(1, ["es"]),
        "colleague": Person(2, ["es"]),
        "foreigner": Person(3, ["pt"]),
        "editor": Person(8, is_editor=True),
        "owner": Person(9, is_editor=True),
    }
    assert {name for name, person in people.items() if waits_for(question, person, owner=9)} == for_whom


def test_without_an_owner_every_editor_is_asked():
    question = asked(QuestionKind.AUTHOR, 1, [])
    assert waits_for(question, Person(8, is_editor=True)) and not waits_for(question, Person(2, ["es"]))


def test_only_who_works_in_the_language_reads_and_answers(about):
    translation = opened(about)
    question = Question.objects.create(translation=translation, kind="colleagues", text="Word?", written_at=MORNING)
    other = logged_in(member("other", "Translators English"))
    assert "Word?" not in other.get(reverse("translations:questions")).content.decode()
    answer = {"talk": f"answer-{question.pk}", f"answer-{question.pk}": "No."}
    assert other.post(reverse("translations:answer", args=[question.pk]), answer).status_code in (302, 403)
    assert not QuestionAnswer.objects.exists()


def test_questions_cost_the_same_for_one_and_for_many(about, as_editor, editor):
    translation = opened(about)

    def count(address):
        with CaptureQueriesContext(connection) as queries:
            assert as_editor.get(address).status_code == 200
        return len(queries)

    def asked():
        question = Question.objects.create(translation=translation, kind="author", text="?", written_at=MORNING)
        QuestionAnswer.objects.create(question=question, text="!", written_by=editor, written_at=MORNING)

    pages = [reverse("translations:questions"), review(translation), "/admin/"]
    asked()
    [as_editor.get(page) for page in pages]
    before = [count(page) for page in pages]
    for _number in range(3):
        asked()
    assert [count(page) for page in pages] == before


# --- readers


def test_a_reader_reports_without_an_account(client, about, translator, as_translator):
    translation = published(about)
    page = target(translation)
    address = f"/es/texts/{page.pk}/wrong/"
    assert f'href="{address}"' in client.get(page.url).content.decode()
    assert b"/wrong/" not in client.get("/en/about/").content

    answer = client.post(address, {"sentence": "Nos encontramos", "text": "Mejor: nos reunimos"}, follow=True)
    assert answer.status_code == 200 and b"mes" in answer.content
    html = as_translator.get(review(translation)).content.decode()
    assert "Mejor: nos reunimos" in html and "Nos encontramos" in html
    queue_daily_mails(now=MORNING)
    mail = Delivery.objects.get().text
    assert "a reader says that something is wrong" in " ".join(mail.split())
    assert "Mejor" not in mail, "words of people whom nobody knows are not mailed"


def test_what_is_no_public_translation_takes_no_report(client, about):
    translation = opened(about)
    for page in (about, target(translation)):
        assert client.post(f"/es/texts/{page.pk}/wrong/", {"text": "x"}).status_code == 404
    page = target(published(about))
    assert client.get(f"/es/texts/{page.pk}/wrong/").status_code == 200
    page.view_restrictions.create(restriction_type="password", password="open sesame")
    assert client.get(f"/es/texts/{page.pk}/wrong/").status_code == 404
    assert not Question.objects.exists()


def test_what_readers_wrote_is_forgotten(about):
    translation, now = opened(about), timezone.now()
    days = {"new": (1, None), "resolved": (40, 31), "just resolved": (300, 29), "old": (366, None)}
    for text, (written, resolved) in days.items():
        Question.objects.create(
            translation=translation,
            kind="reader",
            text=text,
            written_at=now - timedelta(days=written),
            resolved_at=resolved and now - timedelta(days=resolved),
        )
    own = Question.objects.create(
        translation=translation, kind="author", text="own", written_at=now - timedelta(days=900)
    )
    assert forget_reports(now=now) == 2
    assert {question.text for question in Question.objects.all()} == {"new", "just resolved", own.text}


def test_the_first_page_tells_answers_questions_and_reports_apart(about, translator, editor, as_translator):
    translation = opened(about)
    mine = actions.ask(translation, kind=QuestionKind.AUTHOR, text="Who are we?", now=MORNING, user=translator)

    def dashboard():
        return as_translator.get("/admin/").content.decode()

    assert "Who are we?" not in dashboard()
    actions.answer(mine, text="All of us.", user=editor, now=MORNING)
    actions.report(translation, sentence="Hola", text="A typo.", now=MORNING)
    html = dashboard()
    assert "Your question was answered" in html
    assert "1 reader reported something wrong" in html
    assert "waits for an answer" not in html
    actions.resolve(mine, user=translator, now=MORNING)
    assert "Your question was answered" not in dashboard()
