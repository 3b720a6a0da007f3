#include "fallline/datasets/images.h"

#include <algorithm>
#include <array>
#include <optional>

#include "fallline/datasets/files.h"
#include "fallline/idx.h"

namespace fallline {
namespace {

/// Images with as many labels.
struct Labelled {
  IdxImages images;
  IdxLabels labels;
};

Result<Labelled> read(const Sources& sources, const std::string& images, const std::string& labels,
                      const std::string& imagesPath, const std::string& labelsPath) {
  const Result<Bytes> imageBytes = findFile(sources, images, imagesPath, "an IDX file of images");
  if (!imageBytes) return imageBytes.error();
  const Result<Bytes> labelBytes = findFile(sources, labels, labelsPath, "an IDX file of labels");
  if (!labelBytes) return labelBytes.error();
  const Result<IdxImages> readImages = readIdxImages(*imageBytes, imagesPath);
  if (!readImages) return readImages.error();
  const Result<IdxLabels> readLabels = readIdxLabels(*labelBytes, labelsPath);
  if (!readLabels) return readLabels.error();

  const Index imageCount = readImages->block.count, labelCount = readLabels->block.count;
  if (imageCount != labelCount) {
    return Error{"count-mismatch", labelsPath,
                 std::to_string(labelCount) + " labels for " + std::to_string(imageCount) +
                     " images: there must be one for each"};
  }
  return Labelled{*readImages, *readLabels};
}

std::string sizeOf(const IdxImages& images) {
  return std::to_string(images.height) + "×" + std::to_string(images.width) + "×" +
         std::to_string(images.channels);
}

/// How often each label occurs among the first `count`.
std::array<Index, 256> histogram(const IdxLabels& labels, Index count) {
  std::array<Index, 256> counts{};
  for (Index i = 0; i < count; ++i) ++counts[labels[i]];
  return counts;
}

}  // namespace

Result<Dataset> Images::make(const Sources& sources, const Random&) const {
  const Result<Labelled> main = read(sources, images, labels, "data.images", "data.labels");
  if (!main) return main.error();
  const Index available = main->images.block.count;
  if (samples > available) {
    return Error{
        "out-of-range", "data.samples",
        std::to_string(samples) + " images asked for, the file has " + std::to_string(available)};
  }
  const Index count = samples == 0 ? available : Index(samples);

  std::optional<Labelled> test;
  if (!testImages.empty() || !testLabels.empty()) {
    Result<Labelled> found =
        read(sources, testImages, testLabels, "data.testImages", "data.testLabels");
    if (!found) return found.error();
    test = *std::move(found);
    if (sizeOf(test->images) != sizeOf(main->images)) {
      return Error{"size-mismatch", "data.testImages",
                   "test images of " + sizeOf(test->images) + " for images of " +
                       sizeOf(main->images) + ": their sizes must be the same"};
    }
  }
  const Index testCount = test ? test->images.block.count : 0;

  std::array<Index, 256> counts = histogram(main->labels, count);
  if (std::count(counts.begin(), counts.end(), Index(0)) > 254) {
    return Error{"one-class", "data.labels",
                 "all " + std::to_string(count) + " images have the label " +
                     std::to_string(main->labels[0]) + ": at least two classes are needed"};
  }

  Dataset out;
  out.inputs.height = main->images.height;
  out.inputs.width = main->images.width;
  out.inputs.channels = main->images.channels;
  out.inputs.blocks.push_back(main->images.block);
  out.inputs.blocks.back().count = count;
  out.targets.resize(1, count + testCount);
  for (Index i = 0; i < count; ++i) out.targets(0, i) = main->labels[i];
  if (test) {
    out.inputs.blocks.push_back(test->images.block);
    for (Index i = 0; i < testCount; ++i) out.targets(0, count + i) = test->labels[i];
    out.testFrom = count;
    const std::array<Index, 256> more = histogram(test->labels, testCount);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += more[i];
  }
  out.task.kind = Task::Kind::classes;
  std::size_t classes = counts.size();
  while (counts[classes - 1] == 0) --classes;
  for (std::size_t i = 0; i < classes; ++i) out.task.names.push_back(std::to_string(i));
  return out;
}

}  // namespace fallline
