// What can be seen to go wrong in a run: conditions, each a rule on measured numbers with declared
// thresholds, and one change of the Spec that helps. Their list stands in the order in which they
// are told: causes before what they cause.
//
// A condition is a component whose formula is its rule and whose summary explains it, with
//   bool holds(const Measurements&) const;
//   std::vector<Change::Setting> remedy(const Measurements&) const;   empty: it cannot help
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/component.h"
#include "fallline/layer_statistics.h"
#include "fallline/session.h"

namespace fallline {

/// Losses at one moment; NaN where a part is absent.
struct Reading {
  std::int64_t epoch = 0;
  double train = 0;
  double heldOut = 0;  ///< of the validation part, without one of the test part
};

/// What the rules look at. NaN, which every comparison of a rule fails, where there is no number.
struct Measurements {
  const Spec& spec;  ///< resolved
  RunStatus status;
  std::span<const Reading> readings;  ///< oldest first; the last is of now; at least one
  const NetworkStatistics& inside;
  double fit;           ///< accuracy or R² of the training part
  double constantLoss;  ///< training loss of the best constant: see baseline.h
  bool images;

  std::int64_t epoch() const { return readings.back().epoch; }
  double loss() const { return readings.back().train; }
  /// Most of what there is to learn has been learned: units may look as they like.
  static constexpr double kLearned = 0.5;  ///< of the loss of the best constant
  static constexpr double kGood = 0.95;    ///< accuracy or R², where there is no such loss
  bool hasLearned() const;
  /// By how much the later half of the run has lowered the loss: 0.01 is a hundredth.
  double improvement() const;
};

struct UnscaledInputs {
  static constexpr Info info{
      "unscaled-inputs", "Unscaled inputs",
      "largest RMS of an input > size, or largest / smallest standard deviation > ratio; not yet "
      "learned",
      "The inputs are large or of very different sizes, so that one learning rate cannot suit the "
      "weights of all of them.",
      "LeCun et al. 1998, Efficient BackProp"};
  double size = 10;
  double ratio = 100;
  template <class V>
  static constexpr void fields(V&& v) {
    v("size", &UnscaledInputs::size, Range::logarithmic(1, 1e3),
      "Root mean square of an input, as the first layer sees it.");
    v("ratio", &UnscaledInputs::ratio, Range::logarithmic(1, 1e4),
      "Between the inputs that vary; pixels of images are left out.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct Divergence {
  static constexpr Info info{
      "divergence", "Divergence",
      "not finite, or loss > factor × loss at the start and > factor × loss of the best constant",
      "The steps are so large that they leap over the minimum and land higher up each time.",
      "Goodfellow, Bengio & Courville 2016, section 11.4"};
  double factor = 3;
  template <class V>
  static constexpr void fields(V&& v) {
    v("factor", &Divergence::factor, Range::logarithmic(1, 100), "Of the training loss over both.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct DeadUnits {
  static constexpr Info info{
      "dead-units", "Dead units",
      "dead units of a hidden layer ≥ share, not yet learned, and the later half of the run "
      "lowered "
      "the loss by < improvement",
      "Many units give the same for every sample and get no gradient any more, so that they cannot "
      "come back by themselves.",
      "Maas, Hannun & Ng 2013"};
  double share = 0.5;
  double improvement = 0.05;
  std::int64_t epochs = 10;
  template <class V>
  static constexpr void fields(V&& v) {
    v("share", &DeadUnits::share, Range::linear(0, 1),
      "Of the units of a layer; a unit is dead where its slope is below a thousandth of the "
      "steepest one at every sample.");
    v("improvement", &DeadUnits::improvement, Range::linear(0, 1), "Relative.");
    v("epochs", &DeadUnits::epochs, Range::linear(0, 100), "Nothing is said before.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct Saturation {
  static constexpr Info info{
      "saturation", "Saturation",
      "saturated activations of a hidden layer ≥ share, not yet learned, and the later half of the "
      "run lowered the loss by < improvement",
      "Most units sit where their activation is flat, and hardly any gradient comes through.",
      "Glorot & Bengio 2010"};
  double share = 0.7;
  double improvement = 0.05;
  std::int64_t epochs = 10;
  template <class V>
  static constexpr void fields(V&& v) {
    v("share", &Saturation::share, Range::linear(0, 1),
      "Of a layer’s units and samples; saturated is a slope below a twentieth of the steepest "
      "one.");
    v("improvement", &Saturation::improvement, Range::linear(0, 1), "Relative.");
    v("epochs", &Saturation::epochs, Range::linear(0, 100), "Nothing is said before.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct LinearInEffect {
  static constexpr Info info{
      "linear-in-effect", "Linear in effect",
      "R² of a line through each hidden unit’s activation over z ≥ straightness, accuracy or R² < "
      "fit, and the later half of the run lowered the loss by < improvement",
      "On these samples every hidden unit is a straight line, so that the whole network is no more "
      "than a linear model.",
      "Definition"};
  double straightness = 0.999;
  double fit = 0.95;
  double improvement = 0.02;
  std::int64_t epochs = 20;
  template <class V>
  static constexpr void fields(V&& v) {
    v("straightness", &LinearInEffect::straightness, Range::linear(0.9, 1),
      "R² of the least straight unit.");
    v("fit", &LinearInEffect::fit, Range::linear(0, 1), "What fits as it is needs no bend.");
    v("improvement", &LinearInEffect::improvement, Range::linear(0, 1), "Relative.");
    v("epochs", &LinearInEffect::epochs, Range::linear(0, 100), "It is given so long to bend.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct Plateau {
  static constexpr Info info{
      "plateau", "Plateau",
      "after `epochs`: loss > share × loss of the best constant, and the later half of the run "
      "lowered it by < improvement",
      "The loss has hardly moved for a long time, and the network still gives almost the same for "
      "every sample.",
      "Goodfellow, Bengio & Courville 2016, section 8.2"};
  std::int64_t epochs = 40;
  double improvement = 0.01;
  double share = 0.9;
  template <class V>
  static constexpr void fields(V&& v) {
    v("epochs", &Plateau::epochs, Range::linear(1, 1000), "Nothing is said before.");
    v("improvement", &Plateau::improvement, Range::linear(0, 1),
      "Relative, of the lowest training loss.");
    v("share", &Plateau::share, Range::linear(0, 2), "Of the loss of the best constant.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

struct Overfitting {
  static constexpr Info info{
      "overfitting", "Overfitting",
      "held-out loss ≥ factor × its lowest, which lies in the first half of the run, while the "
      "training loss is lower than then",
      "The network goes on learning the training samples by heart while it gets worse on those "
      "that it has not seen.",
      "Prechelt 1998, Early stopping, but when?"};
  double factor = 1.5;
  std::int64_t epochs = 20;
  double share = 0.5;
  template <class V>
  static constexpr void fields(V&& v) {
    v("factor", &Overfitting::factor, Range::linear(1, 10),
      "Medians of three readings are compared; validation part, without one the test part.");
    v("epochs", &Overfitting::epochs, Range::linear(1, 1000), "At least so many after the lowest.");
    v("share", &Overfitting::share, Range::linear(0, 2),
      "A held-out loss below this share of the best constant’s is good enough.");
  }
  bool holds(const Measurements& m) const;
  std::vector<Change::Setting> remedy(const Measurements& m) const;
};

using Conditions = TypeList<UnscaledInputs, Divergence, DeadUnits, Saturation, LinearInEffect,
                            Plateau, Overfitting>;
static_assert(uniqueIds(Conditions{}));

/// A condition that holds, and the change that helps.
struct Finding {
  std::string_view id;
  std::vector<Change::Setting> remedy;
};

/// All conditions of the list that hold and can be helped, at their documented thresholds.
std::vector<Finding> diagnose(const Measurements& measurements);

/// [{"id", "set": [{"path", "value"}, …]}, …]
std::string writeFindings(std::span<const Finding> findings);

}  // namespace fallline
