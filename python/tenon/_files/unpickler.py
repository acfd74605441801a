"""Reads the pickle of a file: a machine for the opcodes that data needs. It calls nothing but what `allowed` names.

Every error is an UnpicklingError, in PyTorch's words where PyTorch has some. The machine does not recurse, and what it makes is at
most as large as the file, but for tensors, whose storages the archive bounds.
"""

from __future__ import annotations

import pickle
from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from pickle import UnpicklingError
from struct import unpack
from typing import Any

import tenon
from tenon._files.allowed import Foreign, Stands, check_key
from tenon._files.names import StorageType
from tenon.storage import TypedStorage

_BLOCKED_MODULES = frozenset(("sys", "os", "posix", "nt"))
_MAPPINGS = (dict, OrderedDict, Counter, defaultdict)

Machine = Any
_OPS: dict[int, Callable[[Machine], None]] = {}


def _op(code: bytes) -> Callable[[Callable[[Machine], None]], Callable[[Machine], None]]:
    def put(function: Callable[[Machine], None]) -> Callable[[Machine], None]:
        _OPS[code[0]] = function
        return function

    return put


class Unpickler:
    """`load()` makes the object that `data` describes.

    `allowed` maps full names to objects, `trusted` is the set of those that the user named, `storage(kind, key, location, count)`
    gives the storages.
    """

    def __init__(
        self, data: bytes, allowed: dict[str, Any], trusted: dict[str, Any], storage: Callable[..., Any]
    ) -> None:
        self.data, self.at = data, 0
        self.allowed, self.trusted, self.storage = allowed, trusted, storage
        self.stack: list[Any] = []
        self.outer: list[list[Any]] = []  # stacks below each mark
        self.memo: dict[int, Any] = {}
        self.outside: BaseException | None = None  # what the caller's own function raised
        self._trusted_values = {id(v) for v in trusted.values()}

    def load(self) -> Any:
        data, ops = self.data, _OPS
        try:
            while True:
                code = data[self.at]
                self.at += 1
                if code == 46:  # STOP
                    return self.stack.pop()
                op = ops.get(code)
                if op is None:
                    raise UnpicklingError(f"Unsupported operand {code}")
                op(self)
        except UnpicklingError:
            raise
        except Exception as error:
            if error is self.outside or isinstance(error, MemoryError):
                raise
            if isinstance(error, IndexError):
                raise UnpicklingError("the pickle is cut short or damaged") from None
            raise UnpicklingError(f"the pickle is damaged: {type(error).__name__}: {error}") from None

    def read(self, n: int) -> bytes:
        end = self.at + n
        if n < 0 or end > len(self.data):
            raise UnpicklingError("the pickle is cut short")
        out = self.data[self.at : end]
        self.at = end
        return out

    def line(self) -> str:
        end = self.data.find(b"\n", self.at)
        if end < 0:
            raise UnpicklingError("the pickle is cut short")
        out = self.data[self.at : end].decode()
        self.at = end + 1
        return out

    def pop_mark(self) -> list[Any]:
        items, self.stack = self.stack, self.outer.pop()
        return items

    def find(self, module: str, name: str) -> Any:
        """What a global of the file stands for; UnpicklingError for all that nobody allowed."""
        if (module, name) in NAME_MAPPING:
            module, name = NAME_MAPPING[module, name]
        elif module in IMPORT_MAPPING:
            module = IMPORT_MAPPING[module]
        path = f"{module}.{name}"
        if module in _BLOCKED_MODULES:
            raise UnpicklingError(f"Trying to load unsupported GLOBAL {path} whose module {module} is blocked.")
        found = self.allowed.get(path)
        if found is None:
            found = self.trusted.get(path)
        if isinstance(found, Foreign):
            raise UnpicklingError(f"the file holds {found.name}, a dtype that tenon does not have")
        if found is None:
            path = path.removeprefix("builtins.")
            raise UnpicklingError(
                f"Unsupported global: GLOBAL {path} was not an allowed global by default. Please use "
                f"`tenon.serialization.add_safe_globals([{path}])` or the `tenon.serialization.safe_globals([{path}])` context "
                "manager to allowlist this global if you trust this class/function."
            )
        return found

    def is_callable(self, target: Any) -> bool:
        return isinstance(target, Stands) or id(target) in self._trusted_values

    def put(self, value: Any) -> None:
        self.stack.append(value)


# ---- constants ----

_CONSTANTS = {pickle.NONE: None, pickle.NEWTRUE: True, pickle.NEWFALSE: False, pickle.EMPTY_TUPLE: ()}
for _code, _value in _CONSTANTS.items():
    _OPS[_code[0]] = lambda m, value=_value: m.stack.append(value)  # type: ignore[misc]
