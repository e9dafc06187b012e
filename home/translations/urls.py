from django.urls import path

from home.translations.views import reports

app_name = "texts"

urlpatterns = [
    path("<int:page_id>/wrong/", reports.report, name="report"),
    path("<int:page_id>/thanks/", reports.thanks, name="thanks"),
]
