"""The words of the file for what the database keeps as numbers."""

from typing import Literal

Kind = Literal["test", "repair", "wip"]
Binding = Literal["required", "optional", "never"]
Image = Literal["optional", "required", "never"]
Identifier = Literal["serial number", "MAC", "IMEI"]
FailureType = Literal[
    "default",
    "automatic process",
    "scrapped",
    "no failure found",
    "component",
    "design",
    "manual process",
    "replaced",
]

# Each word's place is its number.
BINDINGS: tuple[Binding, ...] = ("required", "optional", "never")
IMAGES: tuple[Image, ...] = ("optional", "required", "never")
IDENTIFIERS: tuple[Identifier, ...] = ("serial number", "MAC", "IMEI")
FAILURE_TYPES: tuple[FailureType, ...] = (
    "default",
    "automatic process",
    "scrapped",
    "no failure found",
    "component",
    "design",
    "manual process",
    "replaced",
)
