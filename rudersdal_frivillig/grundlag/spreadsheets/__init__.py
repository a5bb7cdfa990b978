"""Tables as files that a Danish Excel opens, and back.

A row is a list of cells; the first row is the headings.
"""

from datetime import date, datetime
from decimal import Decimal

type Cell = str | int | float | Decimal | date | datetime
type Row = list[Cell]
