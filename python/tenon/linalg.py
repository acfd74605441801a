"""Linear algebra: factorizations, equations, eigenvalues, norms. Ops that the core defines; LAPACK is loaded at the first one."""

from tenon import _C

LinAlgError = _C._LinAlgError
_C._install("tenon.linalg", globals())
