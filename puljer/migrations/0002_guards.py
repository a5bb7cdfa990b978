"""What was frozen stays: forms as they were shown, applications as they were sent."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER skema_content_stays BEFORE UPDATE ON puljer_skema
    FOR EACH ROW
    WHEN ((OLD.pulje_id, OLD.version, OLD.indhold)
        IS DISTINCT FROM (NEW.pulje_id, NEW.version, NEW.indhold))
    EXECUTE FUNCTION grundlag_refuse();
CREATE TRIGGER skema_in_operation_is_never_deleted BEFORE DELETE ON puljer_skema
    FOR EACH ROW WHEN (OLD.godkendt_den IS NOT NULL)
    EXECUTE FUNCTION grundlag_refuse();
CREATE TRIGGER ansoegningsversion_never_changed
    BEFORE UPDATE ON puljer_ansoegningsversion
    FOR EACH ROW EXECUTE FUNCTION grundlag_refuse();
"""

NO_GUARDS = """
DROP TRIGGER ansoegningsversion_never_changed ON puljer_ansoegningsversion;
DROP TRIGGER skema_in_operation_is_never_deleted ON puljer_skema;
DROP TRIGGER skema_content_stays ON puljer_skema;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("puljer", "0001_initial"),
        ("grundlag", "0002_guards"),
    ]

    operations = [migrations.RunSQL(GUARDS, NO_GUARDS)]
