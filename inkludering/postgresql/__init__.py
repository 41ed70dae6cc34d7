"""Django's PostgreSQL, where an idle connection is looked at without asking the server."""
