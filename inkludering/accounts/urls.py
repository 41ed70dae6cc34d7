"""The account pages we use, by name from allauth; all its others do not exist here.

No signup and no passwords: accounts come by invitation, and a code by mail or a passkey lets in.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from inkludering.accounts import views

urlpatterns = [
    path("meg/", views.profile, name="account_profile"),
    path("login/", views.login, name="account_login"),
    path("login/kode/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/ny-kode/", views.to_login, name="account_request_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inaktiv/", account.account_inactive, name="account_inactive"),
    path("signup/", views.closed, name="account_signup"),
    path("epost/", account.email, name="account_email"),
    path("epost/bekreft/", account.email_verification_sent, name="account_email_verification_sent"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/bekreft/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/igjen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/app/av/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/koder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/koder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/koder/fil/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/nokler/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/nokler/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/nokler/igjen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/nokler/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/nokler/<int:pk>/fjern/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/nokler/<int:pk>/rediger/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
