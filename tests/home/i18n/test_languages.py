import pytest

from home.i18n.languages import best_language, fallbacks, language_name, language_names, native_name
from home.roles import translators_group_name


def test_languages_have_a_name_in_each_language_and_their_own():
    assert (language_name("es", "en"), language_name("en", "es"), native_name("es")) == ("Spanish", "inglés", "Español")


def test_an_unknown_language_is_shown_by_its_code():
    assert language_name("xx", "en") == "xx"


def test_several_languages_read_as_one_sentence_lists_them():
    assert language_names(["es", "en", "fr"], "en") == "Spanish, English and French"
    assert language_names(["es", "en"], "es") == "español e inglés"
    assert language_names(["en", "es"], "es") == "inglés y español"
    assert (language_names(["hi"], "es"), language_names([], "es")) == ("hindi", "")


def test_regions_and_scripts_are_languages_of_their_own():
    names = [native_name(code) for code in ("es", "es-mx", "pt", "pt-br", "zh-hans", "zh-hant")]
    assert len(set(names)) == len(names)
    assert (language_name("es-mx", "en"), language_name("pt-br", "es")) == ("Spanish (Mexico)", "portugués (Brasil)")
    assert len({translators_group_name(code) for code in ("es", "es-mx", "es-ar")}) == 3


def test_a_missing_text_is_taken_from_the_nearest_language(settings):
    settings.PORTAL_LANGUAGES = ["en", "es", "es-mx", "pt", "fr"]
    assert fallbacks("es-mx") == ["es-mx", "es"]
    assert (fallbacks("es"), fallbacks("en")) == (["es"], ["en"])
    settings.PORTAL_FALLBACKS = {"es-mx": ["pt", "de"]}
    assert fallbacks("es-mx") == ["es-mx", "pt"]


@pytest.mark.parametrize(
    ("header", "offered", "best"),
    [
        ("fr;q=0.9, es;q=0.8, en;q=0.7", "en es", "es"),
        ("en;q=0.3, es-CL;q=0.9", "en es", "es"),
        ("es-AR", "en es es-mx", "es"),
        ("es-AR", "en es-mx", "es-mx"),
        ("es-mx, es", "en es es-mx", "es-mx"),
        ("fr, es;q=0, *;q=0.1", "en es", ""),
        ("fr", "en es", ""),
        ("", "en es", ""),
        ("x" * 5000 + ", es", "en es", ""),
    ],
)
def test_the_whole_list_of_languages_is_honoured(header, offered, best):
    assert best_language(header, offered.split()) == best


def test_a_language_without_a_catalog_is_spoken_to_in_one_language():
    assert (language_name("en", "pt"), language_name("es", "es-mx")) == ("English", "español")
    assert (language_names(["en", "es"], "pt"), native_name("pt")) == ("English and Spanish", "Português")
