#include "fallline/datasets/random_field.h"

#include <cmath>
#include <utility>

#include "fallline/math.h"

namespace fallline {
namespace {

constexpr Index kSide = RandomField::kSide;

/// The six bits of i in reverse order: where the fast transform expects row i.
constexpr Index reversed(Index i) {
  Index r = 0;
  for (Index bit = 1; bit < kSide; bit *= 2, i /= 2) r = 2 * r + i % 2;
  return r;
}

std::size_t at(Index row, Index column) { return static_cast<std::size_t>(row * kSide + column); }

/// The transpose of a field whose rows are then put in reversed order.
void transposeReversed(const RandomField::Field& from, RandomField::Field& to) {
  for (Index row = 0; row < kSide; ++row) {
    for (Index column = 0; column < kSide; ++column) {
      to[at(reversed(column), row)] = from[at(row, column)];
    }
  }
}

}  // namespace

RandomField::RandomField(double exponent) {
  for (Index row = 0; row < kSide; ++row) {
    for (Index column = 0; column < kSide; ++column) {
      // 33 to 63 cycles are the negative frequencies.
      const auto ky = static_cast<double>(row < kSide / 2 ? row : row - kSide);
      const auto kx = static_cast<double>(column < kSide / 2 ? column : column - kSide);
      const double k = std::sqrt(kx * kx + ky * ky);
      amplitude_[at(row, column)] = math::exp(-exponent * math::log(1 + k));
    }
  }
  constexpr double kStep = 6.283185307179586 / static_cast<double>(kSide);
  for (std::size_t j = 0; j < cos_.size(); ++j) {
    cos_[j] = math::cos(kStep * static_cast<double>(j));
    sin_[j] = math::sin(kStep * static_cast<double>(j));
  }
}

// Radix-2 fast Fourier transform along every column at once, rows in reversed order before and in
// natural order after (Cooley & Tukey 1965). The innermost loop runs along a row: SIMD code.
void RandomField::transformColumns(Field& re, Field& im) const {
  for (Index half = 1; half < kSide; half *= 2) {
    for (Index block = 0; block < kSide; block += 2 * half) {
      for (Index j = 0; j < half; ++j) {
        const auto turn = static_cast<std::size_t>(j * (kSide / 2 / half));
        const double c = cos_[turn];
        const double s = sin_[turn];
        double* upperRe = &re[at(block + j, 0)];
        double* upperIm = &im[at(block + j, 0)];
        double* lowerRe = &re[at(block + j + half, 0)];
        double* lowerIm = &im[at(block + j + half, 0)];
        for (Index column = 0; column < kSide; ++column) {
          const double turnedRe = c * lowerRe[column] - s * lowerIm[column];
          const double turnedIm = c * lowerIm[column] + s * lowerRe[column];
          lowerRe[column] = upperRe[column] - turnedRe;
          lowerIm[column] = upperIm[column] - turnedIm;
          upperRe[column] += turnedRe;
          upperIm[column] += turnedIm;
        }
      }
    }
  }
}

void RandomField::draw(Random& random, Field& first, Field& second) const {
  Field re;
  Field im;
  for (Index row = 0; row < kSide; ++row) {
    for (Index column = 0; column < kSide; ++column) {
      const double amplitude = amplitude_[at(row, column)];
      re[at(reversed(row), column)] = amplitude * random.normal();
      im[at(reversed(row), column)] = amplitude * random.normal();
    }
  }
  transformColumns(re, im);  // over ky: rows are y now
  transposeReversed(re, first);
  transposeReversed(im, second);
  transformColumns(first, second);  // over kx: rows are x now
  for (Index row = 0; row < kSide; ++row) {
    for (Index column = 0; column < row; ++column) {
      std::swap(first[at(row, column)], first[at(column, row)]);
      std::swap(second[at(row, column)], second[at(column, row)]);
    }
  }
}

}  // namespace fallline
