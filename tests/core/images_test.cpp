#include "fallline/datasets/images.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "../../core/tools/gunzip.h"

namespace fallline {
namespace {

using Raw = std::vector<std::uint8_t>;
using Names = std::vector<std::string>;

Raw idx(std::uint32_t magic, const std::vector<std::uint32_t>& sizes, const Raw& content) {
  Raw out;
  const auto add = [&](std::uint32_t word) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(std::uint8_t(word >> shift));
  };
  add(magic);
  for (std::uint32_t size : sizes) add(size);
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

Bytes shared(Raw raw) { return std::make_shared<const Raw>(std::move(raw)); }

Bytes labelFile(const Raw& labels) {
  return shared(idx(0x0801, {std::uint32_t(labels.size())}, labels));
}

/// Images of 1×2 pixels with the values first, first + 1, …
Bytes imageFile(std::uint32_t count, std::uint8_t first) {
  Raw pixels;
  for (std::uint32_t i = 0; i < 2 * count; ++i) pixels.push_back(std::uint8_t(first + i));
  return shared(idx(0x0803, {count, 1, 2}, pixels));
}

Sources sources() {
  Sources out;
  out.files["images"] = imageFile(4, 0);
  out.files["labels"] = labelFile({0, 3, 1, 0});
  out.files["test images"] = imageFile(2, 100);
  out.files["test labels"] = labelFile({4, 0});
  return out;
}

Images trainingOnly() {
  Images out;
  out.images = "images";
  out.labels = "labels";
  return out;
}

Images withTest() {
  Images out = trainingOnly();
  out.testImages = "test images";
  out.testLabels = "test labels";
  return out;
}

/// The class indices of `count` samples from `first` on.
std::vector<double> targetsOf(const Dataset& data, Index first, Index count) {
  std::vector<double> out;
  for (Index i = first; i < first + count; ++i) out.push_back(data.targets(0, i));
  return out;
}

std::vector<double> targetsOf(const Dataset& data) {
  return targetsOf(data, 0, data.targets.cols());
}

void expectError(const Result<Dataset>& result, const std::string& code, const std::string& path,
                 const std::string& part) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().path, path);
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

TEST(Images, StayBytesInTheirFile) {
  const Sources files = sources();
  const auto data = trainingOnly().make(files, Random(1));
  ASSERT_TRUE(data.ok());
  EXPECT_TRUE(data->inputs.isImages());
  EXPECT_EQ(data->inputs.samples(), 4);
  EXPECT_EQ(data->inputs.size(), 2);
  EXPECT_EQ(data->inputs.height, 1);
  EXPECT_EQ(data->inputs.width, 2);
  EXPECT_EQ(data->inputs.channels, 1);
  EXPECT_EQ(data->inputs.blocks.at(0).storage, files.files.at("images"));
  EXPECT_EQ(data->inputs.image(2)[0], 4);
  EXPECT_EQ(data->inputs.image(3)[1], 7);
  EXPECT_EQ(data->task.kind, Task::Kind::classes);
  // Class 2 has no image.
  EXPECT_EQ(data->task.names, (Names{"0", "1", "2", "3"}));
  EXPECT_EQ(targetsOf(*data), (std::vector<double>{0, 3, 1, 0}));
  EXPECT_FALSE(data->testFrom.has_value());
  EXPECT_TRUE(data->inputNames.empty());
}

TEST(Images, TestFilesAreTheSourcesOwnTestPart) {
  const auto data = withTest().make(sources(), Random(1));
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->inputs.samples(), 6);
  EXPECT_EQ(data->testFrom, 4);
  EXPECT_EQ(data->inputs.image(4)[0], 100);
  EXPECT_EQ(data->inputs.image(5)[1], 103);
  EXPECT_EQ(targetsOf(*data), (std::vector<double>{0, 3, 1, 0, 4, 0}));
  EXPECT_EQ(data->task.names.size(), 5u);
}

TEST(Images, SamplesTakesTheFirstOnes) {
  Images parameters = withTest();
  parameters.samples = 2;
  const auto data = parameters.make(sources(), Random(1));
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->inputs.samples(), 4);
  EXPECT_EQ(data->testFrom, 2);
  EXPECT_EQ(data->inputs.image(1)[0], 2);
  EXPECT_EQ(data->inputs.image(2)[0], 100);
  EXPECT_EQ(targetsOf(*data), (std::vector<double>{0, 3, 4, 0}));
  parameters.samples = 5;
  expectError(parameters.make(sources(), Random(1)), "out-of-range", "data.samples",
              "5 images asked for, the file has 4");
}

