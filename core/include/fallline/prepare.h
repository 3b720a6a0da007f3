// From a Spec and its sources to everything that a network is trained with, still in double:
// data, parts, scaling, features, target coding, layers; the Spec resolved against the data.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "fallline/dataset.h"
#include "fallline/features.h"
#include "fallline/network.h"
#include "fallline/result.h"
#include "fallline/samples.h"
#include "fallline/spec.h"

namespace fallline {

/// Raw inputs to what the first layer sees. Order: missing values filled with the training mean
/// (images: bytes / 255), scaled with figures of the training part, then expanded into features.
struct InputPreparation {
  std::vector<double> missing;  ///< training mean per raw input; empty for images
  Scaling scaling;              ///< empty when nothing is scaled
  std::vector<Term> terms;      ///< empty: the raw inputs themselves
  bool images = false;
  Index rawInputs = 0;

  Index inputs() const { return terms.empty() ? rawInputs : Index(terms.size()); }
  /// raw has rawInputs numbers, prepared inputs(); scratch rawInputs.
  void apply(const double* raw, double* scratch, double* prepared) const;
};

/// How targets are coded for the output layer.
enum class TargetCoding {
  values,     ///< regression
  zeroOne,    ///< class 1 or label on: 1, otherwise 0
  plusMinus,  ///< class 1: +1, class 0: −1
  oneHot,     ///< one row per class
};

struct TargetPreparation {
  TargetCoding coding = TargetCoding::values;
  Scaling scaling;  ///< of regression targets; empty when nothing is scaled
};

struct Prepared {
  Spec spec;  ///< every value written out
  std::shared_ptr<const Dataset> data;
  std::array<std::vector<std::int32_t>, 3> parts;  ///< columns of data: train, validation, test
  InputPreparation inputs;
  TargetPreparation targets;
  std::vector<Layer> layers;

  /// The targets of all samples, coded and scaled: outputs × samples.
  Matrix<double> codedTargets() const;
};

/// All samples as the network sees them, in the scalar that it computes in.
template <class S>
Samples<S> samplesOf(const Prepared& prepared);

/// Makes the data and resolves the Spec. Errors carry the Spec's paths.
Result<Prepared> prepare(const Spec& spec, const Sources& sources);

}  // namespace fallline
