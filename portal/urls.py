from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path, register_converter
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views import serve as wagtaildocs_views

from home.accounts.views.password_reset import PasswordResetConfirmView, PasswordResetView
from home.design.social_image import serve_social_image
from home.design.style_guide import style_guide
from home.forms.public import form_challenge, limited
from home.offline.views import worker
from home.views.site import (
    LanguageNotSpokenConverter,
    favicon,
    former_language,
    page,
    places,
    robots,
    root,
    sitemap,
)
from portal.health import healthz, readyz
from portal.media.views import media
from portal.security_txt import security_txt

register_converter(LanguageNotSpokenConverter, "language_not_spoken")

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path(".well-known/security.txt", security_txt),
    path("worker.js", worker, name="worker"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("social/<int:page_id>-<slug:key>.png", serve_social_image, name="social_image"),
    path("admin/login/", include("home.accounts.urls")),
    path("admin/password_reset/", PasswordResetView.as_view()),
    path("admin/password_reset/confirm/<uidb64>/<token>/", PasswordResetConfirmView.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("form-challenge/", form_challenge, name="form_challenge"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        limited("password")(wagtaildocs_views.authenticate_with_password),
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns += [re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$", media)]

if settings.DEBUG:
    urlpatterns += [*staticfiles_urlpatterns(), path("__reload__/", include("django_browser_reload.urls"))]

if settings.EMAIL_PROVIDER:
    urlpatterns += [path("anymail/", include("anymail.urls"))]  # reports of the mail provider

urlpatterns += i18n_patterns(
    path("proposals/", include("events.submissions.urls")),
    path("speakers-page/", include("events.consents.speaking.urls")),
    path("helping/", include("events.roster.urls")),
    path("search/", include("search.urls")),
    path("programme/", include("events.my_programme.urls")),
    path("programme/", include("events.urls")),
    path("subscription/", include("home.newsletter.urls")),
    path("texts/", include("home.translations.urls")),
    path("places/", places, name="places"),
    path("", include("home.offline.urls")),
    path("style-guide/", style_guide, name="style_guide"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        limited("password")(wagtail_views.authenticate_with_password),
        name="wagtailcore_authenticate_with_password",
    ),
    path("", include([route for route in wagtail_urls.urlpatterns if route.name != "wagtail_serve"])),
    re_path(wagtail_urls.serve_pattern, page, name="wagtail_serve"),
)

urlpatterns += [
    path("<language_not_spoken:code>/", former_language),
    path("<language_not_spoken:code>/<path:rest>", former_language),
]

handler404 = "home.views.errors.not_found"
handler500 = "home.views.errors.server_error"