TEST(Images, EveryFileIsAskedForUnderItsOwnPath) {
  expectError(Images{}.make(sources(), Random(1)), "missing-file", "data.images",
              "needs an IDX file of images");
  Images parameters = trainingOnly();
  parameters.labels.clear();
  expectError(parameters.make(sources(), Random(1)), "missing-file", "data.labels",
              "needs an IDX file of labels");
  parameters.labels = "elsewhere";
  expectError(parameters.make(sources(), Random(1)), "missing-file", "data.labels",
              "\"elsewhere\" is not here");
  parameters = withTest();
  parameters.testLabels.clear();
  expectError(parameters.make(sources(), Random(1)), "missing-file", "data.testLabels", "labels");
  parameters = withTest();
  parameters.testImages.clear();
  expectError(parameters.make(sources(), Random(1)), "missing-file", "data.testImages", "images");
}

TEST(Images, ErrorsOfAFileHaveItsPath) {
  Sources files = sources();
  files.files["test images"] = shared(idx(0x0803, {2, 1, 2}, {1, 2, 3}));
  expectError(withTest().make(files, Random(1)), "short-file", "data.testImages", "too short");
  files = sources();
  files.files["labels"] = files.files["images"];
  expectError(withTest().make(files, Random(1)), "bad-magic", "data.labels",
              "an IDX file of images; expected 0x00000801 for labels");
}

TEST(Images, CountsAndSizesMustMatch) {
  Sources files = sources();
  files.files["labels"] = labelFile({0, 1, 2});
  expectError(withTest().make(files, Random(1)), "count-mismatch", "data.labels",
              "3 labels for 4 images");
  files = sources();
  files.files["test labels"] = labelFile({0});
  expectError(withTest().make(files, Random(1)), "count-mismatch", "data.testLabels",
              "1 labels for 2 images");
  files = sources();
  files.files["test images"] = shared(idx(0x0803, {2, 2, 1}, {1, 2, 3, 4}));
  expectError(withTest().make(files, Random(1)), "size-mismatch", "data.testImages",
              "test images of 2×1×1 for images of 1×2×1");
}

TEST(Images, OneClassOnlyIsAnError) {
  Sources files = sources();
  files.files["labels"] = labelFile({7, 7, 7, 7});
  expectError(withTest().make(files, Random(1)), "one-class", "data.labels",
              "all 4 images have the label 7");
  files.files["labels"] = labelFile({7, 7, 7, 9});
  EXPECT_TRUE(withTest().make(files, Random(1)).ok());
  Images parameters = withTest();
  parameters.samples = 3;
  expectError(parameters.make(files, Random(1)), "one-class", "data.labels", "all 3 images");
}

/// The folder of the four MNIST files, which are not part of the project.
std::filesystem::path mnistFolder() {
  const char* folder = std::getenv("FALL_LINE_MNIST");
  return folder != nullptr ? std::filesystem::path(folder)
                           : std::filesystem::path(FALL_LINE_TEST_DATA "/../../shared/data/mnist");
}

Bytes unpacked(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const Raw packed{std::istreambuf_iterator<char>(in), {}};
  const auto result = gunzip(packed, 100'000'000);
  return result ? *result : nullptr;
}

TEST(Images, ReadsMnist) {
  Images parameters;
  parameters.images = "train-images-idx3-ubyte.gz";
  parameters.labels = "train-labels-idx1-ubyte.gz";
  parameters.testImages = "t10k-images-idx3-ubyte.gz";
  parameters.testLabels = "t10k-labels-idx1-ubyte.gz";
  Sources files;
  for (const std::string& name :
       {parameters.images, parameters.labels, parameters.testImages, parameters.testLabels}) {
    if (!std::filesystem::exists(mnistFolder() / name)) {
      GTEST_SKIP() << "no MNIST files in " << mnistFolder() << ": set FALL_LINE_MNIST";
    }
    files.files[name] = unpacked(mnistFolder() / name);
  }
  const auto data = parameters.make(files, Random(1));
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data->inputs.samples(), 70'000);
  EXPECT_EQ(data->inputs.size(), 784);
  EXPECT_EQ(data->testFrom, 60'000);
  EXPECT_EQ(data->task.names, (Names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  // The published set begins with 5 0 4 in training and 7 2 1 in the test part, and has 5923
  // training images of a 0 and 1135 test images of a 1.
  EXPECT_EQ(targetsOf(*data, 0, 3), (std::vector<double>{5, 0, 4}));
  EXPECT_EQ(targetsOf(*data, 60'000, 3), (std::vector<double>{7, 2, 1}));
  EXPECT_EQ((data->targets.leftCols(60'000).array() == 0).count(), 5923);
  EXPECT_EQ((data->targets.rightCols(10'000).array() == 1).count(), 1135);
  // The mean grey value of the training part, known as 0.1307 of 255.
  std::uint64_t sum = 0;
  for (Index i = 0; i < 60'000; ++i) {
    for (Index j = 0; j < 784; ++j) sum += data->inputs.image(i)[j];
  }
  EXPECT_NEAR(double(sum) / (255.0 * 784 * 60'000), 0.1307, 5e-5);
}

}  // namespace
}  // namespace fallline
