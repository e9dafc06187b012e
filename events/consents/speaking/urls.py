from django.urls import path

from events.consents.speaking import views

app_name = "speakers"
urlpatterns = [
    path("own/<str:token>/", views.own_sessions, name="own_sessions"),
    path("proposal/<str:token>/", views.session_of_proposal, name="session_of_proposal"),
]
