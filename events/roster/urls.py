from django.urls import path

from events.roster.public import pack, views

app_name = "roster"
urlpatterns = [
    path("lost/", views.request_link, name="request_link"),
    path("with/<int:event_pk>/", views.help_with, name="help"),
    path("sent/<int:event_pk>/", views.sent, name="sent"),
    path("mine/<str:token>/", views.mine, name="mine"),
    path("mine/<str:token>/shift/<int:shift_pk>/", pack.pack, name="pack"),
    path("mine/<str:token>/shifts.ics", views.my_calendar, name="calendar"),
]
