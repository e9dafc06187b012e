"""Below the page to log in, and with its strict content policy (portal.security)."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from home.accounts.views import confirm, invitation, new_address, passkey_login, second_factor, second_step

app_name = "accounts"

urlpatterns = [
    path("passkey/", passkey_login.passkey_login, name="passkey_login"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("out/", LogoutView.as_view(next_page="wagtailadmin_login"), name="log_out"),
    path("confirm/", confirm.confirm, name="confirm"),
    path("second-factor/", second_factor.overview, name="second_factor"),
    path("second-factor/app/", second_factor.add_app, name="add_app"),
    path("second-factor/passkey/", second_factor.add_passkey, name="add_passkey"),
    path("second-factor/codes/", second_factor.codes, name="codes"),
    path("second-factor/<int:pk>/remove/", second_factor.remove, name="remove"),
    path("new-address/<str:token>/", new_address.confirm_address, name="new_address"),
    path("invitation/<str:token>/", invitation.accept_invitation, name="invitation"),
]
