"""What a built program is made of, as CycloneDX 1.6 JSON: for scanners of known weaknesses.

The same folder gives the same bytes: the serial number comes from what is in it, the time
from the build's stamp.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Listed
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseRepository
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from frozen import contents, libraries
from frozen.contents import Component, ContentsProblem

_STAMP = Path("_internal", "wats_station", "_data", "build.json")
_NAMESPACE = uuid.UUID("6a0a6f5c-5a39-4f0e-9b4c-6f9d2f0a7b11")
_SCHEMAS = "http://cyclonedx.org/schema/"
_BINARIES = (".dll", ".pyd", ".exe", ".so")
# Where a scanner finds what is known of it; generic names are the usual ones.
_KNOWN_AS = {
    "CPython": "generic/python",
    "FFmpeg": "generic/ffmpeg",
    "ICU": "generic/icu",
    "OpenSSL": "generic/openssl",
    "Qt": "generic/qt",
    "Qt for Python": "pypi/pyside6",
    "SQLite": "generic/sqlite",
    "Swagger UI": "npm/swagger-ui-dist",
    "libffi": "generic/libffi",
    "zlib": "generic/zlib",
    "MIT Kerberos": "generic/krb5",
    "OpenLDAP": "generic/openldap",
    "PostgreSQL client library": "generic/libpq",
}


def write_bill_of_materials(
    program_folder: Path, out_file: Path, packages: Path | None = None
) -> None:
    """Write it; `packages` is the site-packages folder of the build, by default this Python's.

    Raises ContentsProblem for files that nobody knows and for a folder without its stamp.
    """
    packages = packages or contents.installed_packages()
    parts = contents.components(program_folder, packages)
    stamp = _stamp(program_folder)
    (program,) = (each for each in parts if each.kind == "program")
    root = _listed(program._replace(version=str(stamp["version"])), program_folder, packages)
    root.type = ComponentType.APPLICATION
    root.name = "WATS Station"
    others = [_listed(each, program_folder, packages) for each in parts if each != program]
    bom = Bom(
        components=others,
        metadata=BomMetaData(
            component=root,
            timestamp=datetime.fromisoformat(str(stamp["date"]).replace("Z", "+00:00")),
        ),
    )
    bom.metadata.tools.components.clear()
    bom.register_dependency(root, others)
    bom.serial_number = _serial_number(program_folder, str(stamp["commit"]))
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    out_file.write_text(text + "\n", encoding="utf-8", newline="\n")


def problems_of(text: str) -> list[str]:
    """What CycloneDX's own schema for 1.6 says against this bill of materials."""
    import cyclonedx.schema
    import jsonschema_rs

    folder = Path(cyclonedx.schema.__file__).parent / "_res"
    names = ("bom-1.6", "spdx", "jsf-0.82")
    schemas = [
        json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))
        for name in names
    ]
    # That is how they name one another, whatever they call themselves.
    known = [f"{_SCHEMAS}{name}.SNAPSHOT.schema.json" for name in names]
    registry = jsonschema_rs.Registry(list(zip(known, schemas, strict=True)))
    validator = jsonschema_rs.Draft7Validator(schemas[0], registry=registry)
    return [
        f"{'/'.join(str(step) for step in error.instance_path)}: {error.message}"
        for error in validator.iter_errors(json.loads(text))
    ]


def _listed(each: Component, folder: Path, packages: Path) -> Listed:
    purl = _purl(each)
    binaries = [file for file in each.files if _is_binary(file)]
    inside = [_file(file, folder, purl) for file in binaries] + list(_built_in(each, packages))
    home = XsUri(each.home) if each.home else None
    return Listed(
        name=each.name,
        version=each.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=_licences(each.licence),
        hashes=_hashes(folder / binaries[0]) if len(each.files) == len(binaries) == 1 else (),
        components=inside,
        external_references=(
            [ExternalReference(type=ExternalReferenceType.WEBSITE, url=home)] if home else ()
        ),
    )


def _purl(each: Component) -> PackageURL:
    if each.name in _KNOWN_AS:
        kind, _, name = _KNOWN_AS[each.name].partition("/")
    elif each.kind == "python":
        kind, name = "pypi", libraries.normal(each.name)
    else:
        kind, name = "generic", quote(each.name.lower().replace(" ", "-").replace(":", ""))
    return PackageURL(kind, None, name, each.version or None)


def _is_binary(file: Path) -> bool:
    return file.suffix in _BINARIES or ".so." in file.name or not file.suffix


def _file(file: Path, folder: Path, owner: PackageURL) -> Listed:
    place = file.as_posix()
    return Listed(
        name=place,
        type=ComponentType.FILE,
        bom_ref=f"{owner}#{place}",
        hashes=_hashes(folder / file),
    )


def _built_in(each: Component, packages: Path) -> Iterator[Listed]:
    """What a wheel says of the libraries compiled into it (its own bill of materials)."""
    if each.kind != "python":
        return
    distribution = libraries.installed_in(packages)[libraries.normal(each.name)]
    for file in sorted(distribution.files or (), key=str):
        if file.suffix == ".json" and "sboms" in file.parts:
            yield from _of_wheel(json.loads(file.read_text()), str(_purl(each)))


def _of_wheel(said: dict[str, Any], owner: str) -> Iterator[Listed]:
    for one in said.get("components", ()):
        if one.get("purl", "").startswith(f"pkg:pypi/{owner.partition('/')[2].partition('@')[0]}"):
            continue
        name, version = str(one["name"]), str(one.get("version", ""))
        # Its own reference may hold a path of the computer that built the wheel.
        purl = PackageURL.from_string(one["purl"]) if _is_plain(one.get("purl", "")) else None
        yield Listed(
            name=name,
            version=version or None,
            type=ComponentType.LIBRARY,
            bom_ref=f"{owner}#{name}@{version}",
            purl=purl,
        )


def _is_plain(purl: str) -> bool:
    return purl.startswith("pkg:") and "?" not in purl


def _licences(expression: str) -> LicenseRepository:
    return LicenseRepository([LicenseFactory().make_from_string(expression)])


def _hashes(path: Path) -> list[HashType]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return [HashType(alg=HashAlgorithm.SHA_256, content=digest)]


def _stamp(program_folder: Path) -> dict[str, object]:
    path = program_folder / _STAMP
    if not path.is_file():
        raise ContentsProblem(f"{path} is missing: this is no folder that a build has finished")
    stamp: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    if not {"version", "commit", "date"} <= stamp.keys():
        raise ContentsProblem(f"{path} does not say version, commit and date")
    return stamp


def _serial_number(folder: Path, commit: str) -> uuid.UUID:
    digest = hashlib.sha256(commit.encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return uuid.uuid5(_NAMESPACE, digest.hexdigest())
