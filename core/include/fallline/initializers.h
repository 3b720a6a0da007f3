// How weights and biases start, and the list of the ways.
#pragma once

#include <cmath>

#include "fallline/component.h"
#include "fallline/rng.h"

namespace fallline {

/// The sizes that a start may depend on.
struct Fan {
  double in;   ///< inputs of the layer
  double out;  ///< units of the layer
};

struct Zeros {
  static constexpr Info info{"zeros", "Zeros", "0",
                             "Right for biases; with weights at 0 the units stay alike for ever.",
                             "Definition"};
  double draw(Random&, Fan) const { return 0; }
};

struct Normal {
  static constexpr Info info{"normal", "Normal", "N(0, σ²)",
                             "Normal numbers of one spread, whatever the size of the layer.",
                             "Definition"};
  double sigma = 0.05;
  template <class V>
  static constexpr void fields(V&& v) {
    v("sigma", &Normal::sigma, Range::logarithmic(1e-3, 10).within(0, 1e6), "Standard deviation.");
  }
  double draw(Random& random, Fan) const { return sigma * random.normal(); }
};

struct Uniform {
  static constexpr Info info{"uniform", "Uniform", "U[low, high)",
                             "Every number of an interval is as likely as any other.",
                             "Definition"};
  double low = -0.05;
  double high = 0.05;
  template <class V>
  static constexpr void fields(V&& v) {
    v("low", &Uniform::low, Range::linear(-1, 1).within(-1e6, 1e6), "Lower end.");
    v("high", &Uniform::high, Range::linear(-1, 1).within(-1e6, 1e6), "Upper end.");
  }
  double draw(Random& random, Fan) const { return random.uniform(low, high); }
};

struct GlorotUniform {
  static constexpr Info info{"glorot-uniform", "Glorot uniform", "U(±√(6 / (in + out)))",
                             "Keeps the spread of values alike from layer to layer, forward and "
                             "back; made for tanh.",
                             "Glorot & Bengio 2010"};
  double draw(Random& random, Fan fan) const {
    const double limit = std::sqrt(6 / (fan.in + fan.out));
    return random.uniform(-limit, limit);
  }
};

struct GlorotNormal {
  static constexpr Info info{"glorot-normal", "Glorot normal", "N(0, 2 / (in + out))",
                             "As Glorot uniform, with normal numbers.", "Glorot & Bengio 2010"};
  double draw(Random& random, Fan fan) const {
    return std::sqrt(2 / (fan.in + fan.out)) * random.normal();
  }
};

struct HeUniform {
  static constexpr Info info{"he-uniform", "He uniform", "U(±√(6 / in))",
                             "Makes up for the half that ReLU drops.", "He et al. 2015"};
  double draw(Random& random, Fan fan) const {
    const double limit = std::sqrt(6 / fan.in);
    return random.uniform(-limit, limit);
  }
};

struct HeNormal {
  static constexpr Info info{"he-normal", "He normal", "N(0, 2 / in)",
                             "As He uniform, with normal numbers.", "He et al. 2015"};
  double draw(Random& random, Fan fan) const { return std::sqrt(2 / fan.in) * random.normal(); }
};

struct LecunNormal {
  static constexpr Info info{"lecun-normal", "LeCun normal", "N(0, 1 / in)",
                             "Keeps the spread of values alike going forward.",
                             "LeCun et al. 1998"};
  double draw(Random& random, Fan fan) const { return std::sqrt(1 / fan.in) * random.normal(); }
};

using Initializers =
    TypeList<Zeros, Normal, Uniform, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunNormal>;
static_assert(uniqueIds(Initializers{}));

/// One way to start, with its parameters.
using Initializer = OneOf<Initializers>;

}  // namespace fallline
