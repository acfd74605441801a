"""Linear algebra: factorizations, equations, eigenvalues, norms. Ops that the core defines; LAPACK is loaded at the first one."""

from tenon._C import _install

_install("tenon.linalg", globals())
