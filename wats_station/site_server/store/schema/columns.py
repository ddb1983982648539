"""How columns are spelled, the same on every database.

Moments are UTC text of fixed width (see `clock`), so they sort as they read.
"""

from sqlalchemy import Column, Integer, MetaData, String, Text
from sqlalchemy.types import TypeEngine

# Names for every constraint: a migration can only change what has a name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

MOMENT = String(24)
GUID = String(36)


def text_type(length: int | None = None) -> TypeEngine[str]:
    """Text that compares by code point everywhere, whatever language PostgreSQL was set up in."""
    kind = Text if length is None else String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


def text_column(name: str, length: int | None = None, *, unique: bool = False) -> Column[str]:
    """A text that is never null; empty stands for none."""
    return Column(name, text_type(length), nullable=False, default="", unique=unique or None)


def key_column() -> Column[int]:
    """The row's number, given by the database."""
    return Column("id", Integer, primary_key=True)


def guid_column() -> Column[str]:
    """The id that the API knows the row by."""
    return Column("guid", GUID, nullable=False, unique=True)
