from home.i18n.languages import language_name, language_names, native_name


def test_languages_have_a_name_in_each_language_and_their_own():
    assert (language_name("es", "en"), language_name("en", "es"), native_name("es")) == ("Spanish", "inglés", "Español")


def test_an_unknown_language_is_shown_by_its_code():
    assert language_name("xx", "en") == "xx"


def test_several_languages_read_as_one_sentence_lists_them():
    assert language_names(["es", "en", "fr"], "en") == "Spanish, English and French"
    assert language_names(["es", "en"], "es") == "español e inglés"
    assert language_names(["en", "es"], "es") == "inglés y español"
    assert (language_names(["hi"], "es"), language_names([], "es")) == ("hindi", "")
