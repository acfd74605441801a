"""Ops of the namespace tenon.fft."""

from tenon._C import _install

_install("tenon.fft", globals())
