"""Ops of the namespace tenon.linalg."""

from tenon._C import _install

_install("tenon.linalg", globals())
