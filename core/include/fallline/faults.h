// Planted mistakes: what goes wrong most often where people write training themselves, to be seen
// and to be found. All are off unless a Spec asks for one.
#pragma once

#include <string_view>

#include "fallline/component.h"

namespace fallline {

/// Where training departs from its formulas. As it stands here: nowhere.
struct Deviation {
  bool sigmoidSlope = false;        ///< the backward pass takes a (1 − a) for the slope of tanh
  bool flipped = false;             ///< ∂C/∂z of the last layer has the other sign
  bool withoutBias = false;         ///< ∂C/∂b stays 0
  bool summed = false;              ///< ∂C/∂z is divided by nothing: a sum, and no mean
  bool untransposed = false;        ///< square W take the error back as W δ
  bool invertedCorrection = false;  ///< Adam multiplies by what it should divide by

  /// Whether the gradient is another one.
  constexpr bool changesGradient() const {
    return sigmoidSlope || flipped || withoutBias || summed || untransposed;
  }
};

struct NoFault {
  static constexpr Info info{"none", "None", "∂C/∂θ and Δθ as their formulas say",
                             "Training as it should be.", "Rumelhart, Hinton & Williams 1986"};
  static constexpr Deviation deviation{};
};

/// The mistake of the first source problem: it hid while the outputs were sigmoids.
struct SigmoidSlopeForTanh {
  static constexpr Info info{"sigmoid-slope-for-tanh", "Sigmoid’s slope for tanh",
                             "tanh′ z taken as a (1 − a) instead of 1 − a²",
                             "Every layer of tanh is led back with the slope of another function: "
                             "where a < 0 even the sign is wrong.",
                             "A question on a programming forum: a tanh neuron whose loss rises"};
  static constexpr Deviation deviation{.sigmoidSlope = true};
};

struct SignFlip {
  static constexpr Info info{"sign-flip", "Flipped sign",
                             "δ = y − a in place of a − y at the output",
                             "The error at the output has the wrong sign, so that every step "
                             "climbs.",
                             "The error written as target minus output, as the perceptron has it"};
  static constexpr Deviation deviation{.flipped = true};
};

struct MissingBiasGradient {
  static constexpr Info info{"missing-bias-gradient", "Missing bias gradient", "∂C/∂b = 0",
                             "The biases get no gradient and stay what they were at the start.",
                             "The sum over the samples, forgotten"};
  static constexpr Deviation deviation{.withoutBias = true};
};

struct MissingMean {
  static constexpr Info info{"missing-mean", "Missing mean",
                             "∂C/∂θ = Σ over the batch, not its mean",
                             "The gradient is summed over samples and outputs and never divided: "
                             "the rate is too large by their number.",
                             "A loss that is a mean, with the gradient of the sum"};
  static constexpr Deviation deviation{.summed = true};
};

/// Only where W is square does it go unnoticed.
struct TransposedWeights {
  static constexpr Info info{"transposed-weights", "Weights not transposed",
                             "δ₋₁ = W δ in place of Wᵀ δ, where W is square",
                             "The error goes back through the weights as if it went forward; "
                             "square matrices let it pass.",
                             "Backpropagation without its transpose"};
  static constexpr Deviation deviation{.untransposed = true};
};

struct InvertedAdamCorrection {
  static constexpr Info info{"inverted-adam-correction", "Inverted Adam correction",
                             "m̂ = m (1 − β₁ᵗ), ŝ = s (1 − β₂ᵗ)",
                             "The correction for the start is multiplied in place of divided by: "
                             "the first steps are far too long.",
                             "Kingma & Ba 2015, read the wrong way round"};
  static constexpr Deviation deviation{.invertedCorrection = true};
};

using Faults = TypeList<NoFault, SigmoidSlopeForTanh, SignFlip, MissingBiasGradient, MissingMean,
                        TransposedWeights, InvertedAdamCorrection>;
static_assert(uniqueIds(Faults{}));

/// What the fault of that id does; nothing for "none" and ids that there are not.
Deviation deviationOf(std::string_view fault);

}  // namespace fallline
