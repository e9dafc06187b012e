from datetime import UTC, datetime

import pytest

from home.translations.models import TranslationStatus
from tests.translations.helpers import fill, opened, target


@pytest.fixture
def spanish(about):
    translation = opened(about)
    fill(translation)
    translation.save_target(publish=False)
    copy = target(translation)
    copy.live = True
    copy.save()
    return copy


def test_readers_of_an_outdated_translation_are_told_since_when(about, spanish, client):
    TranslationStatus.objects.update(outdated_since=datetime(2021, 3, 15, tzinfo=UTC))

    html = client.get(spanish.get_url()).content.decode()

    assert "15 de marzo de 2021" in html
    assert f'href="{about.get_url()}" lang="en" hreflang="en"' in html


def test_a_current_translation_and_an_original_say_nothing(about, spanish, client):
    assert "notice--language" not in client.get(spanish.get_url()).content.decode()
    TranslationStatus.objects.update(outdated_since=datetime(2021, 3, 15, tzinfo=UTC))
    assert "notice--language" not in client.get(about.get_url()).content.decode()
