// How an image comes about, with 1/(1 + k)^1.2 fields:
//   pixel(c) = luminance field / its deviation + 0.35 · colour field(c) / its deviation
//   byte(c)  = round(255 · clip(0.45 + 0.25 · (pixel(c) − mean) / deviation + 0.12 z))
// with the deviations and the mean over all pixels of the founding images and a brightness z from
// N(0, 1) per image. Labels follow from the founding images' principal components.
#include "fallline/datasets/catlike.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "fallline/datasets/random_field.h"
#include "fallline/products.h"
#include "fallline/symmetric_eigen.h"
#include "quantile.h"

namespace fallline {
namespace {

constexpr std::int64_t kFoundingTrain = 209;
constexpr std::int64_t kFoundingTest = 50;
constexpr Index kFounding = kFoundingTrain + kFoundingTest;
constexpr Index kPixels = RandomField::kPixels;
constexpr Index kInputs = Catlike::kInputs;
constexpr Index kComponents = 8;
constexpr Range kUnit = Range::linear(0, 1);
static_assert(Catlike::kSide == RandomField::kSide);

using Field = RandomField::Field;
using Image = std::uint8_t*;
using ConstImage = const std::uint8_t*;

/// The four fields of an image: luminance, then one for each colour.
struct Layers {
  Field luminance;
  std::array<Field, 3> colours;
};

/// Sums of a quantity, added in the order they come.
struct Moments {
  double count = 0, sum = 0, squares = 0;
  void add(double x) {
    count += 1;
    sum += x;
    squares += x * x;
  }
  double average() const { return sum / count; }
  double deviation() const { return std::sqrt(squares / count - average() * average()); }
};

/// What makes bytes of fields.
struct Scales {
  double luminance = 1, colour = 1;  ///< factors
  double mean = 0, contrast = 1;     ///< of a pixel

  double pixel(const Layers& layers, std::size_t colour_, std::size_t i) const {
    return layers.luminance[i] * luminance + layers.colours[colour_][i] * colour;
  }
};

/// The stream of training or test image `index` (from 0); the same however many there are.
Random streamOf(const Random& random, bool test, std::int64_t index) {
  return random.fork(test ? "test" : "train").fork(static_cast<std::uint64_t>(index));
}

Random foundingStream(const Random& random, Index i) {
  return i < kFoundingTrain ? streamOf(random, false, i)
                            : streamOf(random, true, i - kFoundingTrain);
}

void drawLayers(const RandomField& fields, const Random& stream, Layers& layers) {
  Random draws = stream.fork("fields");
  fields.draw(draws, layers.luminance, layers.colours[0]);
  fields.draw(draws, layers.colours[1], layers.colours[2]);
}

/// Before brightness and clipping: the set has mean 0.45 and deviation 0.25.
double toned(const Layers& layers, const Scales& scales, std::size_t colour, std::size_t i) {
  return 0.45 + 0.25 * (scales.pixel(layers, colour, i) - scales.mean) * scales.contrast;
}

/// 0.12 N(0, 1), drawn again where it would take the image's mean out of [0, 1]: clipped to almost
/// black or white, the image would be nearly a multiple of the constant column or of another such
/// image, and the set's condition number a matter of luck. About one image in a thousand.
double drawBrightness(const Layers& layers, const Scales& scales, const Random& stream) {
  Moments tones;
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < kPixels; ++i) tones.add(toned(layers, scales, c, i));
  }
  Random draws = stream.fork("brightness");
  double brightness = 0.12 * draws.normal();
  while (!kUnit.contains(tones.average() + brightness)) brightness = 0.12 * draws.normal();
  return brightness;
}

void render(const Layers& layers, const Scales& scales, const Random& stream, Image image) {
  const double brightness = drawBrightness(layers, scales, stream);
  for (std::size_t i = 0; i < kPixels; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const double value = std::clamp(toned(layers, scales, c, i) + brightness, 0.0, 1.0);
      image[3 * i + c] = static_cast<std::uint8_t>(std::floor(255 * value + 0.5));
    }
  }
}

