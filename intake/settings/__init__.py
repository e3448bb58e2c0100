"""Settings → Intake, Notifications and Templates."""
