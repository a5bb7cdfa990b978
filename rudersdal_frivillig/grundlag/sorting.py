"""Danish alphabetical order, the same in SQL and in Python.

No collation is asked for, since PostgreSQL's own builds differ in which they bring: the
key puts æ, ø and å after z (as ISO 646-DK did), reads aa as å and drops other accents.
"""

from typing import Any

from django.db.models import CharField, Func, Value
from django.db.models.functions import Lower

FROM = "æäøöőœåüéèêëáàâãóòôõíìîïúùûçñðşšžýÿ"
TO = "{{||||}yeeeeaaaaooooiiiiuuucndsszyy"
_TABLE = str.maketrans(FROM, TO)


class DanishKey(Func):
    """SQL: `replace(translate(lower(x), …), 'aa', '}')`. Sort and index by it."""

    function = "replace"
    output_field = CharField()

    def __init__(self, expression: Any, *rest: Any, **extra: Any) -> None:
        if not rest:  # Django copies expressions with all their arguments.
            rest = (Value("aa"), Value("}"))
            expression = Func(
                Lower(expression),
                Value(FROM),
                Value(TO),
                function="translate",
                output_field=CharField(),
            )
        super().__init__(expression, *rest, **extra)


def danish_key(text: str) -> str:
    # Python would make two characters of this one letter, PostgreSQL makes one.
    text = text.replace("İ", "i")
    return text.lower().translate(_TABLE).replace("aa", "}")