for _code, _make in {pickle.EMPTY_LIST: list, pickle.EMPTY_DICT: dict, pickle.EMPTY_SET: set}.items():
    _OPS[_code[0]] = lambda m, make=_make: m.stack.append(make())  # type: ignore[misc]


# ---- numbers and texts: the opcode, the bytes that follow, how they are read ----

_FIXED: dict[bytes, tuple[int, Callable[[bytes], Any]]] = {
    pickle.BININT: (4, lambda b: int.from_bytes(b, "little", signed=True)),
    pickle.BININT1: (1, lambda b: b[0]),
    pickle.BININT2: (2, lambda b: int.from_bytes(b, "little")),
    pickle.BINFLOAT: (8, lambda b: unpack(">d", b)[0]),
}
for _code, (_width, _read) in _FIXED.items():
    _OPS[_code[0]] = lambda m, width=_width, read=_read: m.stack.append(read(m.read(width)))  # type: ignore[misc]


def _text(b: bytes) -> str:
    return str(b, "utf-8", "surrogatepass")


_COUNTED: dict[bytes, tuple[int, Callable[[bytes], Any]]] = {
    pickle.BINUNICODE: (4, _text),
    pickle.SHORT_BINUNICODE: (1, _text),
    pickle.BINUNICODE8: (8, _text),
    pickle.BINBYTES: (4, bytes),
    pickle.SHORT_BINBYTES: (1, bytes),
    pickle.BINBYTES8: (8, bytes),
    pickle.BYTEARRAY8: (8, bytearray),
    pickle.LONG1: (1, pickle.decode_long),
    pickle.LONG4: (4, pickle.decode_long),
}
for _code, (_width, _read) in _COUNTED.items():
    _OPS[_code[0]] = lambda m, width=_width, read=_read: m.stack.append(  # type: ignore[misc]
        read(m.read(int.from_bytes(m.read(width), "little")))
    )


@_op(pickle.SHORT_BINSTRING)
def _short_binstring(m: Machine) -> None:  # text of Python 2
    m.put(m.read(m.read(1)[0]).decode("ascii"))


# ---- the memo ----

for _get, _put, _width in ((pickle.BINGET, pickle.BINPUT, 1), (pickle.LONG_BINGET, pickle.LONG_BINPUT, 4)):

    def _recall(m: Machine, width: int = _width) -> None:
        m.stack.append(m.memo[int.from_bytes(m.read(width), "little")])

    def _remember(m: Machine, width: int = _width) -> None:
        m.memo[int.from_bytes(m.read(width), "little")] = m.stack[-1]

    _OPS[_get[0]], _OPS[_put[0]] = _recall, _remember


@_op(pickle.MEMOIZE)
def _memoize(m: Machine) -> None:
    m.memo[len(m.memo)] = m.stack[-1]


# ---- containers ----


@_op(pickle.MARK)
def _mark(m: Machine) -> None:
    m.outer.append(m.stack)
    m.stack = []


@_op(pickle.TUPLE)
def _tuple(m: Machine) -> None:
    items = m.pop_mark()
    m.put(tuple(items))


for _code, _n in ((pickle.TUPLE1, 1), (pickle.TUPLE2, 2), (pickle.TUPLE3, 3)):

    def _tuple_of(m: Machine, n: int = _n) -> None:
        if len(m.stack) < n:
            raise IndexError
        m.stack[-n:] = [tuple(m.stack[-n:])]

    _OPS[_code[0]] = _tuple_of


@_op(pickle.FROZENSET)
def _frozenset(m: Machine) -> None:
    items = m.pop_mark()
    check_key(tuple(items))
    m.put(frozenset(items))


def _extend(target: Any, items: list[Any], verb: str) -> None:
    if type(target) not in (list, deque):
        raise UnpicklingError(f"Can only {verb} lists, but got {type(target)}")
    target.extend(items)


@_op(pickle.APPEND)
def _append(m: Machine) -> None:
    item = m.stack.pop()
    _extend(m.stack[-1], [item], "append to")


@_op(pickle.APPENDS)
def _appends(m: Machine) -> None:
    items = m.pop_mark()
    _extend(m.stack[-1], items, "extend")


@_op(pickle.ADDITEMS)
def _additems(m: Machine) -> None:
    items = m.pop_mark()
    if type(m.stack[-1]) is not set:
        raise UnpicklingError(f"Can only add to sets, but got {type(m.stack[-1])}")
    check_key(tuple(items))
    m.stack[-1].update(items)


def _set_items(target: Any, items: list[Any], code: str) -> None:
    if type(target) not in _MAPPINGS:
        raise UnpicklingError(
            f"Can only {code} for dict, collections.OrderedDict, collections.Counter, but got {type(target)}"
        )
    for i in range(0, len(items), 2):
        key = items[i]
        if type(key) is tuple:
            check_key(key)
        target[key] = items[i + 1]


