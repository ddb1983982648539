"""The programs of the folder and what Windows shows of them: version, manifest, icon."""

import os
from pathlib import Path
from typing import Any, NamedTuple

from frozen import build_stamp

_WINDOWS = os.name == "nt"
_COMPANY = "WATS Station project"
_PRODUCT = "WATS Station"
_COPYRIGHT = "MIT licence"
_ICON = "resources/icons/wats-station.ico"
_ENGLISH_UNICODE = ("040904B0", [1033, 1200])

# Text: UTF-8 as the code page, long paths, each screen's own resolution, Windows 10 and 11.
MANIFEST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""


class Executable(NamedTuple):
    """One program; `console` says whether Windows opens a terminal for it."""

    name: str
    console: bool

    def looks(self, root: Path) -> dict[str, Any]:
        """What PyInstaller's EXE takes beyond that: nothing on Linux."""
        if not _WINDOWS:
            return {}
        icon = root / _ICON
        looks = {"manifest": MANIFEST, "version": _version_info(self.name, root)}
        return {**looks, "icon": str(icon)} if icon.is_file() else looks


EXECUTABLES = (
    (Executable("wats-station", console=True), Executable("wats-stationw", console=False))
    if _WINDOWS
    else (Executable("wats-station", console=True),)
)


def file_version(version: str) -> tuple[int, int, int, int]:
    """Windows compares four numbers: 0.1.0 and 0.1.0rc1 are both 0.1.0.0."""
    numbers = []
    for part in version.split(".")[:3]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        numbers.append(int(digits or 0))
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return major, minor, patch, 0


def _version_info(name: str, root: Path) -> Any:
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    version = build_stamp.version_of(root)
    numbers = file_version(version)
    language, translation = _ENGLISH_UNICODE
    texts = {
        "CompanyName": _COMPANY,
        "FileDescription": _PRODUCT,
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": _COPYRIGHT,
        "OriginalFilename": f"{name}.exe",
        "ProductName": _PRODUCT,
        "ProductVersion": version,
    }
    strings = [StringStruct(key, text) for key, text in texts.items()]
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([StringTable(language, strings)]),
            VarFileInfo([VarStruct("Translation", translation)]),
        ],
    )
