"""Pages of the accounts: joining, the team, the firm's profile, a person's language."""
