"""Settings → Templates, the intake on a matter's page, and the review of what came in."""

from django.urls import path

from intake.views import (
    branding,
    deciding,
    files,
    intake,
    links,
    notifications,
    preferences,
    review,
    stopping,
    template_items,
    templates,
)

app_name = "intake"

urlpatterns = [
    path("settings/templates/", templates.templates, name="templates"),
    path("settings/templates/new/", templates.case_type_new, name="case-type-new"),
    path("settings/templates/<int:checklist_id>/", templates.checklist, name="checklist"),
    path(
        "settings/templates/<int:checklist_id>/spanish/",
        templates.case_type_spanish,
        name="case-type-spanish",
    ),
    path(
        "settings/templates/<int:checklist_id>/copy/",
        templates.checklist_copy,
        name="checklist-copy",
    ),
    path(
        "settings/templates/<int:checklist_id>/removal/",
        templates.checklist_removal,
        name="checklist-removal",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/new/",
        template_items.item_new,
        name="checklist-item-new",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/",
        template_items.item_edit,
        name="checklist-item",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/place/",
        template_items.item_place,
        name="checklist-item-place",
    ),
    path(
        "settings/templates/<int:checklist_id>/items/<int:item_id>/removal/",
        template_items.item_removal,
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
    path("matters/<int:matter_id>/intake/link/renewal/", links.renewal, name="link-renewal"),
    path(
        "matters/<int:matter_id>/intake/link/revocation/",
        links.revocation,
        name="link-revocation",
    ),
    path("settings/notifications/", notifications.notifications, name="notifications"),
    path("settings/notifications/<slug:name>/", notifications.notification, name="notification"),
    path("settings/branding/", branding.branding, name="branding"),
    path("settings/branding/preview/", branding.branding_preview, name="branding-preview"),
    path("settings/intake/", preferences.preferences, name="preferences"),
    path("settings/intake/file-name/", preferences.file_name_preview, name="file-name-preview"),
    path("no-more/<str:signed>/", stopping.stop, name="reminders-stop"),
    path("review/", review.review, name="review"),
    path("matters/<int:matter_id>/review/", review.review_matter, name="review-matter"),
    path(
        "matters/<int:matter_id>/review/approval/",
        deciding.intake_approval,
        name="intake-approval",
    ),
    path("uploads/<int:upload_id>/", files.upload, name="upload"),
    path("uploads/<int:upload_id>/preview/", files.upload_preview, name="upload-preview"),
    path("uploads/<int:upload_id>/pages/<int:page>/", files.upload_page, name="upload-page"),
    path("uploads/<int:upload_id>/approval/", deciding.approval, name="upload-approval"),
    path("uploads/<int:upload_id>/return/", deciding.upload_return, name="upload-return"),
    path("uploads/<int:upload_id>/undo/", deciding.upload_undo, name="upload-undo"),
    path("items/<int:item_id>/excuse/", deciding.item_excuse, name="item-excuse"),
    path("items/<int:item_id>/answer/", deciding.item_answer, name="item-answer"),
]
