// Features: what the network sees instead of the raw inputs. "x1", "x1^2", "x1*x2", "sin(x1)",
// "polynomial:14" (all monomials up to that total degree), "tensor-polynomial:14" (up to that
// degree in each input). The constant is left out: the bias carries it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/result.h"
#include "fallline/types.h"

namespace fallline {

/// A product of powers, sines and cosines of single inputs.
struct Term {
  enum class Function { power, sine, cosine };
  struct Factor {
    Index input = 0;  ///< from 0
    Function function = Function::power;
    int power = 1;
  };
  std::vector<Factor> factors;
  std::string name;
};

/// One feature of a Spec as written: a term, or a family of monomials.
struct Feature {
  enum class Kind { term, polynomial, tensorPolynomial };
  Kind kind = Kind::term;
  Term term;
  int degree = 0;  ///< of a family
};

inline constexpr int maxPolynomialDegree = 14;

/// Reads one feature; the Error has no path.
Result<Feature> parseFeature(std::string_view text);

/// All terms of the features for that many inputs. Errors name the feature as `data.features.2`.
/// Families are ordered by total degree and then by falling powers of x1, x2, ….
Result<std::vector<Term>> expandFeatures(std::span<const std::string> features, Index inputs);

/// The value of a term at x, which has one number per input.
double evaluate(const Term& term, const double* x);

}  // namespace fallline
