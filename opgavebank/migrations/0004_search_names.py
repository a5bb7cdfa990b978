"""Names that search reads are copied to the post, and follow when they change."""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION opgavebank_copy_names() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    SELECT navn || ' ' || slags INTO NEW.institution_navn
        FROM grundlag_institution WHERE id = NEW.institution_id;
    SELECT omraade.navn || ' ' || fagomraade.navn INTO NEW.stednavne
        FROM grundlag_omraade omraade, grundlag_fagomraade fagomraade
        WHERE omraade.id = NEW.omraade_id AND fagomraade.id = NEW.fagomraade_id;
    NEW.institution_navn := coalesce(NEW.institution_navn, '');
    NEW.stednavne := coalesce(NEW.stednavne, '');
    RETURN NEW;
END $$;

CREATE TRIGGER opslag_copy_names BEFORE INSERT OR UPDATE ON opgavebank_opslag
    FOR EACH ROW EXECUTE FUNCTION opgavebank_copy_names();

-- Any update of a post copies the names anew. The argument is the column it points by.
CREATE FUNCTION opgavebank_pass_name_on() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    EXECUTE format('UPDATE opgavebank_opslag SET stednavne = '''' WHERE %I = $1',
        TG_ARGV[0]) USING NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER opslag_institution_navn AFTER UPDATE OF navn, slags
    ON grundlag_institution FOR EACH ROW
    WHEN ((OLD.navn, OLD.slags) IS DISTINCT FROM (NEW.navn, NEW.slags))
    EXECUTE FUNCTION opgavebank_pass_name_on('institution_id');
CREATE TRIGGER opslag_omraade_navn AFTER UPDATE OF navn ON grundlag_omraade
    FOR EACH ROW WHEN (OLD.navn IS DISTINCT FROM NEW.navn)
    EXECUTE FUNCTION opgavebank_pass_name_on('omraade_id');
CREATE TRIGGER opslag_fagomraade_navn AFTER UPDATE OF navn ON grundlag_fagomraade
    FOR EACH ROW WHEN (OLD.navn IS DISTINCT FROM NEW.navn)
    EXECUTE FUNCTION opgavebank_pass_name_on('fagomraade_id');
"""

NO_TRIGGERS = """
DROP TRIGGER opslag_fagomraade_navn ON grundlag_fagomraade;
DROP TRIGGER opslag_omraade_navn ON grundlag_omraade;
DROP TRIGGER opslag_institution_navn ON grundlag_institution;
DROP FUNCTION opgavebank_pass_name_on();
DROP TRIGGER opslag_copy_names ON opgavebank_opslag;
DROP FUNCTION opgavebank_copy_names();
"""


def fill(apps, schema_editor):
    """Saving works out the parts of compounds; the trigger copies the names."""
    for opslag in apps.get_model("opgavebank", "Opslag").objects.iterator():
        opslag.save(update_fields=["ordled"])


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0003_search")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
