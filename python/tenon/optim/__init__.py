"""Optimizers and learning-rate schedules. A step is one fused op per parameter group."""

from tenon.optim import lr_scheduler
from tenon.optim.adam import Adam, AdamW
from tenon.optim.optimizer import Optimizer
from tenon.optim.sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "lr_scheduler"]
