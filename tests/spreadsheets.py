"""Reading and writing the files of lists, with other means than the portal's."""

import csv
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook


def export(client, model, kind="csv", **query):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_export"
    return client.post(reverse(name, query=query), {"format": kind})


def read_csv(response):
    """Rows of the file as Danish Excel reads it."""
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def read_xlsx(response):
    sheet = load_workbook(BytesIO(response.getvalue())).worksheets[0]
    return [list(row) for row in sheet.iter_rows()]


def make_csv(*rows, encoding="utf-8-sig"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return SimpleUploadedFile("steder.csv", text.getvalue().encode(encoding))


def make_xlsx(*rows):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return SimpleUploadedFile("steder.xlsx", content.getvalue())
