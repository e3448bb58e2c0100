"""The portal: /p/<token>/ opens a link, /portal/<key>/ is the intake."""

from django.urls import path

from intake.portal import (
    brand,
    documents,
    drafts,
    entry,
    home,
    questions,
    resumable_upload,
    sent_files,
    typed_list,
)

app_name = "portal"

urlpatterns = [
    path("p/<str:token>/", entry.welcome, name="welcome"),
    path("p/<str:token>/code/", entry.code, name="code"),
    path("p/<str:token>/code/new/", entry.new_code, name="code-new"),
    path("brand/<str:colour>.css", brand.colours, name="colours"),
    path("brand/<uuid:firm_id>/logo/<str:version>", brand.logo, name="logo"),
    path("portal/<str:key>/", home.home, name="home"),
    path("portal/<str:key>/forgetting/", entry.forgetting, name="forgetting"),
    path("portal/<str:key>/language/", home.language, name="language"),
    path("portal/<str:key>/review/", home.review, name="review"),
    path("portal/<str:key>/sent/", home.sent, name="sent"),
    path("portal/<str:key>/questions/<slug:category>/", questions.questions, name="questions"),
    path("portal/<str:key>/items/<int:item_id>/", documents.item, name="item"),
    path("portal/<str:key>/items/<int:item_id>/answer/", questions.answer, name="answer"),
    path("portal/<str:key>/items/<int:item_id>/excuse/", documents.excuse, name="excuse"),
    path("portal/<str:key>/items/<int:item_id>/draft/", drafts.draft, name="draft"),
    path("portal/<str:key>/items/<int:item_id>/uploads/", documents.uploads, name="uploads"),
    path("portal/<str:key>/items/<int:item_id>/typed/", typed_list.typed, name="typed"),
    path(
        "portal/<str:key>/items/<int:item_id>/uploads/<str:nonce>/",
        resumable_upload.resumable,
        name="resumable",
    ),
    *(
        path(f"portal/<str:key>/uploads/<int:upload_id>/{name}/", view, name=name)
        for name, view in {
            "file": sent_files.file,
            "thumbnail": sent_files.thumbnail,
            "removal": sent_files.removal,
            "put-back": sent_files.put_back,
            "password": sent_files.password,
        }.items()
    ),
    # Whatever else a client's link became on its way.
    path("p", entry.lost),
    path("portal", entry.lost),
    path("P/<path:rest>", entry.lost),
    path("p/<path:rest>", entry.lost),
    path("portal/<path:rest>", entry.lost),
    path("p/", entry.lost),
    path("portal/", entry.lost),
]