Scales measure(const std::vector<Layers>& founding) {
  Moments luminance, colour, pixel;
  for (const Layers& layers : founding) {
    for (const double x : layers.luminance) luminance.add(x);
    for (const Field& field : layers.colours) {
      for (const double x : field) colour.add(x);
    }
  }
  Scales scales{.luminance = 1 / luminance.deviation(), .colour = 0.35 / colour.deviation()};
  for (const Layers& layers : founding) {
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t i = 0; i < kPixels; ++i) pixel.add(scales.pixel(layers, c, i));
    }
  }
  scales.mean = pixel.average();
  scales.contrast = 1 / pixel.deviation();
  return scales;
}

/// X Xᵀ of the images, images × images, X in bytes. Every partial sum is a whole number below
/// 2^53: exact, so that the order of summation does not matter.
Matrix<double> gramOf(const std::vector<std::uint8_t>& images, Index count) {
  constexpr Index kChunk = 1024;  // inputs at a time: 2 MB of doubles instead of 25
  Matrix<double> gram = Matrix<double>::Zero(count, count);
  Matrix<double> chunk(count, kChunk);
  for (Index from = 0; from < kInputs; from += kChunk) {
    for (Index image = 0; image < count; ++image) {
      ConstImage bytes = &images[static_cast<std::size_t>(image * kInputs + from)];
      for (Index i = 0; i < kChunk; ++i) chunk(image, i) = bytes[i];
    }
    gradientProduct<double>(chunk, chunk, gram);  // gram += chunk chunkᵀ
  }
  return gram;
}

/// G − row means − column means + mean of all: the Gram matrix of the centred images.
void center(Matrix<double>& gram) {
  const Index n = gram.rows();
  Vector<double> means(n);
  double total = 0;
  for (Index j = 0; j < n; ++j) {
    double sum = 0;
    for (Index i = 0; i < n; ++i) sum += gram(i, j);
    means(j) = sum / static_cast<double>(n);
    total += sum;
  }
  const double mean = total / static_cast<double>(n * n);
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < n; ++i) gram(i, j) += mean - means(i) - means(j);
  }
}

/// The leading principal components of the founding images, scaled so that an image's scores
/// t = W (image − mean) have variance 1 over them.
struct Components {
  Vector<double> mean;     ///< kInputs
  Matrix<double> weights;  ///< W: kComponents × kInputs

  explicit Components(const std::vector<std::uint8_t>& founding)
      : mean(Vector<double>::Zero(kInputs)), weights(Matrix<double>::Zero(kComponents, kInputs)) {
    for (Index image = 0; image < kFounding; ++image) {
      ConstImage bytes = &founding[static_cast<std::size_t>(image * kInputs)];
      for (Index i = 0; i < kInputs; ++i) mean(i) += bytes[i];
    }
    for (Index i = 0; i < kInputs; ++i) mean(i) /= static_cast<double>(kFounding);

    Matrix<double> gram = gramOf(founding, kFounding);
    center(gram);
    const SymmetricEigen eigen = symmetricEigen(gram);  // eigenvalues ascend
    // With X centred, images × inputs, and X Xᵀ u = λ u, |u| = 1: the component is Xᵀ u / √λ, the
    // scores on it are √λ u of variance λ / n, so that W = √n uᵀ X / λ.
    for (Index image = 0; image < kFounding; ++image) {
      ConstImage bytes = &founding[static_cast<std::size_t>(image * kInputs)];
      for (Index k = 0; k < kComponents; ++k) {
        const Index column = kFounding - 1 - k;
        const double factor = std::sqrt(static_cast<double>(kFounding)) *
                              eigen.vectors(image, column) / eigen.values(column);
        for (Index i = 0; i < kInputs; ++i) weights(k, i) += factor * (bytes[i] - mean(i));
      }
    }
    fixSigns();
  }