@_op(pickle.SETITEM)
def _setitem(m: Machine) -> None:
    value, key = m.stack.pop(), m.stack.pop()
    _set_items(m.stack[-1], [key, value], "SETITEM")


@_op(pickle.SETITEMS)
def _setitems(m: Machine) -> None:
    items = m.pop_mark()
    _set_items(m.stack[-1], items, "SETITEMS")


# ---- globals, calls, state ----


@_op(pickle.GLOBAL)
def _global(m: Machine) -> None:
    module, name = m.line(), m.line()
    m.put(m.find(module, name))


@_op(pickle.STACK_GLOBAL)
def _stack_global(m: Machine) -> None:
    name, module = m.stack.pop(), m.stack.pop()
    if type(name) is not str or type(module) is not str:
        raise UnpicklingError("STACK_GLOBAL requires str")
    m.put(m.find(module, name))


@_op(pickle.REDUCE)
def _reduce(m: Machine) -> None:
    args = m.stack.pop()
    function = m.stack[-1]
    if not m.is_callable(function):
        raise UnpicklingError(f"Trying to call reduce for unrecognized function {function}")
    if type(args) is not tuple:
        raise UnpicklingError(f"arguments of a call must be a tuple, but got {type(args)}")
    m.stack[-1] = function(*args)


@_op(pickle.NEWOBJ)
def _newobj(m: Machine) -> None:
    args, cls = m.stack.pop(), m.stack.pop()
    if isinstance(cls, Stands):
        m.put(cls(*args))
    elif m.is_callable(cls) and isinstance(cls, type):
        m.put(cls.__new__(cls, *args))
    else:
        raise UnpicklingError(
            f"Can only create new object for nn.Parameter or classes allowlisted via `add_safe_globals` but got {cls}"
        )


@_op(pickle.BUILD)
def _build(m: Machine) -> None:
    state = m.stack.pop()
    target = m.stack[-1]
    if type(target) is OrderedDict:
        target.__dict__.update(state)
    elif id(type(target)) in m._trusted_values:
        _set_state(target, state)
    else:
        raise UnpicklingError(
            "Can only build Tensor, Parameter, OrderedDict or types allowlisted via `add_safe_globals`, "
            f"but got {type(target)}"
        )


def _set_state(target: Any, state: Any) -> None:
    if hasattr(target, "__setstate__"):
        target.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        target.__dict__.update(state)
    for key, value in (slots or {}).items():
        setattr(target, key, value)


@_op(pickle.BINPERSID)
def _binpersid(m: Machine) -> None:
    pid = m.stack.pop()
    if type(pid) is not tuple:
        raise UnpicklingError(f"persistent_load id must be tuple or int, but got {type(pid)}")
    if len(pid) < 5 or pid[0] != "storage" or not isinstance(pid[1], StorageType):
        raise UnpicklingError(f"Only persistent_load of storage is allowed, but got {pid[:1]}")
    kind, key, location, count = pid[1:5]
    if not isinstance(location, str) or type(count) is not int or count < 0 or not isinstance(key, str | int):
        raise UnpicklingError("a storage without a key, a location or a size")
    try:
        untyped = m.storage(kind.dtype or tenon.uint8, str(key), location, count, *pid[5:])
    except Exception as error:
        m.outside = error
        raise
    m.put(TypedStorage(wrap_storage=untyped, dtype=kind.dtype) if kind.dtype else untyped)


# ---- the frame ----


@_op(pickle.PROTO)
def _proto(m: Machine) -> None:
    if m.read(1)[0] > pickle.HIGHEST_PROTOCOL:
        raise UnpicklingError("the pickle is of an unknown protocol")


@_op(pickle.FRAME)
def _frame(m: Machine) -> None:
    m.read(8)


# ---- what a file names, without making anything ----


def globals_of(data: bytes) -> set[str]:
    """Full names of all globals in a pickle, by its opcodes alone."""
    import pickletools

    found: set[str] = set()
    texts: list[str] = []
    try:
        for op, arg, _ in pickletools.genops(data):
            if op.name == "GLOBAL":
                module, name = str(arg).split(" ", 1)
                module, name = NAME_MAPPING.get((module, name), (IMPORT_MAPPING.get(module, module), name))
                found.add(f"{module}.{name}")
            elif op.name == "STACK_GLOBAL" and len(texts) >= 2:
                found.add(".".join(texts[-2:]))
            elif isinstance(arg, str):
                texts.append(arg)
    except ValueError as error:
        raise UnpicklingError(f"the pickle is damaged: {error}") from None
    return found
