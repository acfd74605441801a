"""Wrappers that spread a module over devices."""

from tenon.nn.parallel.data_parallel import DataParallel, data_parallel

__all__ = ["DataParallel", "data_parallel"]
