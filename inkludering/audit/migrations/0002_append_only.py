"""The database itself refuses to change the past.

PostgreSQL: no UPDATE, and DELETE only in a transaction that says it ends the retention.
SQLite: no UPDATE; DELETE stays possible, as its triggers cannot ask a transaction anything.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = [
    """
    CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND current_setting('inkludering.audit_ends', true) = 'yes' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only()
    """,
]
SQLITE = [
    """
    CREATE TRIGGER audit_entry_append_only BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END
    """,
]
BACK = {
    "postgresql": [
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "DROP FUNCTION audit_entry_append_only()",
    ],
    "sqlite": ["DROP TRIGGER audit_entry_append_only"],
}
FORTH = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def forth(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORTH[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forth, back)]
