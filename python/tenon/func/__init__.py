"""Transforms of functions: their gradients, Jacobians and products, and the same function over a batch."""

from tenon.func._derivatives import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, linearize, vjp
from tenon.func._modules import functional_call, replace_all_batch_norm_modules_, stack_module_state
from tenon.func._vmap import vmap

__all__ = [
    "functional_call",
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "linearize",
    "replace_all_batch_norm_modules_",
    "stack_module_state",
    "vjp",
    "vmap",
]
