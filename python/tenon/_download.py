"""Files from the web, by PyTorch's names: checked, written whole or not at all. What is downloaded is never run."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
import urllib.request
from typing import Any
from urllib.parse import urlparse

__all__ = ["download_url_to_file", "get_dir", "load_state_dict_from_url", "set_dir"]

_CHUNK = 128 * 1024
_HASH = re.compile(r"-([a-f0-9]{8,})\.")
_SCHEMES = ("https", "file", "http")

_dir: str | None = None


def get_dir() -> str:
    """The folder for downloads: what set_dir() was given, else $TORCH_HOME/hub, else torch/hub in the user's cache folder."""
    if _dir is not None:
        return _dir
    cache = os.getenv("XDG_CACHE_HOME", "~/.cache")
    return os.path.join(os.path.expanduser(os.getenv("TORCH_HOME", os.path.join(cache, "torch"))), "hub")


def set_dir(d: str | os.PathLike[str]) -> None:
    """Sets the folder for downloads."""
    global _dir
    _dir = os.path.expanduser(os.fspath(d))


def download_url_to_file(
    url: str, dst: str | os.PathLike[str], hash_prefix: str | None = None, progress: bool = True
) -> None:
    """Writes what a URL (https, http or file) gives to a file.

    Raises:
        RuntimeError: its SHA-256 does not begin with hash_prefix; then the file is left as it was.
    """
    if urlparse(url).scheme not in _SCHEMES:
        raise ValueError(f"download_url_to_file(): got {url!r}, expected a URL of {', '.join(_SCHEMES)}")
    dst = os.path.expanduser(os.fspath(dst))
    request = urllib.request.Request(url, headers={"User-Agent": "tenon.hub"})
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(dst)), suffix=".partial")
    try:
        with os.fdopen(handle, "wb") as file, urllib.request.urlopen(request) as source:
            digest = _copy(source, file, progress and sys.stderr.isatty())
        if hash_prefix is not None and digest[: len(hash_prefix)] != hash_prefix:
            raise RuntimeError(f'invalid hash value (expected "{hash_prefix}", got "{digest}")')
        os.chmod(temporary, 0o644)
        os.replace(temporary, dst)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _copy(source: Any, file: Any, progress: bool) -> str:
    total, done, sha256 = source.headers.get("Content-Length"), 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        file.write(chunk)
        sha256.update(chunk)
        done += len(chunk)
        if progress:
            whole = f"/{int(total) / 1e6:.1f}" if total else ""
            print(f"\r{done / 1e6:.1f}{whole} MB", end="", file=sys.stderr, flush=True)
    if progress:
        print(file=sys.stderr)
    if total is not None and done != int(total):
        raise RuntimeError(f"download_url_to_file(): the download broke off: got {done} bytes, expected {total}")
    return sha256.hexdigest()


def load_state_dict_from_url(
    url: str,
    model_dir: str | os.PathLike[str] | None = None,
    map_location: Any = None,
    progress: bool = True,
    check_hash: bool = False,
    file_name: str | None = None,
    weights_only: bool = True,
) -> Any:
    """tenon.load() of a URL, downloaded once into model_dir (get_dir()/checkpoints).

    With check_hash, the name must end as in name-HASH.pth, and the file's SHA-256 begin with HASH.
    """
    from tenon.serialization import load

    folder = os.path.join(get_dir(), "checkpoints") if model_dir is None else os.fspath(model_dir)
    os.makedirs(folder, exist_ok=True)
    name = file_name or os.path.basename(urlparse(url).path)
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        if progress:
            print(f'Downloading: "{url}" to {path}\n', file=sys.stderr)
        found = _HASH.search(name) if check_hash else None
        download_url_to_file(url, path, found.group(1) if found else None, progress)
    return load(path, map_location=map_location, weights_only=weights_only)


load_url = load_state_dict_from_url  # its name in utils.model_zoo
