// The source `digits`: handwriting-like digits drawn from strokes.
#pragma once

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// Handwritten digits that nobody wrote. Each digit has several hand-made skeletons (the ways
/// people write it), a few strokes each; a skeleton is deformed, slanted, drawn with a pen of
/// random width, and normalised as the MNIST images were: scaled to fit a box of 20×20 pixels
/// with its aspect ratio kept, then placed in the 28×28 field so that the centre of mass is in
/// the middle. No pixels, means or
/// templates of MNIST go into them; the general parameters (spread of slant, pen width, …) and the
/// choice of skeletons were tuned by hand against its training images.
///
/// make: `samples` images of 28×28 bytes, 0 paper and 255 ink, in one block; classes "0" to "9".
/// Of any two classes neither has more than one sample more, and their order is random.
/// Image i depends on i, its class, the parameters and the seed only.
struct Digits {
  static constexpr Info info{
      .id = "digits",
      .label = "Digits",
      .formula = "28×28 grey values, classes 0 … 9",
      .summary = "Handwriting-like digits drawn from strokes: the shape of MNIST, without a file.",
      .source = "Generated; size and centring as in LeCun, Cortes, Burges, The MNIST database"};

  std::int64_t samples = 5000;
  double variation = 1;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Digits::samples, Range::logarithmic(500, 20000).within(1, 100000),
      "Number of images.");
    v("variation", &Digits::variation, Range::linear(0, 2),
      "How much the handwriting varies: 0 draws each skeleton as it is, 1 is like many people.");
    v("noise", &Digits::noise, Range::linear(0, 0.5).within(0, 1),
      "Standard deviation of the noise added to each pixel, as a share of full ink.");
  }

  static constexpr Split split{};

  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
