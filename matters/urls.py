"""The file's pages."""

from django.urls import path

from matters.views import clients, documents, matter, matter_list, matter_new, timeline

app_name = "matters"

urlpatterns = [
    path("matters/", matter_list.matter_list, name="list"),
    path("matters/new/", matter_new.matter_new, name="new"),
    path("matters/<int:matter_id>/", matter.matter, name="matter"),
    path("matters/<int:matter_id>/edit/", matter.matter_edit, name="edit"),
    path("matters/<int:matter_id>/client/", matter.matter_client, name="matter-client"),
    path("matters/<int:matter_id>/status/", matter.matter_status, name="status"),
    path("matters/<int:matter_id>/documents/", documents.documents, name="documents"),
    path("matters/<int:matter_id>/timeline/", timeline.matter_timeline, name="timeline"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("clients/", clients.client_list, name="clients"),
    path("clients/new/", clients.client_new, name="client-new"),
    path("clients/search/", clients.client_search, name="client-search"),
    path("clients/<int:client_id>/", clients.client, name="client"),
    path("clients/<int:client_id>/edit/", clients.client_edit, name="client-edit"),
]
