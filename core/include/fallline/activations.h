// The activation functions: a = f(z) and its slope f'(z), and their list.
#pragma once

#include <concepts>

#include "fallline/component.h"
#include "fallline/math.h"
#include "fallline/types.h"

namespace fallline {

struct Linear {
  static constexpr Info info{"linear", "Linear", "a = z",
                             "Leaves z as it is: the output of a regression.", "Identity map"};
  template <std::floating_point S>
  S value(S z) const {
    return z;
  }
  template <std::floating_point S>
  S slope(S, S) const {
    return S(1);
  }
};

struct Sigmoid {
  static constexpr Info info{"sigmoid", "Sigmoid", "a = 1 / (1 + e⁻ᶻ)",
                             "Squeezes z into 0 to 1: the probability of the second class.",
                             "Verhulst 1838"};
  template <std::floating_point S>
  S value(S z) const {
    return math::sigmoid(z);
  }
  template <std::floating_point S>
  S slope(S, S a) const {
    return a * (S(1) - a);
  }
};

struct Tanh {
  static constexpr Info info{"tanh", "Tanh", "a = tanh z",
                             "Squeezes z into −1 to 1, centred on 0: a good hidden unit for small "
                             "networks.",
                             "LeCun et al. 1998"};
  template <std::floating_point S>
  S value(S z) const {
    return math::tanh(z);
  }
  template <std::floating_point S>
  S slope(S, S a) const {
    return S(1) - a * a;
  }
};

struct Relu {
  static constexpr Info info{"relu", "ReLU", "a = max(0, z)",
                             "Keeps positive z and drops the rest: cheap, and does not saturate "
                             "for large z.",
                             "Nair & Hinton 2010; slope 0 at 0, as in PyTorch"};
  template <std::floating_point S>
  S value(S z) const {
    return z > S(0) ? z : S(0) * z;
  }  // 0·z keeps a NaN a NaN
  template <std::floating_point S>
  S slope(S z, S) const {
    return z > S(0) ? S(1) : S(0);
  }
};

struct LeakyRelu {
  static constexpr Info info{"leaky-relu", "Leaky ReLU", "a = z for z > 0, else slope · z",
                             "A ReLU that lets a little through for negative z, so that no unit "
                             "dies.",
                             "Maas, Hannun & Ng 2013"};
  double slopeBelow = 0.01;
  template <class V>
  static constexpr void fields(V&& v) {
    v("slope", &LeakyRelu::slopeBelow, Range::linear(0, 1), "Slope for negative z.");
  }
  template <std::floating_point S>
  S value(S z) const {
    return z > S(0) ? z : S(slopeBelow) * z;
  }
  template <std::floating_point S>
  S slope(S z, S) const {
    return z > S(0) ? S(1) : S(slopeBelow);
  }
};

struct Elu {
  static constexpr Info info{"elu", "ELU", "a = z for z > 0, else α(eᶻ − 1)",
                             "Smooth below 0 and bounded by −α, so that mean activations stay near "
                             "0.",
                             "Clevert, Unterthiner & Hochreiter 2016"};
  double alpha = 1;
  template <class V>
  static constexpr void fields(V&& v) {
    v("alpha", &Elu::alpha, Range::linear(0.1, 3).within(0, 100), "The bound below: a > −α.");
  }
  template <std::floating_point S>
  S value(S z) const {
    return z > S(0) ? z : S(alpha) * math::expm1(z > S(0) ? S(0) : z);
  }
  template <std::floating_point S>
  S slope(S z, S a) const {
    return z > S(0) ? S(1) : a + S(alpha);
  }
};

struct Gelu {
  static constexpr Info info{"gelu", "GELU", "a = z · Φ(z)",
                             "Weighs z by the chance that a normal variable lies below it.",
                             "Hendrycks & Gimpel 2016, with the exact erf"};
  template <std::floating_point S>
  S value(S z) const {
    return z * normalCdf(z);
  }
  template <std::floating_point S>
  S slope(S z, S) const {
    constexpr S inverseRoot2Pi = S(0.39894228040143267794);
    return normalCdf(z) + z * inverseRoot2Pi * math::exp(S(-0.5) * z * z);
  }

 private:
  template <std::floating_point S>
  static S normalCdf(S z) {
    constexpr S inverseRoot2 = S(0.70710678118654752440);
    return S(0.5) * (S(1) + math::erf(z * inverseRoot2));
  }
};

struct GeluTanh {
  static constexpr Info info{"gelu-tanh", "GELU (tanh)", "a = ½z(1 + tanh(√(2/π)(z + 0.044715z³)))",
                             "The usual approximation of GELU by a tanh.",
                             "Hendrycks & Gimpel 2016"};
  template <std::floating_point S>
  S value(S z) const {
    return S(0.5) * z * (S(1) + math::tanh(inner(z)));
  }
  template <std::floating_point S>
  S slope(S z, S) const {
    const S t = math::tanh(inner(z));
    const S innerSlope = rootTwoOverPi<S> * (S(1) + S(3 * 0.044715) * z * z);
    return S(0.5) * (S(1) + t) + S(0.5) * z * (S(1) - t * t) * innerSlope;
  }

 private:
  template <std::floating_point S>
  static constexpr S rootTwoOverPi = S(0.79788456080286535588);
  template <std::floating_point S>
  static S inner(S z) {
    return rootTwoOverPi<S> * (z + S(0.044715) * z * z * z);
  }
};

struct Softplus {
  static constexpr Info info{"softplus", "Softplus", "a = log(1 + eᶻ)",
                             "A smooth ReLU whose slope is the sigmoid.",
                             "Dugas et al. 2001; no linear cut-over"};
  template <std::floating_point S>
  S value(S z) const {
    return math::softplus(z);
  }
  template <std::floating_point S>
  S slope(S z, S) const {
    return math::sigmoid(z);
  }
};

struct Silu {
  static constexpr Info info{"silu", "SiLU", "a = z · σ(z)",
                             "Also called swish: a ReLU with a soft dip below 0.",
                             "Elfwing, Uchibe & Doya 2018"};
  template <std::floating_point S>
  S value(S z) const {
    return z * math::sigmoid(z);
  }
  template <std::floating_point S>
  S slope(S z, S a) const {
    const S s = math::sigmoid(z);
    return s + a * (S(1) - s);
  }
};

/// At the output only: the units of a layer together make the probabilities of the classes.
struct Softmax {
  static constexpr Info info{"softmax", "Softmax", "aᵢ = eᶻⁱ / Σⱼ eᶻʲ",
                             "Turns the outputs into probabilities of the classes, which add up "
                             "to 1.",
                             "Bridle 1990"};
};

using Activations =
    TypeList<Linear, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Gelu, GeluTanh, Softplus, Silu, Softmax>;
static_assert(uniqueIds(Activations{}));

/// One activation, with its parameters.
using Activation = OneOf<Activations>;

/// A = f(Z), unit by unit; softmax over each column. Shapes units × samples; A may be Z.
template <class S>
void activate(const Activation& activation, ConstMatrixRef<S> Z, MatrixRef<S> A);

/// D ← f'(Z) ∘ D where D holds ∂C/∂A: turns it into ∂C/∂Z. For softmax A∘(D − Σ A∘D) per column.
template <class S>
void multiplyBySlope(const Activation& activation, ConstMatrixRef<S> Z, ConstMatrixRef<S> A,
                     MatrixRef<S> D);

}  // namespace fallline
