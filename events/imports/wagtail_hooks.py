from typing import Any

from django.urls import include, path
from wagtail import hooks

from events.imports.admin import views


@hooks.register("register_admin_urls")
def register_imports() -> list[Any]:
    urls = [
        path("<str:pk>/imports/", views.imports, name="list"),
        path("<str:pk>/imports/<int:run_pk>/", views.run_page, name="run"),
        path("<str:pk>/imports/<int:run_pk>/reading/", views.reading, name="reading"),
        path("<str:pk>/imports/<int:run_pk>/undo/", views.undo, name="undo"),
        path("<str:pk>/imports/<int:run_pk>/delete/", views.delete, name="delete"),
        path("<str:pk>/imports/sessions.csv", views.template, {"ending": "csv"}, name="template_csv"),
        path("<str:pk>/imports/sessions.xlsx", views.template, {"ending": "xlsx"}, name="template_xlsx"),
        path("<str:pk>/imports/table.csv", views.table, {"ending": "csv"}, name="table_csv"),
        path("<str:pk>/imports/table.xlsx", views.table, {"ending": "xlsx"}, name="table_xlsx"),
    ]
    return [path("event-overview/", include((urls, "events_imports")))]
