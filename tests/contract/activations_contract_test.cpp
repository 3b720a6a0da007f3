// What every activation of the list must do; a planted fault shows that the check can fail.
#include <gtest/gtest.h>

#include <cmath>

#include "fallline/activations.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::kDifferenceTolerance;

/// The largest gap between slope and central difference, relative to max(1, |slope|), and whether
/// the slope was anything but 0 somewhere. Points keep away from the kink at 0.
template <class S, class F>
struct SlopeCheck {
  double worst = 0;
  bool moved = false;

  explicit SlopeCheck(const F& f) {
    const S h = sizeof(S) == 8 ? S(1e-5) : S(2e-2);
    for (double at = -4.05; at < 4.1; at += 0.2) {
      const S z = S(at);
      const S slope = f.slope(z, f.value(z));
      const double difference = (double(f.value(z + h)) - double(f.value(z - h))) / (2 * double(h));
      worst = std::max(
          worst, std::abs(double(slope) - difference) / std::max(1.0, std::abs(double(slope))));
      moved = moved || slope != S(0);
    }
  }
  bool passes() const { return moved && worst <= kDifferenceTolerance<S>; }
};

template <class F>
void expectSlope(const F& f) {
  EXPECT_TRUE((SlopeCheck<double, F>(f).passes()))
      << F::info.id << " in double: off by " << (SlopeCheck<double, F>(f).worst);
  EXPECT_TRUE((SlopeCheck<float, F>(f).passes()))
      << F::info.id << " in float: off by " << (SlopeCheck<float, F>(f).worst);
}

TEST(ActivationsContract, SlopesAreDerivatives) {
  forEach(Activations{}, [](auto type) {
    using F = typename decltype(type)::type;
    if constexpr (!std::is_same_v<F, Softmax>) expectSlope(F{});
  });
}

TEST(ActivationsContract, IntroduceThemselves) {
  forEach(Activations{}, [](auto type) {
    const Info& info = decltype(type)::type::info;
    EXPECT_FALSE(info.label.empty()) << info.id;
    EXPECT_FALSE(info.formula.empty()) << info.id;
    EXPECT_TRUE(info.summary.ends_with(".")) << info.id;
    EXPECT_FALSE(info.source.empty()) << info.id;
  });
}

/// The fault that this project began with: tanh with the slope of the sigmoid.
struct FaultyTanh : Tanh {
  template <class S>
  S slope(S, S a) const {
    return a * (S(1) - a);
  }
};
struct FlatTanh : Tanh {
  template <class S>
  S value(S) const {
    return S(0);
  }
  template <class S>
  S slope(S, S) const {
    return S(0);
  }
};

TEST(ActivationsContract, APlantedFaultFails) {
  EXPECT_FALSE((SlopeCheck<double, FaultyTanh>(FaultyTanh{}).passes()));
  EXPECT_FALSE((SlopeCheck<float, FaultyTanh>(FaultyTanh{}).passes()));
  EXPECT_FALSE((SlopeCheck<double, FlatTanh>(FlatTanh{}).passes()));
}

}  // namespace
}  // namespace fallline
