"""Ops of the namespace tenon.special."""

from tenon._C import _install

_install("tenon.special", globals())
