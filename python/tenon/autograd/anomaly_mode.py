"""Anomaly mode: backward() raises on NaN, and a warning shows the forward call of what failed."""

from __future__ import annotations

import warnings

from tenon._C import _set_anomaly_enabled, is_anomaly_check_nan_enabled, is_anomaly_enabled

__all__ = ["detect_anomaly", "set_detect_anomaly"]


class set_detect_anomaly:
    """Sets anomaly mode: as a function at once, as a context manager until its end."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self._before = is_anomaly_enabled(), is_anomaly_check_nan_enabled()
        _set_anomaly_enabled(mode, check_nan)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        _set_anomaly_enabled(*self._before)


class detect_anomaly(set_detect_anomaly):
    """Inside, backward() raises where a NaN arises and says which forward call it belongs to."""

    def __init__(self, check_nan: bool = True) -> None:
        super().__init__(True, check_nan)
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for debugging.",
            stacklevel=2,
        )
