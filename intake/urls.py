"""Settings → Templates, the intake on a matter's page, and the review of what came in."""

from django.urls import path

from intake.branding import views
from intake.dashboard import first_steps
from intake.matter_page import links
from intake.matter_page import views as intake
from intake.portal import unsubscribe
from intake.review.views import decisions, files, pages
from intake.settings.views import checklist_items, checklists, notifications, preferences

app_name = "intake"

urlpatterns = [
    path("settings/templates/", checklists.templates, name="templates"),
    path("settings/templates/new/", checklists.case_type_new, name="case-type-new"),
    path("settings/templates/<int:checklist_id>/", checklists.checklist, name="checklist"),
    path(
        "settings/templates/<int:checklist_id>/names/<slug:language>/",
        checklists.case_type_name,
        name="case-type-name",
    ),
    path(
        "settings/templates/<int:checklist_id>/copy/",
        checklists.checklist_copy,
        name="checklist-copy",
    ),
    path(
        "settings/templates/<int:checklist_id>/removal/",
        checklists.checklist_removal,
        name="checklist-removal",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/new/",
        checklist_items.item_new,
        name="checklist-item-new",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/",
        checklist_items.item_edit,
        name="checklist-item",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/place/",
        checklist_items.item_place,
        name="checklist-item-place",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/removal/",
        checklist_items.item_removal,
        name="checklist-item-removal",
    ),
    path("matters/<int:matter_id>/intake/", intake.start, name="start"),
    path("matters/<int:matter_id>/intake/checklist/", intake.up_to_date, name="up-to-date"),
    path("matters/<int:matter_id>/intake/items/new/", intake.item_new, name="item-new"),
    path(
        "matters/<int:matter_id>/intake/items/<int:item_id>/removal/",
        intake.item_removal,
        name="item-removal",
    ),
    path(
        "matters/<int:matter_id>/intake/items/<int:item_id>/return/",
        intake.item_return,
        name="item-return",
    ),
    path("matters/<int:matter_id>/intake/link/sending/", links.sending, name="link-sending"),
    path("matters/<int:matter_id>/intake/link/copy/", links.copy, name="link-copy"),
    path("matters/<int:matter_id>/intake/link/code/", links.code, name="link-code"),
    path("matters/<int:matter_id>/intake/link/renewal/", links.renewal, name="link-renewal"),
    path(
        "matters/<int:matter_id>/intake/link/revocation/",
        links.revocation,
        name="link-revocation",
    ),
    path("first-steps/", first_steps.shown, name="first-steps"),
    path("settings/notifications/", notifications.notifications, name="notifications"),
    path("settings/notifications/<slug:name>/", notifications.notification, name="notification"),
    path("settings/branding/", views.branding, name="branding"),
    path("settings/branding/preview/", views.branding_preview, name="branding-preview"),
    path("settings/intake/", preferences.preferences, name="preferences"),
    path("settings/intake/file-name/", preferences.file_name_preview, name="file-name-preview"),
    path("no-more/<str:signed>/", unsubscribe.stop, name="reminders-stop"),
    path("review/", pages.review, name="review"),
    path("matters/<int:matter_id>/review/", pages.review_matter, name="review-matter"),
    path(
        "matters/<int:matter_id>/review/approval/",
        decisions.intake_approval,
        name="intake-approval",
    ),
    path("uploads/<int:upload_id>/", files.upload, name="upload"),
    path("uploads/<int:upload_id>/preview/", files.upload_preview, name="upload-preview"),
    path("uploads/<int:upload_id>/pages/<int:page>/", files.upload_page, name="upload-page"),
    path("uploads/<int:upload_id>/approval/", decisions.approval, name="upload-approval"),
    path("uploads/<int:upload_id>/return/", decisions.upload_return, name="upload-return"),
    path("uploads/<int:upload_id>/undo/", decisions.upload_undo, name="upload-undo"),
    path("items/<int:item_id>/excuse/", decisions.item_excuse, name="item-excuse"),
    path("items/<int:item_id>/answer/", decisions.item_answer, name="item-answer"),
]
