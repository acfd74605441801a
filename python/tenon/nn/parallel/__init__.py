"""Wrappers that spread a module over devices or processes."""

from tenon.nn.parallel.data_parallel import DataParallel, data_parallel
from tenon.nn.parallel.distributed import DistributedDataParallel

__all__ = ["DataParallel", "DistributedDataParallel", "data_parallel"]
