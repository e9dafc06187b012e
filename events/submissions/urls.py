from django.urls import path

from events.submissions.public import call_views, private_views

app_name = "submissions"
urlpatterns = [
    path("lost/", private_views.request_link, name="request_link"),
    path("to/<int:event_pk>/", call_views.propose, name="propose"),
    path("sent/<int:event_pk>/", call_views.sent, name="sent"),
    path("mine/<str:token>/", private_views.proposal, name="proposal"),
    path("mine/<str:token>/change/", private_views.change, name="change"),
    path("mine/<str:token>/add/", private_views.add_speaker, name="add_speaker"),
    path("mine/<str:token>/withdraw/", private_views.withdraw, name="withdraw"),
    path("mine/<str:token>/confirm/", private_views.confirm, name="confirm"),
    path("mine/<str:token>/recording/", private_views.recording, name="recording"),
    path("mine/<str:token>/photo/<int:speaker_pk>/", private_views.photo, name="photo"),
]
