"""Settings → Integrations (firm admins only), and what a matter shows of Clio (every member)."""

from django.urls import path

from integrations.views import connection, from_clio, log, mapping, matter, preview, settings_page
from integrations.views.bulk import choose, run
from integrations.views.differences import page as differences

app_name = "integrations"

urlpatterns = [
    path("settings/integrations/", settings_page.integrations, name="settings"),
    path("settings/integrations/clio/connect/", connection.connect, name="connect"),
    path(
        "settings/integrations/clio/callback/<slug:region>/",
        connection.callback,
        name="callback",
    ),
    path("settings/integrations/clio/disconnect/", connection.disconnect, name="disconnect"),
    path("settings/integrations/clio/confirm/", connection.confirm, name="confirm"),
    path("settings/integrations/clio/test/", connection.test, name="test"),
    path("settings/integrations/clio/switches/<slug:name>/", connection.switch, name="switch"),
    path("settings/integrations/mappings/", mapping.mappings, name="mappings"),
    path("settings/integrations/mappings/<int:case_type_id>/", mapping.mapping, name="mapping"),
    path(
        "settings/integrations/mappings/<int:case_type_id>/correction/",
        mapping.correction,
        name="correction",
    ),
    path("settings/integrations/differences/", differences.differences, name="differences"),
    path("settings/integrations/differences/all/", differences.of_a_kind, name="differences-all"),
    path(
        "settings/integrations/differences/<int:difference_id>/",
        differences.difference,
        name="difference",
    ),
    path("settings/integrations/syncs/", log.syncs, name="syncs"),
    path("settings/integrations/syncs/<int:sync_id>/", log.sync, name="sync"),
    path("settings/integrations/syncs/<int:sync_id>/retry/", log.retry, name="retry"),
    path("settings/integrations/older/", choose.bulk_syncs, name="bulk-syncs"),
    path("settings/integrations/older/<int:bulk_id>/", run.bulk_sync, name="bulk-sync"),
    path("settings/integrations/older/<int:bulk_id>/pause/", run.pause, name="bulk-pause"),
    path("settings/integrations/older/<int:bulk_id>/resume/", run.resume, name="bulk-resume"),
    path("settings/integrations/older/<int:bulk_id>/cancel/", run.cancel, name="bulk-cancel"),
    path("matters/in-clio/", from_clio.matters_in_clio, name="matters-in-clio"),
    path("matters/<int:matter_id>/clio/", matter.panel, name="panel"),
    path("matters/<int:matter_id>/sync/", matter.sync, name="matter-sync"),
    path("matters/<int:matter_id>/clio/preview/", preview.preview, name="preview"),
    path("matters/<int:matter_id>/clio/contact/", matter.contact, name="contact"),
    path("matters/<int:matter_id>/clio/findings/<int:finding_id>/", matter.finding, name="finding"),
    path(
        "matters/<int:matter_id>/clio/differences/<int:difference_id>/",
        matter.difference,
        name="matter-difference",
    ),
    path("matters/<int:matter_id>/clio/comparison/", matter.comparison, name="comparison"),
    path(
        "matters/<int:matter_id>/clio/links/<int:link_id>/again/",
        matter.send_again,
        name="send-again",
    ),
]
