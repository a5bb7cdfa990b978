"""What no code may get round: the log is append-only, and a text's wording stays."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION grundlag_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% may not be changed this way', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER logpost_append_only BEFORE UPDATE OR DELETE ON grundlag_logpost
    FOR EACH ROW EXECUTE FUNCTION grundlag_refuse();
CREATE TRIGGER logvaerdi_never_changed BEFORE UPDATE ON grundlag_logvaerdi
    FOR EACH ROW EXECUTE FUNCTION grundlag_refuse();

-- Emptying the table is refused too, but where a database says it is for tests alone.
CREATE TRIGGER logpost_never_emptied BEFORE TRUNCATE ON grundlag_logpost
    FOR EACH STATEMENT
    WHEN (current_setting('grundlag.is_test_database', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION grundlag_refuse();

CREATE TRIGGER retstekst_wording_stays BEFORE UPDATE ON grundlag_retstekst
    FOR EACH ROW
    WHEN ((OLD.noegle, OLD.version, OLD.titel, OLD.tekst, OLD.kilde)
        IS DISTINCT FROM (NEW.noegle, NEW.version, NEW.titel, NEW.tekst, NEW.kilde))
    EXECUTE FUNCTION grundlag_refuse();
CREATE TRIGGER retstekst_never_deleted BEFORE DELETE ON grundlag_retstekst
    FOR EACH ROW EXECUTE FUNCTION grundlag_refuse();
"""

NO_GUARDS = """
DROP TRIGGER retstekst_never_deleted ON grundlag_retstekst;
DROP TRIGGER retstekst_wording_stays ON grundlag_retstekst;
DROP TRIGGER logpost_never_emptied ON grundlag_logpost;
DROP TRIGGER logvaerdi_never_changed ON grundlag_logvaerdi;
DROP TRIGGER logpost_append_only ON grundlag_logpost;
DROP FUNCTION grundlag_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0001_initial")]

    operations = [migrations.RunSQL(GUARDS, NO_GUARDS)]
