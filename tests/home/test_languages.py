from home.i18n.languages import language_name, own_name


def test_languages_have_a_name_in_each_language_and_their_own():
    assert (language_name("es", "en"), language_name("en", "es"), own_name("es")) == ("Spanish", "inglés", "Español")


def test_an_unknown_language_is_shown_by_its_code():
    assert language_name("xx", "en") == "xx"
