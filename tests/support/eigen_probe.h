// Hashes of what Eigen computes through fallline/eigen.h, to compare compilers and machines.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <type_traits>

#include "fallline/eigen.h"

namespace fallline::probe {

/// Sizes below, at and above a packet, a register tile and a cache block of Eigen's kernels.
inline constexpr int kSizes[] = {1, 3, 4, 8, 17, 31, 64, 129, 200};

template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>;

/// Numbers in [-0.5, 0.5) with 24 bits, exact in both precisions: SplitMix64, written out here so
/// that nothing but Eigen can change a hash.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}

  template <class S>
  Matrix<S> matrix(int rows, int columns) {
    Matrix<S> m(rows, columns);
    for (int j = 0; j < columns; ++j) {
      for (int i = 0; i < rows; ++i) m(i, j) = static_cast<S>(next());
    }
    return m;
  }

 private:
  double next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    z ^= z >> 31U;
    return static_cast<double>(z >> 40U) * 0x1p-24 - 0.5;
  }

  std::uint64_t state_;
};

/// FNV-1a over the bytes of the coefficients, column by column; 16 hex digits.
template <class Derived>
std::string hash(const Eigen::MatrixBase<Derived>& expression) {
  const Matrix<typename Derived::Scalar> m = expression;
  std::uint64_t h = 0xcbf29ce484222325U;
  for (Eigen::Index i = 0; i < m.size(); ++i) {
    unsigned char bytes[sizeof(typename Derived::Scalar)];
    std::memcpy(bytes, m.data() + i, sizeof bytes);
    for (const unsigned char byte : bytes) h = (h ^ byte) * 0x100000001b3U;
  }
  std::string text(16, '0');
  for (unsigned k = 0; k < 16; ++k) text[k] = "0123456789abcdef"[(h >> (60U - 4U * k)) & 15U];
  return text;
}

/// The decompositions, which second-order methods use in double precision only: of a symmetric
/// positive definite `gram` (n × n) and of `tall` (2n × n), with a right-hand side for the latter.
inline std::map<std::string, std::string> decompositions(const Matrix<double>& gram,
                                                         const Matrix<double>& tall,
                                                         const Matrix<double>& rightHandSide) {
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> eigen(gram);
  const Eigen::BDCSVD<Matrix<double>> svd(tall, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::HouseholderQR<Matrix<double>> qr(tall);
  const Matrix<double> solution = qr.solve(rightHandSide);
  return {
      {"eigenvalues", hash(eigen.eigenvalues())},
      {"eigenvectors", hash(eigen.eigenvectors())},
      {"singularValues", hash(svd.singularValues())},
      {"singularVectors", hash(svd.matrixU() * svd.matrixV().transpose())},
      {"qr", hash(qr.matrixQR())},
      {"qrSolve", hash(solution)},
  };
}

/// Name of the operation to the hash of its result, for matrices of about `n` × `n`.
template <class S>
std::map<std::string, std::string> run(int n) {
  Numbers numbers(static_cast<std::uint64_t>(n) * 2 + sizeof(S));
  const auto square = numbers.matrix<S>(n, n);
  const auto wide = numbers.matrix<S>(n, n + 3);
  const auto tall = numbers.matrix<S>(2 * n, n);
  const auto vector = numbers.matrix<S>(n, 1);
  const auto longVector = numbers.matrix<S>(2 * n, 1);
  Matrix<S> gram = tall.transpose() * tall;
  gram.diagonal().array() += S(1);
  Matrix<S> lower = Matrix<S>::Zero(n, n);
  lower.template selfadjointView<Eigen::Lower>().rankUpdate(tall.transpose());

  const Eigen::LLT<Matrix<S>> llt(gram);
  const Matrix<S> solution = llt.solve(vector);
  std::map<std::string, std::string> hashes = {
      {"product", hash(square * wide)},
      {"productTransposed", hash(square.transpose() * wide)},
      {"gram", hash(tall.transpose() * tall)},
      {"rankUpdate", hash(lower)},
      {"matrixVector", hash(tall * vector)},
      {"matrixTransposedVector", hash(tall.transpose() * longVector)},
      {"dot", hash(vector.transpose() * vector)},
      {"squareRoot", hash(gram.array().abs().sqrt().matrix())},
      {"quotient", hash((square.array() / (square.array().abs().sqrt() + S(0.5))).matrix())},
      {"cholesky", hash(Matrix<S>(llt.matrixL()))},
      {"choleskySolve", hash(solution)},
  };
  if constexpr (std::is_same_v<S, double>) hashes.merge(decompositions(gram, tall, longVector));
  return hashes;
}

}  // namespace fallline::probe
