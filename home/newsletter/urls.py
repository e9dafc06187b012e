from django.urls import path

from home.newsletter import views

app_name = "newsletter"

urlpatterns = [
    path("", views.sign_up, name="sign_up"),
    path("asked/", views.sign_up_done, name="sign_up_done"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("link/", views.request_link, name="request_link"),
    path("link/sent/", views.link_sent, name="link_sent"),
    path("preferences/<str:token>/", views.preferences, name="preferences"),
    path("preferences/<str:token>/data.json", views.export, name="export"),
    path("leave/<slug:token>/", views.unsubscribe, name="unsubscribe"),
    path("leave/<slug:token>/<int:mailing>/", views.unsubscribe, name="unsubscribe_mailing"),
]
