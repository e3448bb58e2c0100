"""The URLconf, where the rooms are put together."""

from django.urls import include, path

from casehug.accounts.views import (
    firm_profile,
    firm_switch,
    joining,
    language,
    second_step,
    team,
)
from casehug.audit import page as audit_log
from casehug.monitoring import health, metrics_page
from casehug.security.security_txt import PATH, security_txt
from casehug.ui import design_page
from matters.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("", include("matters.urls")),
    path("", include("intake.portal.urls")),
    path("", include("intake.urls")),
    path("", include("integrations.urls")),
    path("settings/", firm_profile.settings_home, name="settings"),
    path("settings/profile/", firm_profile.firm_profile, name="settings-profile"),
    path("settings/team/", team.team, name="settings-team"),
    path("settings/team/<int:member_id>/role/", team.member_role, name="member-role"),
    path("settings/team/<int:member_id>/removal/", team.member_removal, name="member-removal"),
    path(
        "settings/team/invitations/<int:invitation_id>/again/",
        team.invitation_again,
        name="invitation-again",
    ),
    path(
        "settings/team/invitations/<int:invitation_id>/withdrawal/",
        team.invitation_withdrawal,
        name="invitation-withdrawal",
    ),
    path("settings/team/second-step/", second_step.rule, name="second-step-rule"),
    path(
        "settings/team/<int:member_id>/second-step/",
        second_step.reset_question,
        name="second-step-reset",
    ),
    path(
        "settings/team/second-step/<int:reset_id>/<str:answer>/",
        second_step.reset_answer,
        name="second-step-reset-answer",
    ),
    path("settings/audit/", audit_log.log, name="settings-audit"),
    path("settings/audit/file/", audit_log.export, name="settings-audit-file"),
    path("join/<str:token>/", joining.join, name="join"),
    path("design/", design_page.design, name="design"),
    path(PATH, security_txt, name="security-txt"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics_page.metrics, name="metrics"),
    path("accounts/language/", language.language, name="account-language"),
    path("accounts/", include("allauth.urls")),
    path("firm/", firm_switch.firm_switch, name="firm-switch"),
]

handler400 = "casehug.web.error_pages.bad_request"
handler500 = "casehug.web.error_pages.server_error"
