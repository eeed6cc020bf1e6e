"""The output: three tables as folders of parts that grow by whole shards, and the ledger of what was read."""

from pipeline.store.dataset import AlreadyOpen, Store
from pipeline.store.tables import DOCUMENTS_SCHEMA, LEDGER_SCHEMA, TABLES

__all__ = ["DOCUMENTS_SCHEMA", "LEDGER_SCHEMA", "TABLES", "AlreadyOpen", "Store"]
