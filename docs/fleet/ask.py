#!/usr/bin/env python3
"""Asks the tables that `isms fleet export` wrote.

    python3 ask.py FOLDER QUESTION.sql [--engine duckdb|spark]

Prints what comes of it as CSV. DuckDB is `pip install duckdb`; Spark is `pip install pyspark` and a Java of version 17 or later.
"""
import argparse
import csv
import os
import sys


def tables(folder):
    """The names of the tables: all folders but those of the export's own."""
    return sorted(name for name in os.listdir(folder) if not name.startswith(("_", ".")) and os.path.isdir(os.path.join(folder, name)))


def is_whole(folder):
    """Whether no export is putting files into their places, or was interrupted while it did."""
    stages = (name for name in os.listdir(folder) if name.startswith(".isms-writing-"))
    return not any(os.path.exists(os.path.join(folder, name, "plan")) for name in stages)


def with_duckdb(folder):
    import duckdb

    base = duckdb.connect()
    for table in tables(folder):
        path = os.path.join(folder, table, "*", "*", "*.parquet").replace("'", "''")
        base.execute(f"create view {table} as select * from read_parquet('{path}', hive_partitioning = true)")

    def ask(question):
        answer = base.execute(question)
        return [column[0] for column in answer.description], answer.fetchall()

    return ask


def with_spark(folder):
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for table in tables(folder):
        spark.read.parquet(os.path.join(folder, table)).createOrReplaceTempView(table)

    def ask(question):
        answer = spark.sql(question)
        return answer.columns, [tuple(row) for row in answer.collect()]

    return ask


def word(value):
    """A value as both engines have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def main():
    parser = argparse.ArgumentParser(description="Asks the tables that `isms fleet export` wrote.")
    parser.add_argument("folder")
    parser.add_argument("questions", nargs="+", metavar="QUESTION.sql")
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    args = parser.parse_args()
    if not is_whole(args.folder):
        sys.exit(f"{args.folder}: an export is at work here, or was interrupted: wait, or run it again")
    ask = {"duckdb": with_duckdb, "spark": with_spark}[args.engine](args.folder)
    out = csv.writer(sys.stdout, lineterminator="\n")
    for path in args.questions:
        if len(args.questions) > 1:
            print(f"# {os.path.basename(path)}")
        with open(path, encoding="utf-8") as file:
            columns, rows = ask(file.read())
        out.writerow(columns)
        out.writerows([word(value) for value in row] for row in rows)


if __name__ == "__main__":
    main()
