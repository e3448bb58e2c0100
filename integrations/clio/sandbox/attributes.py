"""Clio's attributes, by type.

PLAIN holds what a type offers anywhere it appears; NESTED what it offers besides when it is
read in full.
A nested type written `X_base` offers PLAIN only; `[]` marks a list.
"""

PLAIN = {
    "AccountBalance": "id balance type name currency_id",
    "Account": "id etag name state created_at updated_at",
    "ActivityDescription": (
        "id etag name visible_to_co_counsel created_at updated_at default type "
        "utbms_activity_id utbms_task_name utbms_task_id xero_service_code accessible_to_user "
        "category_type currency"
    ),
    "ActivityRate": "id etag rate flat_rate created_at updated_at contact_id co_counsel_contact_id",
    "Address": (
        "id etag street city province postal_code country name created_at updated_at primary"
    ),
    "AttorneyAllocation": (
        "id etag account_id resource_id resource_type originating_attorney_allocation "
        "responsible_attorney_allocation created_at updated_at"
    ),
    "Avatar": "id etag created_at updated_at url _destroy",
    "ClioCreator": (
        "account_owner clio_connect court_rules_default_attendee default_calendar_id email "
        "enabled etag id type initials first_name last_name name phone_number rate "
        "subscription_type time_zone roles created_at updated_at"
    ),
    "Contact": (
        "id etag name first_name middle_name last_name date_of_birth type created_at updated_at "
        "prefix title initials clio_connect_email locked_clio_connect_email "
        "client_connect_user_id primary_email_address secondary_email_address "
        "primary_phone_number secondary_phone_number ledes_client_id "
        "has_clio_for_clients_permission is_client is_clio_for_client_user is_co_counsel "
        "is_bill_recipient sales_tax_number currency"
    ),
    "ContingencyFee": "id etag created_at updated_at show_contingency_award",
    "Currency": "id etag code sign created_at updated_at",
    "CustomFieldMatterSelection": "id display_number",
    "CustomFieldSetAssociation": "id etag display_order created_at updated_at",
    "CustomFieldValue": (
        "id etag field_name created_at updated_at field_type field_required field_displayed "
        "field_display_order value soft_deleted"
    ),
    "CustomField": (
        "id etag created_at updated_at name parent_type field_type displayed deleted required "
        "display_order"
    ),
    "DocumentCategory": "id etag name created_at updated_at",
    "DocumentVersion": (
        "id document_id etag uuid created_at updated_at filename size version_number "
        "content_type received_at put_url fully_uploaded"
    ),
    "Document": (
        "id etag created_at updated_at deleted_at type locked name received_at filename size "
        "content_type"
    ),
    "EmailAddress": "id etag address name primary created_at updated_at",
    "EvergreenRetainer": "id created_at updated_at etag minimum_threshold",
    "ExternalProperty": "id etag name value created_at updated_at",
    "Folder": "id etag created_at updated_at deleted_at type locked name root",
    "Group": "client_connect_user etag id name type updated_at",
    "InstantMessenger": "id etag address name created_at updated_at",
    "JobTitle": "id etag name initials",
    "KycFieldValue": (
        "id etag field_name field_label created_at updated_at field_type field_value "
        "field_possible_values group"
    ),
    "LinkedFolder": "id etag created_at updated_at deleted_at type locked name root",
    "MatterBillRecipient": "created_at etag id updated_at",
    "MatterBudget": (
        "id etag budget include_expenses notification_threshold notify_users created_at updated_at"
    ),
    "MatterCustomRate": "type on_invoice",
    "MatterStage": "id etag practice_area_id name order created_at updated_at",
    "Matter": (
        "id etag number display_number custom_number currency description status location "
        "client_reference client_id billable maildrop_address billing_method open_date "
        "close_date pending_date created_at updated_at shared has_tasks last_activity_date "
        "matter_stage_updated_at"
    ),
    "MultipartHeader": "name value",
    "Multipart": "part_number put_url",
    "NotificationMethod": (
        "id etag type email_address is_default_email_address created_at updated_at"
    ),
    "PaymentProfile": (
        "id etag created_at updated_at billing_setting_id name terms discount_rate "
        "discount_period interest_rate interest_period interest_type"
    ),
    "PhoneNumber": "id etag number name primary created_at updated_at",
    "PicklistOption": "id etag created_at updated_at option deleted_at",
    "PolymorphicCustomRate_ActivityDescription": "id etag name",
    "PolymorphicCustomRate_Group": "etag id name",
    "PolymorphicCustomRate_User": "enabled etag id name",
    "PolymorphicCustomRate": "id etag created_at updated_at rate award note date",
    "PracticeArea": "id etag created_at updated_at name category code",
    "Relationship": "id etag description created_at updated_at",
    "SplitInvoicePayer": (
        "id contact_id matter_id send_to_bill_recipients split_portion etag created_at updated_at"
    ),
    "TaskTemplateListInstace": "id etag created_at updated_at",
    "Task": (
        "id etag name status description description_text_type priority due_at permission "
        "completed_at notify_completion statute_of_limitations time_estimated created_at "
        "updated_at time_entries_count"
    ),
    "User": (
        "account_owner clio_connect court_rules_default_attendee created_at default_calendar_id "
        "email enabled etag first_name id initials last_name name phone_number rate roles "
        "subscription_type time_zone updated_at"
    ),
    "WebSite": "id etag address name default_web_site created_at updated_at",
}

