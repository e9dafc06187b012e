"""Renditions are made when a page is published, never by a reader."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Page

from home.design.renditions import found
from home.jobs import background, portions
from home.jobs.renditions import find_missing, find_missing_after
from home.models import BackgroundTask, RateCounter
from tests import factories
from tests.read_only import refused_writes

pytestmark = pytest.mark.django_db

Image = get_image_model()
Rendition = Image.get_rendition_model()


def image(title: str = "Circles") -> Image:
    file = io.BytesIO()
    Drawing.new("RGB", (640, 400), "teal").save(file, "PNG")
    return Image.objects.create(title=title, file=ContentFile(file.getvalue(), "circles.png"))


def work() -> None:
    while background.do_background_tasks(now=timezone.now()):
        pass


def page_with_everything():
    """A picture, a film's poster and a logo in the body, and a social image; published."""
    pictures = {name: image(name) for name in ("figure", "poster", "logo", "social")}
    figure = {"image": pictures["figure"].pk, "alt_text": "x", "decorative": False}
    body = [
        {"type": "image", "value": {"image": figure, "shape": "wide", "caption": "", "credit": ""}},
        {"type": "video", "value": {"url": "https://vimeo.com/1", "title": "x", "poster": pictures["poster"].pk}},
        {"type": "logos", "value": {"title": "", "partners": [{"name": "x", "logo": pictures["logo"].pk, "url": ""}]}},
    ]
    page = factories.standard_page(social_image=pictures["social"])
    page.body = page._meta.get_field("body").to_python(json.dumps(body))
    page.save_revision().publish()
    return page


def files() -> set[str]:
    try:
        return {*default_storage.listdir("images")[1]}
    except FileNotFoundError:
        return set()


def test_a_database_that_refuses_writes_does(client):
    with refused_writes(), pytest.raises(DatabaseError):
        RateCounter.objects.create(key="x", ends_at=timezone.now())


def test_publishing_makes_all_that_the_page_shows(client):
    page = page_with_everything()
    work()
    made = files()
    assert len(made) >= 8
    with refused_writes():
        response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert "original_images" not in html
    assert html.count('type="image/avif"') == 2
    assert files() == made


def test_a_page_whose_renditions_are_missing_shows_the_originals_and_a_job_makes_them(client):
    page = page_with_everything()
    work()
    before = Rendition.objects.count()
    for one in Image.objects.all():
        one.renditions.all().delete()
    with refused_writes():
        html = client.get(page.url).content.decode()
    assert html.count("/media/original_images/") >= 4  # figure, poster, logo and social image
    assert 'srcset=""' not in html and "avif" not in html
    assert BackgroundTask.objects.count() == 0
    find_missing(now=timezone.now())
    work()
    assert Rendition.objects.count() == before
    assert "original_images" not in client.get(page.url).content.decode()
    find_missing(now=timezone.now())
    background.do_background_tasks(now=timezone.now())
    assert set(BackgroundTask.objects.values_list("name", flat=True)) == {"find-missing-renditions"}, "nothing to make"
    work()
    assert BackgroundTask.objects.count() == 0


def test_missing_renditions_are_found_and_made_in_portions(monkeypatch):
    page, other = page_with_everything(), factories.standard_page(slug="other")
    monkeypatch.setattr(portions, "PORTION_SECONDS", 0)
    BackgroundTask.objects.all().delete()
    find_missing(now=timezone.now())
    looked_at = []
    while task := BackgroundTask.objects.filter(name="find-missing-renditions").first():
        looked_at.append(task.arguments["after"])
        find_missing_after(now=timezone.now(), **task.arguments)
        BackgroundTask.objects.finish(task)
    assert looked_at == sorted({0, *Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True)})
    assert BackgroundTask.objects.filter(key=f"make-renditions:{page.pk}").exists()
    assert other.pk in looked_at
    turns = 0
    while BackgroundTask.objects.exists():
        before = Rendition.objects.values("image").distinct().count()
        background.do_background_tasks(now=timezone.now())
        assert Rendition.objects.values("image").distinct().count() <= before + 1
        turns += 1
    assert Rendition.objects.values("image").distinct().count() == 4
    assert turns >= 4


def test_another_focal_point_makes_other_renditions(client):
    page = page_with_everything()
    work()
    figure = Image.objects.get(title="figure")
    specs = next(specs for shown, specs in page.pictures() if shown.pk == figure.pk)
    figure.focal_point_x, figure.focal_point_y, figure.focal_point_width, figure.focal_point_height = 10, 10, 20, 20
    figure.save()
    assert found(figure, specs) == {}
    work()
    assert found(figure, specs).keys() == {*specs}


def test_photos_of_speakers_are_made_in_every_size(client):
    page = factories.speaker("Ana", photo=image("Ana"))
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="ponentes")
    factories.translated(page)
    page.save_revision().publish()
    work()
    with refused_writes():
        for path in (page.url, "/en/speakers/", "/es/ponentes/"):
            assert "original_images" not in client.get(path).content.decode()
    assert page.photo.renditions.count() == 4


def test_a_social_image_is_drawn_once_and_never_by_a_reader(client):
    page = factories.standard_page()
    page.save_revision().publish()
    path = client.get(page.url).content.decode().partition('property="og:image" content="http://localhost')[2]
    address = path.partition('"')[0]
    with refused_writes():
        assert client.get(address).status_code == 200
    assert not default_storage.exists("social")
    work()
    assert len(default_storage.listdir("social")[1]) == 1
    assert client.get(address).status_code == 200


def test_an_editor_sees_the_crop_before_anything_is_published(admin_client):
    page = factories.standard_page(social_image=image())
    page.save_revision()
    page.make_preview_request()
    assert Image.objects.get().renditions.count() == 1


def test_a_task_that_fails_holds_up_no_other_and_is_tried_again(monkeypatch):
    done = []

    def work(*, now, **arguments):
        done.append(arguments)
        if arguments["fails"]:
            raise RuntimeError("x")

    monkeypatch.setitem(background._registered, "try", work)
    now = timezone.now()
    background.run_later("try", now=now, fails=True)
    background.run_later("try", now=now, key="same", fails=False)
    background.run_later("try", now=now, key="same", fails=False)
    assert background.do_background_tasks(now=now) == 2
    assert background.do_background_tasks(now=now) == 0
    assert done == [{"fails": True}, {"fails": False}]
    (left,) = BackgroundTask.objects.all()
    assert (left.failures, left.due_at > now) == (1, True)
