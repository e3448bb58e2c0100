"""The calendar: the firm's day, and the client's daytime."""
