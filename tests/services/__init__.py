"""Real servers for the tests: PostgreSQL, Redis, an SMTP sink, gunicorn and Celery workers.

Nothing here imports Django: ``tests.services_plugin`` needs it before the settings are read.
"""
