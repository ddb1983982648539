"""What a text without quotes stands for in YAML, and which texts therefore need them.

YAML 1.1 takes 01 for 1, NO for false and 2026-01-02 for a day; YAML 1.2 takes 1e3 for
1000. Whatever any of them would change is never taken as a text.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.resolver import Resolver

_TEXT = "tag:yaml.org,2002:str"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"
# Up to 18 digits: every column is smaller, and so is what a file may make us compute.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
# The numbers of YAML 1.2 that PyYAML takes for texts.
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")

# Single quotes and no quotes fold lines, and parsers differ in what they make of these.
_FOLDED = re.compile("^\\s|\\s$|[\t\n\r\x85\u2028\u2029\ufeff]")
# PyYAML's stubs have no types for it.
_resolver: Any = Resolver()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text without quotes that is neither a text, nor a plain whole number, nor a truth."""

    text: str


def plain_value(text: str) -> str | int | bool | Unclear | None:
    """What `text`, written without quotes, is."""
    if _WHOLE.fullmatch(text):
        return int(text)
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False))
    if tag == _BOOL:
        return text.lower() in ("yes", "true", "on")
    if tag == _NULL:
        return None
    if tag not in (_TEXT, _MERGE) or NUMBER.fullmatch(text):
        return Unclear(text)
    return text


class Writer(yaml.SafeDumper):
    """Writes YAML in which every text that `plain_value` would not take for one is quoted."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Write everything out: `read_setup` takes no aliases."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent lists beneath their key, as people write them."""
        super().increase_indent(flow, False)


def _text_node(writer: Writer, text: str) -> yaml.ScalarNode:
    """A text; one that folding could change goes between double quotes, with escapes."""
    return writer.represent_scalar(_TEXT, text, style='"' if _FOLDED.search(text) else None)


Writer.add_representer(str, _text_node)
Writer.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(f"(?:{NUMBER.pattern})$"), list("-+.0123456789")
)
