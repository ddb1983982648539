"""What of the libraries is left out of the program; tests prove that nothing lacks it.

Modules that only developers need and libraries of Qt that nothing kept links to are found
by computation; named here is what that cannot know.
"""

from fnmatch import fnmatch

from frozen import libraries

Entry = tuple[str, str, str]  # PyInstaller's: place in the program, file it comes from, kind.

# Parts of Python that only its developers use, or that a program without a terminal has not.
PYTHON_MODULES = (
    "_tkinter",
    "doctest",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "pydoc",
    "pydoc_data",
    "test",
    "tkinter",
    "turtle",
    "unittest",
    "venv",
)
# Parts of libraries for other databases, loops, type checkers, command lines and old versions.
LIBRARY_MODULES = (
    "alembic.testing",
    "anyio._backends._trio",
    "anyio.pytest_plugin",
    "httpx._main",
    "pydantic.mypy",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.ext.mypy",
    "sqlalchemy.testing",
)
# Of Qt's plug-ins whole folders go, or all of a folder but the named ones.
QT_PLUGIN_FOLDERS = (
    "egldeviceintegrations",
    "generic",
    "networkinformation",
    # What is fetched is fetched by httpx; Qt is never asked for an https address.
    "tls",
    "qmltooling",
    "sqldrivers",
)
QT_PLUGINS = (
    # The on-screen keyboard is a QML program.
    "*/platforminputcontexts/*virtualkeyboard*",
    # On Windows the camera is Windows' own affair (windowsmediaplugin), without FFmpeg's 20 MB.
    "*/multimedia/ffmpegmediaplugin.dll",
    # No camera and no other program that an operator has makes such pictures.
    "*/imageformats/*pdf*",
    "*/imageformats/*icns*",
    "*/imageformats/*tga*",
    "*/imageformats/*wbmp*",
    # Screens without a desktop; GTK's look costs a start all of GTK.
    "*/platforms/*eglfs*",
    "*/platforms/*linuxfb*",
    "*/platforms/*minimal*",
    "*/platforms/*vkkhrdisplay*",
    "*/platforms/qdirect2d.dll",
    "*/platforms/*vnc*",
    "*/platformthemes/*gtk3*",
)
OTHER_FILES = (
    # Qt's own texts: the window has none that are not its own.
    "PySide6/*translations/*.qm",
    # OpenGL in software: widgets paint without.
    "PySide6/opengl32sw.dll",
    # The other page that shows an API.
    "fastapi_offline/static/redoc*",
    # For those who write programs, and for their shells.
    "alembic/templates/*",
    "fastapi/.agents/*",
    "jeepney/tests/*",
    "keyring/backend_complete.*",
    "pycparser/*",
    "sqlalchemy/*.txt",
    # How and where a library was installed on the computer that built this.
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/direct_url.json",
)


def modules() -> list[str]:
    """What PyInstaller shall not follow, whoever imports it."""
    return sorted({*PYTHON_MODULES, *LIBRARY_MODULES, *libraries.only_for_developers()})


def without_what_is_left_out(entries: list[Entry]) -> list[Entry]:
    """`entries` without the files that are left out."""
    return [entry for entry in entries if not is_left_out(entry[0])]


def is_left_out(place: str) -> bool:
    """Whether the file at `place` inside the program is left out."""
    place = place.replace("\\", "/")
    folders = (f"*/plugins/{folder}/*" for folder in QT_PLUGIN_FOLDERS)
    return any(fnmatch(place, pattern) for pattern in (*folders, *QT_PLUGINS, *OTHER_FILES))
