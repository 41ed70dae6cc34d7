"""The database itself refuses to change an invoice or a payment.

PostgreSQL: no UPDATE, and DELETE only in a transaction that says it ends the retention.
SQLite: no UPDATE; DELETE stays possible, as its triggers cannot ask a transaction anything.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("participants_invoice", "participants_payment")
FUNCTION = """
CREATE FUNCTION participants_accounts_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('inkludering.accounts_end', true) = 'yes' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'accounts are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = [FUNCTION] + [
    f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION participants_accounts_kept()"
    for table in TABLES
]
SQLITE = [
    f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'accounts are never changed'); END"
    for table in TABLES
]
FORTH = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
BACK = {
    "postgresql": [
        *(f"DROP TRIGGER {table}_kept ON {table}" for table in TABLES),
        "DROP FUNCTION participants_accounts_kept()",
    ],
    "sqlite": [f"DROP TRIGGER {table}_kept" for table in TABLES],
}


def forth(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORTH[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
