"""Layers by the file that PyTorch keeps them in: tenon.nn.modules.linear.Linear is tenon.nn.Linear."""

from __future__ import annotations

import sys
import types

from tenon import _C
from tenon.nn.modules import container, module, rnn, sparse, transformer
from tenon.nn.modules._identity import Identity
from tenon.nn.modules.attention import MultiheadAttention, NonDynamicallyQuantizableLinear
from tenon.nn.modules.container import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
from tenon.nn.modules.module import Module
from tenon.nn.modules.rnn import GRU, LSTM, RNN, GRUCell, LSTMCell, RNNBase, RNNCell, RNNCellBase
from tenon.nn.modules.sparse import Embedding, EmbeddingBag
from tenon.nn.modules.transformer import (
    Transformer,
    TransformerDecoder,
    TransformerDecoderLayer,
    TransformerEncoder,
    TransformerEncoderLayer,
)

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
    "Embedding",
    "EmbeddingBag",
    "GRUCell",
    "LSTMCell",
    "Module",
    "ModuleDict",
    "ModuleList",
    "MultiheadAttention",
    "ParameterDict",
    "ParameterList",
    "RNNBase",
    "RNNCell",
    "RNNCellBase",
    "Sequential",
    "Transformer",
    "TransformerDecoder",
    "TransformerDecoderLayer",
    "TransformerEncoder",
    "TransformerEncoderLayer",
    "container",
    "module",
    "rnn",
    "sparse",
    "transformer",
]

_FILES = {
    "activation": "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish PReLU "
    "RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
    "channelshuffle": "ChannelShuffle",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "fold": "Fold Unfold",
    "instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "linear": "Bilinear Identity Linear",
    "loss": "BCELoss BCEWithLogitsLoss CosineEmbeddingLoss CrossEntropyLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss "
    "MSELoss MarginRankingLoss NLLLoss SmoothL1Loss SoftMarginLoss CTCLoss PoissonNLLLoss GaussianNLLLoss MultiLabelMarginLoss "
    "MultiLabelSoftMarginLoss MultiMarginLoss TripletMarginLoss",
    "normalization": "GroupNorm LayerNorm LocalResponseNorm RMSNorm",
    "padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d "
    "ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d",
    "pixelshuffle": "PixelShuffle PixelUnshuffle",
    "pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d "
    "AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d "
    "MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d",
    "upsampling": "Upsample UpsamplingBilinear2d UpsamplingNearest2d",
}

for _file, _names in _FILES.items():
    _module = types.ModuleType(f"{__name__}.{_file}", f"The layers that PyTorch keeps in {_file}.py.")
    for _name in _names.split():
        _class = _C._type_class(f"nn.{_name}")
        setattr(_module, _name, _class)
        globals()[_name] = _class
        if _file in ("batchnorm", "instancenorm"):
            _class._version = 2  # of their state_dict
    sys.modules[_module.__name__] = _module
    globals()[_file] = _module
    __all__ += [_file, *_names.split()]
activation.MultiheadAttention = MultiheadAttention  # type: ignore[name-defined]  # noqa: F821
linear.NonDynamicallyQuantizableLinear = NonDynamicallyQuantizableLinear  # type: ignore[name-defined]  # noqa: F821

from tenon.nn.modules import _more, adaptive, lazy  # noqa: E402  (made of the classes above)

# What is written in Python, by the file that PyTorch keeps it in.
_PYTHON = {
    "adaptive": (adaptive, "AdaptiveLogSoftmaxWithLoss"),
    "batchnorm": (lazy, "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d"),
    "conv": (lazy, "LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d"),
    "instancenorm": (lazy, "LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d"),
    "linear": (lazy, "LazyLinear"),
    "loss": (_more, "NLLLoss2d TripletMarginWithDistanceLoss"),
    "normalization": (_more, "CrossMapLRN2d"),
}
for _file, (_source, _names) in _PYTHON.items():
    for _name in _names.split():
        _class = getattr(_source, _name)
        setattr(globals()[_file], _name, _class)
        globals()[_name] = _class
    __all__ += _names.split()
for _file, _names in (
    ("batchnorm", "_BatchNorm _NormBase"),
    ("instancenorm", "_InstanceNorm"),
    ("conv", "_ConvNd _ConvTransposeNd"),
):
    for _name in _names.split():
        setattr(globals()[_file], _name, getattr(_more, _name))
SyncBatchNorm = globals()["SyncBatchNorm"]
SyncBatchNorm.convert_sync_batchnorm = classmethod(_more.convert_sync_batchnorm)
del _file, _names, _module, _name, _class, _source