  /// t, one score per component.
  std::array<double, kComponents> scores(ConstImage image) const {
    std::array<double, kComponents> t{};
    for (Index i = 0; i < kInputs; ++i) {
      const double x = image[i] - mean(i);
      for (Index k = 0; k < kComponents; ++k) t[static_cast<std::size_t>(k)] += weights(k, i) * x;
    }
    return t;
  }

 private:
  /// An eigenvector's sign is arbitrary: the first entry of largest magnitude becomes positive.
  void fixSigns() {
    for (Index k = 0; k < kComponents; ++k) {
      double largest = 0;
      for (Index i = 0; i < kInputs; ++i) {
        if (std::abs(weights(k, i)) > std::abs(largest)) largest = weights(k, i);
      }
      if (largest < 0) {
        for (Index i = 0; i < kInputs; ++i) weights(k, i) = -weights(k, i);
      }
    }
  }
};

/// What the label is decided by.
double evidence(const Components& components, ConstImage image, const Random& stream) {
  const auto t = components.scores(image);
  Random noise = stream.fork("labels");
  return t[1] + 0.7 * t[2] - 0.6 * t[3] + 0.7 * t[4] * t[2] + 0.5 * (t[5] * t[5] - 1) + 0.4 * t[7] +
         0.6 * noise.normal();
}

}  // namespace

Result<Dataset> Catlike::make(const Sources&, const Random& random) const {
  const RandomField fields(1.2);

  std::vector<std::uint8_t> founding(static_cast<std::size_t>(kFounding * kInputs));
  Scales scales;
  {
    std::vector<Layers> layers(kFounding);
    for (Index i = 0; i < kFounding; ++i) {
      drawLayers(fields, foundingStream(random, i), layers[static_cast<std::size_t>(i)]);
    }
    scales = measure(layers);
    for (Index i = 0; i < kFounding; ++i) {
      render(layers[static_cast<std::size_t>(i)], scales, foundingStream(random, i),
             &founding[static_cast<std::size_t>(i * kInputs)]);
    }
  }
  const Components components(founding);
  std::vector<double> evidences;
  evidences.reserve(static_cast<std::size_t>(kFounding));
  for (Index i = 0; i < kFounding; ++i) {
    evidences.push_back(evidence(components, &founding[static_cast<std::size_t>(i * kInputs)],
                                 foundingStream(random, i)));
  }
  std::sort(evidences.begin(), evidences.end());
  const double threshold = quantileOf(evidences, 1 - 72.0 / 209.0);

  const std::int64_t count = samples + testSamples;
  auto bytes = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(count) *
                                                           static_cast<std::size_t>(kInputs));
  Dataset data;
  data.targets.resize(1, static_cast<Index>(count));
  data.task = {Task::Kind::classes, {"0", "1"}};
  const auto layers = std::make_unique<Layers>();
  for (std::int64_t i = 0; i < count; ++i) {
    const bool test = i >= samples;
    const std::int64_t index = test ? i - samples : i;
    const Random stream = streamOf(random, test, index);
    Image image = bytes->data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(kInputs);
    if (index < (test ? kFoundingTest : kFoundingTrain)) {
      const std::int64_t from = test ? kFoundingTrain + index : index;
      std::copy_n(founding.begin() + from * kInputs, kInputs, image);
    } else {
      drawLayers(fields, stream, *layers);
      render(*layers, scales, stream, image);
    }
    data.targets(0, static_cast<Index>(i)) =
        evidence(components, image, stream) > threshold ? 1 : 0;
  }
  data.inputs.height = data.inputs.width = kSide;
  data.inputs.channels = 3;
  data.inputs.blocks.push_back({std::move(bytes), 0, static_cast<Index>(count)});
  if (testSamples > 0) data.testFrom = static_cast<Index>(samples);
  return data;
}

}  // namespace fallline
