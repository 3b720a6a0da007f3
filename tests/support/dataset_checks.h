// What every data source must keep, and how a data set becomes one number.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "fallline/dataset.h"

namespace fallline::test {

/// FNV-1a over the bytes of inputs and targets, sample by sample.
inline std::uint64_t hashOf(const Dataset& data) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto take = [&hash](const std::uint8_t* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  };
  const auto takeNumber = [&take](double x) {
    std::uint8_t bytes[sizeof x];
    std::memcpy(bytes, &x, sizeof x);
    take(bytes, sizeof x);
  };
  for (Index i = 0; i < data.inputs.samples(); ++i) {
    if (data.inputs.isImages()) {
      take(data.inputs.image(i), static_cast<std::size_t>(data.inputs.size()));
    } else {
      for (Index d = 0; d < data.inputs.size(); ++d) takeNumber(data.inputs.values(d, i));
    }
    for (Index d = 0; d < data.targets.rows(); ++d) takeNumber(data.targets(d, i));
  }
  return hash;
}

/// The data set of a source for a seed; the source must not fail.
template <class Source>
Dataset made(const Source& source, std::uint64_t seed = 1) {
  Result<Dataset> result = source.make(Sources{}, Random(seed));
  if (!result) {
    ADD_FAILURE() << result.error().path << ": " << result.error().message;
    return {};
  }
  return std::move(*result);
}

/// How many samples are of a class.
inline Index countOf(const Dataset& data, int index) {
  Index count = 0;
  for (Index i = 0; i < data.targets.cols(); ++i) count += data.targets(0, i) == index ? 1 : 0;
  return count;
}

/// Shapes agree, everything is finite, class indices exist.
inline void expectSound(const Dataset& data, Index inputs, Index samples) {
  ASSERT_EQ(data.inputs.size(), inputs);
  ASSERT_EQ(data.inputs.samples(), samples);
  ASSERT_EQ(data.targets.rows(), 1);
  ASSERT_EQ(data.targets.cols(), samples);
  if (!data.inputs.isImages()) {
    EXPECT_EQ(data.inputNames.size(), static_cast<std::size_t>(inputs));
    EXPECT_TRUE(data.inputs.values.allFinite());
  }
  EXPECT_TRUE(data.targets.allFinite());
  if (data.task.kind != Task::Kind::classes) return;
  for (Index i = 0; i < samples; ++i) {
    const double index = data.targets(0, i);
    EXPECT_EQ(index, std::floor(index));
    EXPECT_GE(index, 0);
    EXPECT_LT(index, static_cast<double>(data.task.classes()));
  }
}

/// Same seed, same bits; another seed, other bits. Any number of samples works.
template <class Source>
void expectSeeded(const Source& source, Index inputs) {
  EXPECT_EQ(hashOf(made(source, 7)), hashOf(made(source, 7)));
  EXPECT_NE(hashOf(made(source, 7)), hashOf(made(source, 8)));
  Source other = source;
  for (const std::int64_t samples : {1, 2, 3, 10, 101}) {
    other.samples = samples;
    expectSound(made(other, 7), inputs, static_cast<Index>(samples));
  }
}

/// The samples of a small set are the first ones of a larger set.
template <class Source>
void expectPrefix(Source source, std::int64_t few, std::int64_t many) {
  source.samples = few;
  const Dataset small = made(source, 7);
  source.samples = many;
  const Dataset large = made(source, 7);
  EXPECT_EQ(small.inputs.values, large.inputs.values.leftCols(static_cast<Index>(few)));
  EXPECT_EQ(small.targets, large.targets.leftCols(static_cast<Index>(few)));
}

}  // namespace fallline::test
