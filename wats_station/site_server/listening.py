"""Where the server listens, and that nobody reads along: loopback, or TLS, or said otherwise."""

import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ListeningRefused(Exception):
    """The server cannot or must not listen there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The files of a certificate, with its chain, and of its key."""

    certificate: Path
    key: Path


def check_address(host: str, tls: Tls | None, *, insecure_lan: bool) -> None:
    """Raise ListeningRefused where tokens would go over a network in the clear."""
    if host in _LOOPBACK or tls is not None or insecure_lan:
        return
    raise ListeningRefused(
        f"--host {host}: others could read tokens off the network: give --tls-cert and --tls-key,"
        " or --insecure-lan on a network you trust"
    )


def read_tls(certificate: Path | None, key: Path | None) -> Tls | None:
    """The certificate, tried. Raises ListeningRefused when it cannot be used."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise ListeningRefused("--tls-cert and --tls-key belong together: give both")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        raise ListeningRefused(
            f"--tls-cert {certificate} and --tls-key {key} do not go together: {error.reason}"
        ) from None
    except OSError as error:
        raise ListeningRefused(
            f"--tls-cert {certificate} or --tls-key {key} cannot be read: {error.strerror}"
        ) from None
    return Tls(certificate, key)


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts. Raises ListeningRefused for an address in use or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP on purpose: without it the event loop leaves Nagle's delay on, 44 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise ListeningRefused(f"cannot use {host}:{port}: {error.strerror or error}") from None
    return listening


def url_of(listening: socket.socket, tls: Tls | None) -> str:
    """The address to open."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{shown}:{port}"
