#!/usr/bin/python3
"""Opens workbooks in LibreOffice, does to them what people do, and saves them.

Standard input has a JSON list of jobs: {"open": path, "save": path, "as": filter, "do": [step, …]}. A step is a list:
["text", sheet, cell, text], ["type", sheet, cell, text] as a keyboard would, ["row", sheet, at] and ["column", sheet, at]
insert one, ["drop", sheet, at] takes a row out, ["copy", sheet, from, to] copies a row, ["sort", sheet, range, column] with
the first row as header, ["hide", sheet, at] hides a row, ["name", sheet, new] renames a sheet. Numbers are from 0.
One program opens all: starting it takes longest.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, CellRangeAddress, TableSortField


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(profile):
    pipe = "isms%d" % os.getpid()
    program = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + profile,
         "--accept=pipe,name=%s;urp;" % pipe],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return program, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.25)
    program.kill()
    sys.exit("LibreOffice does not answer")


def step(book, what, name, *rest):
    sheet = book.Sheets.getByName(name)
    if what == "text":
        sheet.getCellRangeByName(rest[0]).String = rest[1]
    elif what == "type":
        sheet.getCellRangeByName(rest[0]).Formula = rest[1]
    elif what == "row":
        sheet.Rows.insertByIndex(rest[0], 1)
    elif what == "column":
        sheet.Columns.insertByIndex(rest[0], 1)
    elif what == "drop":
        sheet.Rows.removeByIndex(rest[0], 1)
    elif what == "hide":
        sheet.Rows.getByIndex(rest[0]).IsVisible = False
    elif what == "name":
        sheet.Name = rest[0]
    elif what == "copy":
        number = sheet.RangeAddress.Sheet
        sheet.Rows.insertByIndex(rest[1], 1)
        sheet.copyRange(CellAddress(number, 0, rest[1]), CellRangeAddress(number, 0, rest[0], 200, rest[0]))
    elif what == "sort":
        field = TableSortField()
        field.Field, field.IsAscending = rest[1], False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        sheet.getCellRangeByName(rest[0]).sort((prop("SortFields", fields), prop("ContainsHeader", True)))
    else:
        sys.exit("no step: " + what)


def main():
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        program, desktop = connect(profile)
        try:
            for job in jobs:
                book = desktop.loadComponentFromURL("file://" + job["open"], "_blank", 0, (prop("Hidden", True),))
                for each in job["do"]:
                    step(book, *each)
                book.storeToURL("file://" + job["save"], (prop("FilterName", job["as"]),))
                book.close(True)
        finally:
            try:
                desktop.terminate()
            except Exception:
                pass
            program.wait(60)


main()
