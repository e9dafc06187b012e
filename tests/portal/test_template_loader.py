from django.template import Engine


def test_html_comes_without_its_indentation_and_text_as_it_is_written(tmp_path):
    for ending in ("html", "txt"):
        (tmp_path / f"x.{ending}").write_text("<p>\n  {% if yes %}\n    one  two\n\t{% endif %}\n</p>\n")
    engine = Engine(dirs=[tmp_path], loaders=["portal.template_loader.UnindentedLoader"])
    html, text = (engine.render_to_string(f"x.{ending}", {"yes": True}) for ending in ("html", "txt"))
    assert html == "<p>\n\none  two\n\n</p>\n"
    assert text == "<p>\n  \n    one  two\n\t\n</p>\n"


def test_the_portals_own_pages_are_read_like_this(client, db):
    assert "\n  " not in client.get("/en/search/").content.decode()
