// A data set as a source hands it over: raw inputs, targets, and what they mean.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fallline/result.h"
#include "fallline/rng.h"
#include "fallline/types.h"

namespace fallline {

/// What is to be learned.
struct Task {
  enum class Kind {
    regression,  ///< targets are numbers; targets is outputs × samples
    classes,     ///< one class a sample; targets is 1 × samples, class indices 0, 1, … as doubles
    labels,      ///< several yes-or-no labels a sample; targets is labels × samples of 0 and 1
  };
  Kind kind = Kind::regression;
  std::vector<std::string> names;  ///< of the target columns, the classes or the labels

  std::int64_t classes() const { return kind == Kind::classes ? std::int64_t(names.size()) : 0; }
};

/// Consecutive images of one file or generator: count × (height·width·channels) bytes from offset.
struct ByteBlock {
  Bytes storage;
  std::size_t offset = 0;
  Index count = 0;
};

/// The raw inputs: numbers, or images that stay bytes until a batch is gathered.
struct Inputs {
  Matrix<double> values;          ///< inputs × samples, NaN where a value is missing (filled with
                                  ///< the training part's mean); empty when blocks hold images
  std::vector<ByteBlock> blocks;  ///< images, pixel by pixel, row by row, channels last
  Index height = 0, width = 0, channels = 0;

  bool isImages() const { return !blocks.empty(); }
  Index size() const { return isImages() ? height * width * channels : values.rows(); }
  Index samples() const {
    if (!isImages()) return values.cols();
    Index n = 0;
    for (const ByteBlock& block : blocks) n += block.count;
    return n;
  }
  /// The size() bytes of one image, 0 ≤ sample < samples().
  const std::uint8_t* image(Index sample) const {
    std::size_t b = 0;
    for (; sample >= blocks[b].count; ++b) sample -= blocks[b].count;
    return blocks[b].storage->data() + blocks[b].offset + std::size_t(sample) * std::size_t(size());
  }
};

struct Dataset {
  Inputs inputs;
  Matrix<double> targets;  ///< shape by task.kind
  Task task;
  std::vector<std::string> inputNames;  ///< one per input; empty for images
  std::optional<Index> testFrom;        ///< samples from here on are the source's own test part
};

/// The shares of a data set; each part may be 0.
struct Split {
  double train = 0.75;
  double validation = 0;
  double test = 0.25;
};

/// What a source may read: the core itself opens nothing.
struct Sources {
  std::map<std::string, Bytes> files;    ///< by the name that the Spec uses
  std::shared_ptr<const Dataset> given;  ///< for the source `given`
};

/// A data source is a component with
///   static constexpr Split split;                                        its default
///   Result<Dataset> make(const Sources& sources, const Random& random) const;
/// The same parameters and the same random give the same bits. `random` is the fork of the data
/// seed for drawing points and noise; fork it further by purpose ("points", "noise", "labels").
/// A regression whose targets are a function of the inputs plus noise of a known variance says so:
///   double noiseVariance() const;   no predictor has a lower mean squared error on fresh samples

}  // namespace fallline
