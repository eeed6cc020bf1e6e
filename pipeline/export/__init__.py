"""Exporting: the tables of a run in the formats of spreadsheets, statistics offices and data catalogues.

text.py         csv and jsonl
xlsx.py         a workbook
sdmx.py         SDMX-CSV 2.0 with its data structure definition (SDMX-ML)
datapackage.py  the Frictionless description of the Parquet tables
dictionary.py   the data dictionary, from the schemas
"""
