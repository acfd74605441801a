"""The default random stream."""

from __future__ import annotations

from tenon._C import default_generator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tenon import Generator, Tensor

__all__ = ["default_generator", "fork_rng", "get_rng_state", "initial_seed", "manual_seed", "seed", "set_rng_state"]


def manual_seed(seed: int) -> Generator:
    """Starts the default stream again; equal seeds give PyTorch's numbers."""
    return default_generator.manual_seed(int(seed))


def seed() -> int:
    """Starts the default stream again from a random seed, which it returns."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed that the default stream started from."""
    return default_generator.initial_seed()


def get_rng_state() -> Tensor:
    """The state of the default stream as a uint8 tensor."""
    return default_generator.get_state()


def set_rng_state(new_state: Tensor) -> None:
    """Goes on from a state that get_rng_state() gave."""
    default_generator.set_state(new_state)


class fork_rng:
    """Restores the state of the default stream at the end of a with-block."""

    def __init__(self, devices: Any = None, enabled: bool = True, **unused: Any) -> None:
        self._enabled = enabled

    def __enter__(self) -> None:
        self._state = get_rng_state() if self._enabled else None

    def __exit__(self, *error: object) -> None:
        if self._state is not None:
            set_rng_state(self._state)
