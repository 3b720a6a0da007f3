#include "fallline/features.h"

#include <algorithm>
#include <cctype>

#include "fallline/math.h"
#include "fallline/spec.h"

namespace fallline {
namespace {

/// A reader that steps through a feature's text.
struct Reader {
  std::string_view rest;

  bool take(std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  }
  /// A number from 1 to limit, without sign or leading zero.
  bool takeNumber(int limit, int& number) {
    if (rest.empty() || rest[0] < '1' || rest[0] > '9') return false;
    number = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
      number = number * 10 + (rest[0] - '0');
      if (number > limit) return false;
      rest.remove_prefix(1);
    }
    return true;
  }
  bool takeInput(Index& input) {
    int number = 0;
    if (!take("x") || !takeNumber(int(Limits::inputs), number)) return false;
    input = Index(number) - 1;
    return true;
  }
};

bool readFactor(Reader& reader, Term::Factor& factor) {
  for (const auto& [word, function] :
       {std::pair{"sin(", Term::Function::sine}, std::pair{"cos(", Term::Function::cosine}}) {
    if (reader.take(word)) {
      factor.function = function;
      return reader.takeInput(factor.input) && reader.take(")");
    }
  }
  if (!reader.takeInput(factor.input)) return false;
  return !reader.take("^") || reader.takeNumber(maxPolynomialDegree, factor.power);
}

std::string nameOf(const std::vector<int>& powers) {
  std::string name;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    if (powers[i] == 0) continue;
    if (!name.empty()) name += "*";
    name += "x" + std::to_string(i + 1);
    if (powers[i] > 1) name += "^" + std::to_string(powers[i]);
  }
  return name;
}

/// All exponents of one total degree, each at most `each`, by falling powers of the first inputs.
void addMonomials(int total, int each, std::size_t input, std::vector<int>& powers,
                  std::vector<Term>& terms) {
  if (terms.size() > std::size_t(Limits::features)) return;
  if (input + 1 == powers.size()) {
    if (total > each) return;
    powers[input] = total;
    Term term;
    for (std::size_t i = 0; i < powers.size(); ++i) {
      if (powers[i] > 0) term.factors.push_back({Index(i), Term::Function::power, powers[i]});
    }
    term.name = nameOf(powers);
    terms.push_back(std::move(term));
    return;
  }
  for (int power = std::min(total, each); power >= 0; --power) {
    powers[input] = power;
    addMonomials(total - power, each, input + 1, powers, terms);
  }
}

}  // namespace

Result<Feature> parseFeature(std::string_view text) {
  const Error error{"bad-feature", "",
                    "\"" + std::string(text.substr(0, 60)) +
                        "\" is no feature; features look like x1, x1^2, x1*x2, sin(x1), cos(x2), "
                        "polynomial:3, tensor-polynomial:3 (degrees 1 to 14)"};
  Feature feature;
  Reader reader{text};
  if (reader.take("polynomial:") || reader.take("tensor-polynomial:")) {
    feature.kind = text[0] == 't' ? Feature::Kind::tensorPolynomial : Feature::Kind::polynomial;
    if (!reader.takeNumber(maxPolynomialDegree, feature.degree) || !reader.rest.empty()) {
      return error;
    }
    return feature;
  }
  feature.term.name = text;
  do {
    Term::Factor factor;
    if (!readFactor(reader, factor) || feature.term.factors.size() == 16) return error;
    feature.term.factors.push_back(factor);
  } while (reader.take("*"));
  if (!reader.rest.empty()) return error;
  return feature;
}

Result<std::vector<Term>> expandFeatures(std::span<const std::string> features, Index inputs) {
  std::vector<Term> terms;
  for (std::size_t f = 0; f < features.size(); ++f) {
    const std::string path = "data.features." + std::to_string(f);
    Result<Feature> feature = parseFeature(features[f]);
    if (!feature) return Error{feature.error().code, path, feature.error().message};
    if (feature->kind == Feature::Kind::term) {
      for (const Term::Factor& factor : feature->term.factors) {
        if (factor.input >= inputs) {
          return Error{"bad-feature", path,
                       "x" + std::to_string(factor.input + 1) + " does not exist: the data has " +
                           std::to_string(inputs) + " inputs"};
        }
      }
      terms.push_back(feature->term);
    } else {
      const int degree = feature->degree;
      const bool tensor = feature->kind == Feature::Kind::tensorPolynomial;
      const std::int64_t top = tensor ? std::int64_t(degree) * inputs : degree;
      std::vector<int> powers(std::size_t(inputs), 0);
      for (int total = 1; total <= top && terms.size() <= std::size_t(Limits::features); ++total) {
        addMonomials(total, degree, 0, powers, terms);
      }
    }
    if (terms.size() > std::size_t(Limits::features)) {
      return Error{
          "too-large", path,
          "more than " + std::to_string(Limits::features) + " features; choose a lower degree"};
    }
  }
  return terms;
}

double evaluate(const Term& term, const double* x) {
  double product = 1;
  for (const Term::Factor& factor : term.factors) {
    const double value = x[factor.input];
    switch (factor.function) {
      case Term::Function::power:
        product *= math::powi(value, factor.power);
        break;
      case Term::Function::sine:
        product *= math::sin(value);
        break;
      case Term::Function::cosine:
        product *= math::cos(value);
        break;
    }
  }
  return product;
}

}  // namespace fallline
