"""The few functions of TensorFlow and Keras that copied code calls, on PyTorch.

TensorFlow is no package of Debian's. This says what the functions are documented to do, so that a
script's own part (order, updates, rules) can be run; it is no test of TensorFlow.
"""
import inspect
import sys
import types

import numpy as np
import torch


def as_tensor(value):
    return torch.as_tensor(value) if isinstance(value, np.ndarray) else value


floatx = "float32"


def set_floatx(name):
    global floatx
    floatx = name


class Tensor(torch.Tensor):
    """Meets arrays, and becomes one without being asked twice."""

    __array_ufunc__ = None  # arrays leave operations to it

    def numpy(self):
        return self.detach().as_subclass(torch.Tensor).numpy().copy()

    def assign(self, value):
        self.data.copy_(torch.as_tensor(value).detach())

    def assign_add(self, value):
        self.assign(self.detach() + value)

    def assign_sub(self, value):
        self.assign(self.detach() - value)


def operation(name):
    return lambda self, other: getattr(torch.Tensor, name)(self, as_tensor(other))


for name in ["add", "sub", "mul", "truediv", "pow"]:
    setattr(Tensor, f"__{name}__", operation(f"__{name}__"))
    setattr(Tensor, f"__r{name}__", operation(f"__r{name}__"))


def variable(value, trains=False):
    return torch.tensor(np.asarray(value)).as_subclass(Tensor).requires_grad_(trains)


class GradientTape:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def gradient(self, objective, variables):
        return torch.autograd.grad(objective, variables)


class Layer:
    def __call__(self, a, training=False):
        takes = "training" in inspect.signature(self.call).parameters
        return self.call(a, training=training) if takes else self.call(a)


class Dense(Layer):
    def __init__(self, units, use_bias=True):
        self.units, self.use_bias = units, use_bias

    def set_weights(self, weights):
        assert len(weights) == 1 + self.use_bias
        weights = [variable(np.asarray(w, floatx), trains=True) for w in weights]
        self.kernel, self.bias = weights if self.use_bias else (weights[0], None)
        assert self.kernel.shape[1] == self.units

    def call(self, a):
        z = a @ self.kernel
        return z if self.bias is None else z + self.bias


class Activation(Layer):
    named = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "softplus": lambda z: torch.nn.functional.softplus(z, threshold=40),
        "softmax": lambda z: torch.softmax(z, dim=1),
    }

    def __init__(self, function):
        self.function = self.named[function] if isinstance(function, str) else function

    def call(self, a):
        return self.function(a)


class Sequential:
    def __init__(self, layers):
        shape, *self.layers = layers
        assert isinstance(shape, tuple) and len(shape) == 1

    @property
    def trainable_variables(self):
        dense = [layer for layer in self.layers if isinstance(layer, Dense)]
        return [p for layer in dense for p in (layer.kernel, layer.bias) if p is not None]

    def __call__(self, x, training=False):
        a = torch.as_tensor(np.asarray(x, floatx)).as_subclass(Tensor)  # Keras casts, too
        for layer in self.layers:
            a = layer(a, training=training)
        return a


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    return made


def sigmoid_cross_entropy(labels, logits):
    return torch.nn.functional.binary_cross_entropy_with_logits(
        logits, as_tensor(labels), reduction="none"
    )


def softmax_cross_entropy(labels, logits):
    return torch.nn.functional.cross_entropy(logits, as_tensor(labels), reduction="none")


keras = module(
    "tensorflow.keras",
    backend=module("backend", set_floatx=set_floatx),
    layers=module("layers", Layer=Layer, Dense=Dense, Activation=Activation),
    Input=lambda shape: shape,
    Sequential=Sequential,
)
sys.modules["tensorflow.keras"] = keras
sys.modules["tensorflow"] = module(
    "tensorflow",
    keras=keras,
    Variable=variable,
    GradientTape=GradientTape,
    abs=lambda z: torch.abs(as_tensor(z)),
    minimum=lambda z, most: torch.clamp(z, max=most),
    reduce_mean=lambda z: torch.mean(torch.as_tensor(z)),
    reduce_sum=torch.sum,
    sigmoid=torch.sigmoid,
    sqrt=torch.sqrt,
    where=lambda when, yes, no: torch.where(when, yes, no),
    math=module("math", expm1=torch.expm1),
    nn=module(
        "nn",
        relu=torch.relu,
        leaky_relu=lambda z, alpha: torch.nn.functional.leaky_relu(z, alpha),
        gelu=lambda z, approximate=False: torch.nn.functional.gelu(
            z, approximate="tanh" if approximate else "none"
        ),
        softmax=lambda z: torch.softmax(z, dim=1),
        sigmoid_cross_entropy_with_logits=sigmoid_cross_entropy,
        softmax_cross_entropy_with_logits=softmax_cross_entropy,
    ),
)