NESTED = {
    "Contact": {
        "activity_rates": "ActivityRate_base[]",
        "addresses": "Address_base[]",
        "custom_field_values": "CustomFieldValue[]",
        "custom_field_set_associations": "CustomFieldSetAssociation_base[]",
        "email_addresses": "EmailAddress_base[]",
        "instant_messengers": "InstantMessenger_base[]",
        "phone_numbers": "PhoneNumber_base[]",
        "web_sites": "WebSite_base[]",
        "notification_methods": "NotificationMethod_base[]",
        "account_balances": "AccountBalance_base[]",
        "related_contacts": "Contact_base[]",
        "kyc_field_values": "KycFieldValue_base[]",
        "primary_work_address": "Address_base",
        "primary_address": "Address_base",
        "secondary_address": "Address_base",
        "company": "Contact_base",
        "avatar": "Avatar_base",
        "payment_profile": "PaymentProfile_base",
        "folder": "Folder_base",
        "co_counsel_rate": "ActivityRate_base",
        "primary_web_site": "WebSite_base",
        "legal_aid_uk_contact": "LegalAidUkContact_base",
        "currency": "Currency_base",
    },
    "CustomField": {
        "picklist_options": "PicklistOption_base[]",
    },
    "CustomFieldValue": {
        "custom_field": "CustomField",
        "picklist_option": "PicklistOption",
        "matter": "CustomFieldMatterSelection_base",
        "contact": "Contact_base",
    },
    "Document": {
        "parent": "LinkedFolder_base",
        "matter": "Matter_base",
        "contact": "Contact_base",
        "document_category": "DocumentCategory_base",
        "creator": "ClioCreator_base",
        "latest_document_version": "DocumentVersion",
        "group": "Group_base",
        "external_properties": "ExternalProperty_base[]",
    },
    "DocumentVersion": {
        "creator": "ClioCreator_base",
        "put_headers": "MultipartHeader_base[]",
        "multiparts": "Multipart[]",
    },
    "Folder": {
        "parent": "LinkedFolder_base",
        "matter": "Matter_base",
        "contact": "Contact_base",
        "document_category": "DocumentCategory_base",
        "creator": "ClioCreator_base",
        "latest_document_version": "DocumentVersion_base",
        "group": "Group_base",
        "external_properties": "ExternalProperty_base[]",
    },
    "Matter": {
        "client": "Contact_base",
        "contingency_fee": "ContingencyFee_base",
        "custom_rate": "MatterCustomRate",
        "evergreen_retainer": "EvergreenRetainer_base",
        "folder": "Folder_base",
        "group": "Group_base",
        "matter_budget": "MatterBudget_base",
        "matter_stage": "MatterStage_base",
        "originating_attorney": "User_base",
        "practice_area": "PracticeArea_base",
        "responsible_attorney": "User_base",
        "responsible_staff": "User_base",
        "statute_of_limitations": "Task_base",
        "user": "User_base",
        "legal_aid_uk_matter": "LegalAidUkMatter_base",
        "attorney_allocation": "AttorneyAllocation_base",
        "currency": "Currency_base",
        "account_balances": "AccountBalance_base[]",
        "custom_field_values": "CustomFieldValue[]",
        "custom_field_set_associations": "CustomFieldSetAssociation_base[]",
        "matter_bill_recipients": "MatterBillRecipient[]",
        "relationships": "Relationship_base[]",
        "task_template_list_instances": "TaskTemplateListInstace_base[]",
        "kyc_field_values": "KycFieldValue_base[]",
        "split_invoice_payers": "SplitInvoicePayer_base[]",
    },
    "MatterBillRecipient": {
        "recipient": "Contact_base",
    },
    "MatterCustomRate": {
        "rates": "PolymorphicCustomRate[]",
    },
    "Multipart": {
        "put_headers": "MultipartHeader_base[]",
    },
    "PolymorphicCustomRate": {
        "user": "PolymorphicCustomRate_User_base",
        "group": "PolymorphicCustomRate_Group_base",
        "activity_description": "PolymorphicCustomRate_ActivityDescription_base",
    },
    "User": {
        "default_activity_description": "ActivityDescription_base",
        "notification_methods": "NotificationMethod_base[]",
        "account": "Account_base",
        "avatar": "Avatar_base",
        "contact": "Contact_base",
        "job_title": "JobTitle_base",
        "groups": "Group_base[]",
    },
}

DEFAULTS = {
    "Contact": ("id", "etag", "name"),
    "Matter": ("id", "etag", "display_number"),
    "Multipart": ("part_number", "put_url", "put_headers"),
    "MultipartHeader": ("name", "value"),
    "User": ("id", "etag", "name"),
}

MOMENTS = {
    "created_at",
    "updated_at",
    "deleted_at",
    "received_at",
    "matter_stage_updated_at",
}
