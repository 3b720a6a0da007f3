// Small colour photographs that were never taken, in two classes: many more inputs than samples.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// Images of 64 × 64 pixels and three colours, bytes, with the spectrum of natural images and
/// labels that follow, with noise, from their leading principal components. They stand in for the
/// "cat or not" photographs of a well-known course: 12288 inputs, 209 training and 50 test images,
/// about a third of class "1".
///
/// A seed fixes a world by its first 259 images (209 for training, 50 for testing), from which
/// scales, principal components and the labels' threshold are taken, whatever number is asked for.
/// So image i and its label are the same in sets of any size, and the first 259 are exactly the
/// default set.
struct Catlike {
  static constexpr Info info{
      .id = "catlike",
      .label = "Cat-like images",
      .formula =
          "class 1 where t₁ + 0.7 t₂ − 0.6 t₃ + 0.7 t₄t₂ + 0.5 (t₅² − 1) + 0.4 t₇"
          " + 0.6·N(0, 1) exceeds its quantile at 1 − 72/209",
      .summary = "12288 inputs and 209 samples: perfect training is easy, generalisation is not.",
      .source =
          "Definition; sizes of the cat images in Ng’s Deep Learning course; spectrum after "
          "Field 1987, Relations between the statistics of natural images"};

  std::int64_t samples = 209;
  std::int64_t testSamples = 50;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Catlike::samples, Range::linear(50, 2000).within(1, 5000),
      "Number of training images.");
    v("testSamples", &Catlike::testSamples, Range::linear(0, 500).within(0, 5000),
      "Number of test images.");
  }

  /// The test part is the source's own.
  static constexpr Split split{.train = 1, .validation = 0, .test = 0};

  static constexpr Index kSide = 64;
  static constexpr Index kInputs = kSide * kSide * 3;

  /// Images of 64 × 64 × 3 bytes, training images first, then the test images; targets
  /// 1 × (samples + testSamples) of class 0 and 1. Never fails. Takes 12 kB an image.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
