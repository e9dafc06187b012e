from django.urls import path

from events.feeds import views
from events.live import public

app_name = "events"
urlpatterns = [
    path("<int:event_id>/programme.ics", views.calendar, name="calendar"),
    path("<int:event_id>/programme-<slug:code>.ics", views.calendar_in_language, name="calendar_in_language"),
    path("<int:event_id>/session-<uuid:key>.ics", views.session_calendar, name="session_calendar"),
    path("<int:event_id>/mine/", views.my_programme, name="my_programme"),
    path("<int:event_id>/mine.ics", views.my_programme_calendar, name="my_programme_calendar"),
    path("<int:event_id>/changes/", views.changes, name="changes"),
    path("<int:event_id>/changes.atom", views.changes_feed, name="changes_feed"),
    path("<int:event_id>/schedule.xml", views.schedule_xml, name="schedule_xml"),
    path("<int:event_id>/schedule.json", views.schedule_json, name="schedule_json"),
    path("<int:event_id>/now/", views.now_and_next, name="now_and_next"),
    path("<int:event_id>/notices/", public.notices, name="notices"),
    path("<int:event_id>/notices/<int:session_pk>/", public.notices, name="notices"),
]
