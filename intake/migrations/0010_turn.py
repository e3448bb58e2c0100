"""Whose turn it is, on the intake's own row; what follows from the rest is worked out for all there are."""

from django.db import migrations, models
from django.db.models import Q

from casehug.tenancy.row_level_security import FillIn

MOMENT = {"editable": False, "null": True}
FIELDS = {
    "awaiting_firm_since": models.DateTimeField(**MOMENT),
    "has_files": models.BooleanField(default=False, editable=False),
    "awaiting_client_until": models.DateTimeField(**MOMENT),
    "urgency": models.PositiveSmallIntegerField(default=0, editable=False),
    "stuck_from": models.DateTimeField(**MOMENT),
    "remind_from": models.DateTimeField(**MOMENT),
    "matter_created_at": models.DateTimeField(**MOMENT),
}
FOR_FIRM, FOR_CLIENT = Q(awaiting_firm_since__isnull=False), Q(awaiting_client_until__isnull=False)
LISTED = ["firm", "-matter_created_at", "-matter"]
INDEXES = {
    "intake_for_firm": (["firm", "awaiting_firm_since", "id"], FOR_FIRM),
    "intake_for_firm_no_file": (
        ["firm", "awaiting_firm_since", "id"],
        FOR_FIRM & Q(has_files=False),
    ),
    "intake_for_client": (["firm", "-urgency", "stuck_from", "id"], FOR_CLIENT),
    "intake_stuck": (["firm", "stuck_from"], FOR_CLIENT),
    "intake_listed_firm": (LISTED, FOR_FIRM),
    "intake_listed_client": (LISTED, FOR_CLIENT),
    "intake_listed_approved": (LISTED, Q(status="approved")),
    "intake_approved": (["firm", "-approved_at"], Q(approved_at__isnull=False)),
    "intake_to_remind": (["remind_from", "id"], Q(remind_from__isnull=False)),
}
ANSWERED = """
({parent}.answer @> to_jsonb({item}.shown_if_value)
 OR ({parent}.answer, {item}.shown_if_value) IN (('true', 'yes'), ('false', 'no')))
"""
FILL = f"""
WITH facts AS (
    SELECT intake.*, matter.created_at AS began, matter.status = 'closed' AS is_closed,
        COALESCE(
            GREATEST(intake.sent_at, intake.last_sent_at, intake.active_at, intake.asked_again_at),
            intake.created_at
        ) AS last_sign,
        (SELECT min(upload.uploaded_at) FROM intake_upload upload
           JOIN intake_item item ON item.id = upload.item_id
          WHERE item.intake_id = intake.id AND item.removed_at IS NULL
            AND upload.state = 'uploaded' AND upload.scan <> 'infected') AS first_file,
        EXISTS (
            SELECT FROM intake_item item
              LEFT JOIN intake_item one ON one.id = item.shown_if_id
              LEFT JOIN intake_item two ON two.id = one.shown_if_id
              LEFT JOIN intake_item three ON three.id = two.shown_if_id
             WHERE item.intake_id = intake.id AND item.required AND item.removed_at IS NULL
               AND item.state <> 'approved' AND (item.kind, item.state) <> ('question', 'given')
               AND (one.id IS NULL OR ({ANSWERED.format(item="item", parent="one")}
                    AND (two.id IS NULL OR ({ANSWERED.format(item="one", parent="two")}
                         AND (three.id IS NULL OR {ANSWERED.format(item="two", parent="three")})))))
        ) AS is_wanting,
        EXISTS (SELECT FROM intake_item item WHERE item.intake_id = intake.id
                   AND item.required AND item.removed_at IS NULL) AS requires,
        EXISTS (SELECT FROM intake_item item WHERE item.intake_id = intake.id
                   AND item.excuse = 'need_help' AND item.removed_at IS NULL) AS asks_help,
        EXISTS (SELECT FROM intake_item item WHERE item.intake_id = intake.id
                   AND item.key = 'safe_to_call' AND item.options @> '[{{"value": "email"}}]'
                   AND item.answer NOT IN ('null', '[]')
                   AND NOT item.answer @> '"email"') AS is_unsafe,
        (SELECT link.expires_at FROM intake_portallink link
          WHERE link.intake_id = intake.id AND link.revoked_at IS NULL) AS link_until
      FROM intake_intake intake JOIN matters_matter matter ON matter.id = intake.matter_id
), ready AS (
    SELECT *,
        status IN ('sent', 'in_progress', 'returned') AND NOT is_closed AS is_theirs,
        active_at IS NOT NULL AND submitted_at IS NULL AS may_go_on,
        CASE WHEN status NOT IN ('sent', 'in_progress', 'returned') OR is_closed
                  OR first_file IS NOT NULL OR is_wanting THEN NULL
             WHEN submitted_at IS NOT NULL THEN submitted_at
             WHEN NOT requires THEN NULL
             ELSE COALESCE(active_at + interval '1 hour', created_at) END AS ready_from
      FROM facts
), turns AS (
    SELECT *,
        COALESCE(first_file, ready_from, CASE WHEN status = 'submitted' AND NOT is_closed
            THEN COALESCE(submitted_at, active_at, created_at) END) AS turn_of_firm,
        CASE WHEN NOT is_theirs THEN NULL
             WHEN ready_from IS NULL THEN timestamptz '9999-01-01 00:00+00'
             WHEN may_go_on THEN ready_from END AS turn_of_client,
        4 * asks_help::int + 2 * is_unsafe::int + (link_until IS NULL)::int AS urgent
      FROM ready
)
UPDATE intake_intake SET
    matter_created_at = turns.began,
    awaiting_firm_since = turn_of_firm,
    has_files = first_file IS NOT NULL,
    awaiting_client_until = turn_of_client,
    urgency = CASE WHEN turn_of_client IS NULL THEN 0 ELSE urgent END,
    stuck_from = CASE WHEN turn_of_client IS NULL THEN NULL
                      WHEN urgent > 0 THEN last_sign
                      WHEN first_file IS NOT NULL THEN link_until
                      ELSE LEAST(last_sign + interval '14 days', link_until) END,
    remind_from = CASE
        WHEN turns.status IN ('sent', 'in_progress', 'returned', 'submitted')
             AND turns.unsubscribed_at IS NULL AND turns.sent_at IS NOT NULL AND NOT is_closed
        THEN GREATEST(turns.sent_at, turns.active_at, turns.reminded_at) + interval '12 hours' END
  FROM turns WHERE turns.id = intake_intake.id
"""  # noqa: S608 - all of it stands here
READ = ["intake_item", "intake_upload", "intake_portallink", "matters_matter"]


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0009_whole_answers"),
        ("matters", "0003_spanish_names"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="intake", name="intake_inta_firm_id_a2867e_idx"),
        migrations.RemoveIndex(model_name="intake", name="intake_to_remind"),
        *(
            migrations.AddField(model_name="intake", name=name, field=field)
            for name, field in FIELDS.items()
        ),
        FillIn(FILL, tables=["intake_intake", *READ]),
        *(
            migrations.AddIndex(
                model_name="intake",
                index=models.Index(condition=condition, fields=fields, name=name),
            )
            for name, (fields, condition) in INDEXES.items()
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["firm", "-written_at"],
                condition=Q(kind="sync_failed"),
                name="letter_of_syncs",
            ),
        ),
        # What is infected never gets a picture, and would be looked at for ever.
        migrations.RemoveIndex(model_name="upload", name="upload_without_preview"),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                fields=["uploaded_at"],
                condition=Q(preview="", scan__in=["off", "clean"]),
                name="upload_without_preview",
            ),
        ),
    ]
