from django.urls import path

from events.submissions.public import views

app_name = "submissions"
urlpatterns = [
    path("lost/", views.lost, name="lost"),
    path("to/<int:event_pk>/", views.propose, name="propose"),
    path("sent/<int:event_pk>/", views.sent, name="sent"),
    path("mine/<str:token>/", views.proposal, name="proposal"),
    path("mine/<str:token>/change/", views.change, name="change"),
    path("mine/<str:token>/add/", views.add_speaker, name="add_speaker"),
    path("mine/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("mine/<str:token>/confirm/", views.confirm, name="confirm"),
    path("mine/<str:token>/photo/<int:speaker_pk>/", views.photo, name="photo"),
]
