"""Signal processing: window functions."""

from tenon.signal import windows

__all__ = ["windows"]
