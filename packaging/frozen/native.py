"""What is in the program's folder besides Python distributions: whose it is, and its licence.

Found by the names of its files. A file that neither this table nor an installed
distribution knows stops the build: somebody has to look at what it is.
"""

import re
from pathlib import Path
from typing import NamedTuple


class Native(NamedTuple):
    """A component that is no Python distribution.

    `files` are patterns of paths inside the program's folder; `texts` are names in
    licence_texts/, in the order in which they are read; `said` finds the version in the
    bytes of a file, where its name does not say it.
    """

    name: str
    licence: str
    home: str
    files: tuple[str, ...]
    texts: tuple[str, ...]
    said: str = ""


_QT = ("qt-notice", "lgpl-3.0", "gpl-3.0")
# The first that matches a file owns it.
NATIVES = (
    Native(
        "Microsoft Visual C++ runtime",
        "LicenseRef-Microsoft-Visual-Cpp-Runtime",
        "https://learn.microsoft.com/cpp/windows/latest-supported-vc-redist",
        (
            "*/vcruntime140*.dll",
            "*/msvcp140*.dll",
            "*/concrt140*.dll",
            "*/vccorlib140*.dll",
            "*/vcomp140*.dll",
            "*/vcamp140*.dll",
            "*/msvcp140-*.dll",
            "*/ucrtbase.dll",
            "*/api-ms-win-*.dll",
        ),
        ("microsoft-runtime",),
    ),
    Native(
        "FFmpeg",
        "LGPL-2.1-or-later",
        "https://ffmpeg.org",
        (
            "*/libavcodec.so*",
            "*/libavformat.so*",
            "*/libavutil.so*",
            "*/libswresample.so*",
            "*/libswscale.so*",
            "*/avcodec-*.dll",
            "*/avformat-*.dll",
            "*/avutil-*.dll",
            "*/swresample-*.dll",
            "*/swscale-*.dll",
        ),
        ("ffmpeg-notice", "lgpl-2.1", "ffmpeg"),
        r"FFmpeg version n?(\d+\.\d+[.\d]*)",
    ),
    Native(
        "ICU",
        "Unicode-3.0",
        "https://icu.unicode.org",
        ("*/libicu*.so*", "*/icudt*.dll", "*/icuin*.dll", "*/icuuc*.dll"),
        ("icu",),
    ),
    Native(
        "OpenSSL",
        "Apache-2.0",
        "https://openssl.org",
        (
            "*/libcrypto-*.so*",
            "*/libssl-*.so*",
            "*/libcrypto.so*",
            "*/libssl.so*",
            "*/libcrypto-*.dll",
            "*/libssl-*.dll",
        ),
        ("openssl-notice", "apache-2.0", "openssl"),
        r"OpenSSL (\d+\.\d+\.\d+[a-z]?) ",
    ),
    Native(
        "PostgreSQL client library",
        "PostgreSQL",
        "https://www.postgresql.org",
        ("*/libpq-*.so*", "*/libpq*.dll"),
        ("libpq",),
        r"\(?PostgreSQL\)? (\d+\.\d+)",
    ),
    Native(
        "MIT Kerberos",
        "MIT",
        "https://web.mit.edu/kerberos/",
        (
            "*/libgssapi_krb5-*.so*",
            "*/libk5crypto-*.so*",
            "*/libkrb5-*.so*",
            "*/libkrb5support-*.so*",
        ),
        ("krb5",),
        r"KRB5_BRAND: krb5-(\d+\.\d+[.\d]*)",
    ),
    Native(
        "OpenLDAP",
        "OLDAP-2.8",
        "https://www.openldap.org",
        ("*/libldap-*.so*", "*/liblber-*.so*"),
        ("openldap",),
        r"OpenLDAP: \S+ (\d+\.\d+\.\d+)",
    ),
    Native(
        "Cyrus SASL",
        "BSD-4-Clause",
        "https://www.cyrusimap.org/sasl/",
        ("*/libsasl2-*.so*",),
        ("cyrus-sasl",),
    ),
    Native(
        "keyutils",
        "LGPL-2.1-or-later",
        "https://people.redhat.com/~dhowells/keyutils/",
        ("*/libkeyutils-*.so*",),
        ("keyutils", "lgpl-2.1"),
    ),
    Native(
        "com_err",
        "MIT",
        "https://e2fsprogs.sourceforge.net",
        ("*/libcom_err-*.so*",),
        ("com-err",),
    ),
    Native(
        "libxcrypt",
        "LGPL-2.1-or-later",
        "https://github.com/besser82/libxcrypt",
        ("*/libcrypt-*.so*",),
        ("libxcrypt", "lgpl-2.1"),
    ),
    Native(
        "libffi",
        "MIT",
        "https://sourceware.org/libffi/",
        ("*/libffi-*.dll", "*/libffi.so*"),
        ("libffi",),
    ),
    Native(
        "SQLite",
        "blessing",
        "https://sqlite.org",
        ("*/sqlite3.dll", "*/libsqlite3.so*"),
        ("sqlite",),
    ),
    Native("zlib", "Zlib", "https://zlib.net", ("*/zlib1.dll", "*/libz.so*"), ("zlib",)),
    Native(
        "Swagger UI",
        "Apache-2.0",
        "https://swagger.io/tools/swagger-ui/",
        ("*/fastapi_offline/static/swagger-ui*",),
        ("swagger-ui-notice", "apache-2.0"),
    ),
    Native(
        "Zint",
        "BSD-3-Clause",
        "https://zint.org.uk",
        (),  # Inside zxing-cpp's extension module.
        ("zint",),
    ),
    Native(
        "Qt",
        "LGPL-3.0-only",
        "https://www.qt.io",
        (
            "*/libQt6*.so*",
            "*/Qt6*.dll",
            "*/PySide6/Qt/*",
            "*/PySide6/plugins/*",
            "*/PySide6/qt.conf",
        ),
        _QT,
    ),
    Native(
        "Qt: software of others",
        "LicenseRef-Qt-third-party",
        "https://doc.qt.io/qt-6/licenses-used-in-qt.html",
        (),  # Inside Qt's libraries.
        ("qt-third-party-notice", "qt-third-party"),
    ),
    Native(
        "Qt for Python",
        "LGPL-3.0-only",
        "https://pyside.org",
        ("*/PySide6/*", "*/shiboken6/*", "*/libpyside6*", "*/libshiboken6*"),
        _QT,
    ),
)
# These lie inside files of another component, and are there whenever that is.
INSIDE = {"Zint": "zxing-cpp", "Qt: software of others": "Qt"}
# Same release as a Python distribution of the folder.
VERSION_OF = {
    "Qt": "pyside6-essentials",
    "Qt: software of others": "pyside6-essentials",
    "Qt for Python": "pyside6-essentials",
}

_NUMBERS = re.compile(r"(?:\.so\.|-)(\d+(?:\.\d+)*)(?:-x64)?(?:-[0-9a-f]{8,})?(?:\.dll)?$")


def version_of(native: Native, files: list[Path]) -> str:
    """What its files say of their version; empty where they say nothing."""
    if native.said:
        for file in files:
            said = re.search(native.said.encode(), file.read_bytes())
            if said:
                return said[1].decode()
    for file in files:
        if file.suffix == ".dll" and (resource := _version_resource(file)):
            return resource
    return max((version_in_name(file.name) for file in files), default="", key=len)


def version_in_name(name: str) -> str:
    """The number of a shared library's interface: of libicuuc.so.73 that is 73."""
    found = _NUMBERS.search(name)
    return found[1] if found else ""


def _version_resource(file: Path) -> str:
    import pefile

    with pefile.PE(str(file), fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        for info in getattr(image, "VS_FIXEDFILEINFO", ()):
            high, low = info.FileVersionMS, info.FileVersionLS
            parts = (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
            return ".".join(str(part) for part in (parts if parts[3] else parts[:3]))
    return ""
