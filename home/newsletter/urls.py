from django.urls import path

from home.newsletter import views

app_name = "newsletter"

urlpatterns = [
    path("", views.sign_up, name="sign_up"),
    path("asked/", views.asked, name="asked"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("link/", views.link, name="link"),
    path("link/sent/", views.link_sent, name="link_sent"),
    path("preferences/<str:token>/", views.preferences, name="preferences"),
    path("preferences/<str:token>/data.json", views.export, name="export"),
    path("leave/<slug:key>/", views.leave, name="leave"),
    path("leave/<slug:key>/<int:mailing>/", views.leave, name="leave_mailing"),
]
