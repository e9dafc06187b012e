from django.urls import path

from events.my_programme import views

app_name = "my_programme"
urlpatterns = [
    path("mine/<str:token>.ics", views.calendar, name="calendar"),
    path("mine/delete/", views.delete, name="delete"),
    path("<int:event_id>/mine/start/", views.start, name="start"),
    path("<int:event_id>/mine/save/", views.save, name="save"),
]
