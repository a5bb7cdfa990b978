from django.db import migrations

# A sequence turns without a lock, so no one waits for anyone. See `opgavebank.kartotek`.
TURN = """
CREATE SEQUENCE opgavebank_kartotek;
CREATE FUNCTION opgavebank_kartotek_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM nextval('opgavebank_kartotek');
    RETURN NULL;
END $$;
CREATE TRIGGER opslag_turns_kartotek
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON opgavebank_opslag
    FOR EACH STATEMENT EXECUTE FUNCTION opgavebank_kartotek_turn();
CREATE TRIGGER institution_turns_kartotek
    AFTER UPDATE ON grundlag_institution
    FOR EACH STATEMENT EXECUTE FUNCTION opgavebank_kartotek_turn();
"""
UNDO = """
DROP TRIGGER institution_turns_kartotek ON grundlag_institution;
DROP TRIGGER opslag_turns_kartotek ON opgavebank_opslag;
DROP FUNCTION opgavebank_kartotek_turn;
DROP SEQUENCE opgavebank_kartotek;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("opgavebank", "0014_henvendelse_roles"),
        ("grundlag", "0020_arrangement"),
    ]

    operations = [migrations.RunSQL(TURN, UNDO)]
