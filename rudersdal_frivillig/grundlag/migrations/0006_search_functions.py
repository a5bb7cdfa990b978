"""How search reads Danish: words folded, then cut by snowball without its stop list.

The bodies are bound when they are made, so that a dump restores under any search path.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FUNCTIONS = """
CREATE TEXT SEARCH DICTIONARY da_snowball (TEMPLATE = snowball, LANGUAGE = danish);
CREATE TEXT SEARCH CONFIGURATION da (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION da
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword,
        hword_asciipart, hword_part, hword_numpart
    WITH da_snowball;

CREATE FUNCTION da_letters(t text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN replace(replace(replace(translate(lower(translate(normalize(t),
            'ÆØÅÄÖÉÜ', 'æøåäöéü')),
            'äöéèêëáàâãóòôõíìîïúùûüçñšžýÿ', 'æøeeeeaaaaooooiiiiuuuucnszyy'),
        'æ', 'ae'), 'ø', 'oe'), 'å', 'aa');

-- Words that the stemmer would cut to another's stem (demens to dem, kasserer to kasse)
-- end in a letter that it leaves alone.
CREATE FUNCTION da_fold(t text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN replace(replace(replace(da_letters(t),
        'demens', 'demenz'), 'demente', 'demenz'), 'kasserer', 'kassererz');

CREATE FUNCTION da_words(t text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN regexp_replace(da_fold(t), '[^[:alnum:]]+', ' ', 'g');

-- How alike two folded words look, from 0 to 1; e for æ, o for ø and a for å are alike.
CREATE FUNCTION da_likeness(a text, b text) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN similarity(
        replace(replace(replace(a, 'ae', 'e'), 'oe', 'o'), 'aa', 'a'),
        replace(replace(replace(b, 'ae', 'e'), 'oe', 'o'), 'aa', 'a'));

CREATE FUNCTION da_stem(word text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN coalesce((ts_lexize('da_snowball', da_fold(word)))[1], da_fold(word));
"""

NO_FUNCTIONS = """
DROP FUNCTION da_stem(text);
DROP FUNCTION da_likeness(text, text);
DROP FUNCTION da_words(text);
DROP FUNCTION da_fold(text);
DROP FUNCTION da_letters(text);
DROP TEXT SEARCH CONFIGURATION da;
DROP TEXT SEARCH DICTIONARY da_snowball;
"""


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0005_roles")]

    operations = [TrigramExtension(), migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
