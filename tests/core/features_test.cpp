#include "fallline/features.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fallline {
namespace {

std::vector<Term> termsOf(const std::vector<std::string>& features, Index inputs) {
  Result<std::vector<Term>> terms = expandFeatures(features, inputs);
  if (!terms) throw std::runtime_error(terms.error().message);
  return *terms;
}

TEST(Features, TermsAreProductsOfPowersAndWaves) {
  const double x[] = {3, -2};
  const auto value = [&](const std::string& feature) {
    return evaluate(termsOf({feature}, 2).at(0), x);
  };
  EXPECT_EQ(value("x1"), 3);
  EXPECT_EQ(value("x2^3"), -8);
  EXPECT_EQ(value("x1*x2"), -6);
  EXPECT_EQ(value("x1^2*x2^2"), 36);
  EXPECT_NEAR(value("sin(x1)"), std::sin(3.0), 1e-15);
  EXPECT_NEAR(value("x2*cos(x2)"), -2 * std::cos(-2.0), 1e-15);
}

TEST(Features, FamiliesCountAsTheyShould) {
  // Total degree d in two inputs: (d + 1)(d + 2) / 2 − 1 monomials; tensor degree: (d + 1)² − 1.
  for (int d = 1; d <= maxPolynomialDegree; ++d) {
    const std::string degree = std::to_string(d);
    EXPECT_EQ(termsOf({"polynomial:" + degree}, 2).size(), std::size_t((d + 1) * (d + 2) / 2 - 1));
    EXPECT_EQ(termsOf({"tensor-polynomial:" + degree}, 2).size(),
              std::size_t((d + 1) * (d + 1) - 1));
  }
  const auto terms = termsOf({"polynomial:2"}, 2);
  const std::vector<std::string> names{"x1", "x2", "x1^2", "x1*x2", "x2^2"};
  ASSERT_EQ(terms.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(terms[i].name, names[i]);
  EXPECT_EQ(termsOf({"x1", "polynomial:3"}, 1).size(), 4U);
}

TEST(Features, RefusesWhatIsNone) {
  for (const char* text :
       {"", "x", "x0", "x01", "y1", "x1^", "x1^15", "x1^0", "x1 * x2", "sin(x1", "sin(2)", "x1*",
        "polynomial:0", "polynomial:15", "polynomial:", "exp(x1)", "x99999999999999999999"}) {
    EXPECT_FALSE(parseFeature(text)) << text;
  }
  EXPECT_EQ(expandFeatures(std::vector<std::string>{"x1", "x3"}, 2).error().path,
            "data.features.1");
  EXPECT_EQ(expandFeatures(std::vector<std::string>{"tensor-polynomial:14"}, 4).error().code,
            "too-large");
}

}  // namespace
}  // namespace fallline
