// What takes several sets of images: that they repeat, and what kind of problem they are (the
// figures that the comparisons rest on).
#include <algorithm>
#include <cmath>

#include "fallline/datasets/catlike.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

bool sameImage(const Dataset& a, Index i, const Dataset& b, Index j) {
  return std::equal(a.inputs.image(i), a.inputs.image(i) + Catlike::kInputs, b.inputs.image(j));
}

TEST(CatlikeTest, RepeatsForItsSeed) {
  const std::uint64_t hash = test::hashOf(made(Catlike{}, 7));
  EXPECT_EQ(hash, test::hashOf(made(Catlike{}, 7)));
  EXPECT_NE(hash, test::hashOf(made(Catlike{}, 8)));
}

TEST(CatlikeTest, ImagesAndLabelsAreTheSameInSetsOfAnySize) {
  const Dataset data = made(Catlike{.samples = 209, .testSamples = 50}, 3);
  const Dataset small = made(Catlike{.samples = 1, .testSamples = 2}, 3);
  const Dataset large = made(Catlike{.samples = 230, .testSamples = 60}, 3);
  test::expectSound(small, 12288, 3);
  test::expectSound(large, 12288, 290);
  EXPECT_TRUE(sameImage(small, 0, data, 0));
  EXPECT_TRUE(sameImage(small, 2, data, 210));
  EXPECT_EQ(small.targets(0, 2), data.targets(0, 210));
  for (Index i = 0; i < 209; ++i) {
    EXPECT_TRUE(sameImage(large, i, data, i));
    EXPECT_EQ(large.targets(0, i), data.targets(0, i));
  }
  for (Index i = 0; i < 50; ++i) {
    EXPECT_TRUE(sameImage(large, 230 + i, data, 209 + i));
    EXPECT_EQ(large.targets(0, 230 + i), data.targets(0, 209 + i));
  }
  EXPECT_FALSE(sameImage(large, 209, large, 230 + 50));
}

TEST(CatlikeTest, WithoutTestImagesThereIsNoTestPart) {
  const Dataset data = made(Catlike{.samples = 5, .testSamples = 0});
  test::expectSound(data, 12288, 5);
  EXPECT_FALSE(data.testFrom.has_value());
}

/// Inputs × samples in 0 … 1.
Matrix<double> scaled(const Dataset& data) {
  Matrix<double> x(data.inputs.size(), data.inputs.samples());
  for (Index i = 0; i < x.cols(); ++i) {
    for (Index d = 0; d < x.rows(); ++d) x(d, i) = data.inputs.image(i)[d] / 255.0;
  }
  return x;
}

/// The singular values of X (inputs × samples), ascending, through Xᵀ X.
Vector<double> singularValues(const Matrix<double>& x) {
  const Matrix<double> gram = x.transpose() * x;
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> solver(gram, Eigen::EigenvaluesOnly);
  return solver.eigenvalues().cwiseMax(0).cwiseSqrt();
}

class CatlikeKindTest : public testing::TestWithParam<std::uint64_t> {};

TEST_P(CatlikeKindTest, IsAsWellConditionedAsStated) {
  const Dataset data = made(Catlike{}, GetParam());
  Matrix<double> x(Catlike::kInputs + 1, 209);
  x.row(0).setOnes();
  x.bottomRows(Catlike::kInputs) = scaled(data).leftCols(209);
  const Vector<double> values = singularValues(x);
  const double condition = values(208) / values(0);
  EXPECT_GE(condition, 45);
  EXPECT_LE(condition, 75);
}

TEST_P(CatlikeKindTest, HasTheStatedSingularValues) {
  Matrix<double> x = scaled(made(Catlike{}, GetParam()));
  const Vector<double> mean = x.rowwise().mean();
  x.colwise() -= mean;
  const Vector<double> values = singularValues(x);
  const auto number = [&values](Index n) { return values(values.size() - n); };
  EXPECT_NEAR(number(1), 247, 0.15 * 247);
  EXPECT_NEAR(number(10), 48, 0.15 * 48);
  EXPECT_NEAR(number(100), 21.4, 0.15 * 21.4);
  EXPECT_NEAR(number(209), 15.2, 0.15 * 15.2);
}

TEST_P(CatlikeKindTest, LabelsFollowFromTheLeadingComponents) {
  const Dataset data = made(Catlike{}, GetParam());
  Matrix<double> x = scaled(data);
  const Vector<double> mean = x.rowwise().mean();
  x.colwise() -= mean;
  const Matrix<double> gram = x.transpose() * x;
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> solver(gram);
  // The signs, worked out here again.
  Matrix<double> t(259, 8);
  for (Index k = 0; k < 8; ++k) {
    const Vector<double> scores = solver.eigenvectors().col(258 - k) * std::sqrt(259.0);
    const Vector<double> component = x * scores;
    Index at = 0;
    component.cwiseAbs().maxCoeff(&at);
    t.col(k) = component(at) < 0 ? Vector<double>(-scores) : scores;
  }
  // Without the noise of deviation 0.6 the evidence must rank classes well, not perfectly:
  // the share of pairs of a "1" and a "0" that it orders rightly.
  double right = 0, pairs = 0;
  const auto evidence = [&t](Index i) {
    return t(i, 1) + 0.7 * t(i, 2) - 0.6 * t(i, 3) + 0.7 * t(i, 4) * t(i, 2) +
           0.5 * (t(i, 5) * t(i, 5) - 1) + 0.4 * t(i, 7);
  };
  for (Index i = 0; i < 259; ++i) {
    for (Index j = 0; j < 259; ++j) {
      if (data.targets(0, i) != 1 || data.targets(0, j) != 0) continue;
      pairs += 1;
      right += evidence(i) > evidence(j) ? 1 : 0;
    }
  }
  EXPECT_GT(right / pairs, 0.93);
  EXPECT_LT(right / pairs, 1);
}

INSTANTIATE_TEST_SUITE_P(Seeds, CatlikeKindTest, testing::Values(0, 1, 2, 3, 4, 5));

}  // namespace
}  // namespace fallline
