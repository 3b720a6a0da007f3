// The data side of a bound session: files and arrays in, samples out.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "arrays.h"
#include "bound_session.h"

namespace fallline::wasm {
namespace {

using emscripten::val;

Task::Kind kindNamed(const std::string& name) {
  if (name == "classes") return Task::Kind::classes;
  if (name == "labels") return Task::Kind::labels;
  return Task::Kind::regression;
}

Error wrongShape(const char* path, const std::string& message) {
  return {"wrong-shape", path, message};
}

/// rows × samples from numbers that stand sample by sample.
Result<Matrix<double>> matrixOf(const val& numbers, std::int64_t samples, const char* path) {
  const auto values = vectorOf<double>(numbers);
  const auto size = static_cast<std::int64_t>(values.size());
  if (samples < 1 || size % samples != 0) {
    return wrongShape(path, std::to_string(size) + " numbers do not make " +
                                std::to_string(samples) + " samples.");
  }
  return Matrix<double>(Eigen::Map<const Matrix<double>>(
      values.data(), static_cast<Index>(size / samples), static_cast<Index>(samples)));
}

/// Images: one block of bytes.
std::optional<Error> setImages(Inputs& inputs, const val& image, const val& bytes,
                               std::int64_t samples) {
  const double height = image["height"].as<double>();
  const double width = image["width"].as<double>();
  const double channels = image["channels"].as<double>();
  auto storage = std::make_shared<const std::vector<std::uint8_t>>(vectorOf<std::uint8_t>(bytes));
  const double size = height * width * channels;
  if (!(height >= 1 && width >= 1 && channels >= 1) || samples < 1 ||
      size * static_cast<double>(samples) != static_cast<double>(storage->size())) {
    return wrongShape("data.inputs", std::to_string(storage->size()) + " bytes do not make " +
                                         std::to_string(samples) + " images of that size.");
  }
  inputs.height = static_cast<Index>(height);
  inputs.width = static_cast<Index>(width);
  inputs.channels = static_cast<Index>(channels);
  inputs.blocks.push_back({std::move(storage), 0, static_cast<Index>(samples)});
  return std::nullopt;
}

/// The chosen samples, each checked; what is not a sample of the data throws.
std::vector<Index> chosen(const val& index, const Dataset& data) {
  std::vector<Index> out;
  for (std::int32_t sample : vectorOf<std::int32_t>(index)) {
    if (sample < 0 || sample >= data.inputs.samples()) {
      misuse("There is no sample " + std::to_string(sample) + ".");
    }
    out.push_back(sample);
  }
  return out;
}

/// Chosen columns as floats, one after the other.
val columns(const Matrix<double>& from, const std::vector<Index>& index) {
  std::vector<float> out;
  out.reserve(index.size() * static_cast<std::size_t>(from.rows()));
  for (Index sample : index) {
    for (Index row = 0; row < from.rows(); ++row) {
      out.push_back(static_cast<float>(from(row, sample)));
    }
  }
  return arrayOf(out);
}

}  // namespace

Reply<Nothing> BoundSession::addFile(const std::string& name, const BytesIn& bytes) {
  return guard<Nothing>([&] {
    sources_.files[name] =
        std::make_shared<const std::vector<std::uint8_t>>(vectorOf<std::uint8_t>(bytes));
    return Nothing{};
  });
}

Reply<Nothing> BoundSession::give(const GivenIn& meaning, const NumbersIn& inputs,
                                  const DoublesIn& targets) {
  return guard<Nothing>([&]() -> std::optional<Error> {
    auto data = std::make_shared<Dataset>();
    const auto samples = static_cast<std::int64_t>(meaning["samples"].as<double>());
    data->task.kind = kindNamed(meaning["kind"].as<std::string>());
    data->task.names = emscripten::vecFromJSArray<std::string>(meaning["names"]);
    data->inputNames = emscripten::vecFromJSArray<std::string>(meaning["inputNames"]);
    if (!meaning["testFrom"].isNull()) {
      data->testFrom = static_cast<Index>(meaning["testFrom"].as<double>());
    }
    if (meaning["image"].isNull()) {
      auto values = matrixOf(inputs, samples, "data.inputs");
      if (!values) return values.error();
      data->inputs.values = std::move(*values);
    } else if (auto error = setImages(data->inputs, meaning["image"], inputs, samples)) {
      return error;
    }
    auto values = matrixOf(targets, samples, "data.targets");
    if (!values) return values.error();
    data->targets = std::move(*values);
    sources_.given = std::move(data);
    return std::nullopt;
  });
}

Reply<Integers> BoundSession::sampleIndex(int part, int maximum) {
  return guard<Integers>([&] {
    if (part < 0 || part > 2) misuse("A part is 0, 1 or 2.");
    const auto all = session().samples(static_cast<Part>(part));
    const std::size_t total = all.size();
    const std::size_t count = std::min(total, static_cast<std::size_t>(std::max(maximum, 0)));
    std::vector<std::int32_t> index(count);
    for (std::size_t i = 0; i < count; ++i) {
      // In 64 bits: size_t has 32 here.
      index[i] = all[static_cast<std::size_t>(std::uint64_t{i} * total / count)];
    }
    return arrayOf(index);
  });
}

Reply<Floats> BoundSession::sampleInputs(const IntegersIn& index) {
  return guard<Floats>([&] {
    const Dataset& data = session().data();
    if (data.inputs.isImages()) return arrayOf(std::vector<float>{});
    return columns(data.inputs.values, chosen(index, data));
  });
}

Reply<Floats> BoundSession::sampleTargets(const IntegersIn& index) {
  return guard<Floats>([&] {
    const Dataset& data = session().data();
    return columns(data.targets, chosen(index, data));
  });
}

Reply<ByteArray> BoundSession::sampleImages(const IntegersIn& index) {
  return guard<ByteArray>([&] {
    const Dataset& data = session().data();
    std::vector<std::uint8_t> out;
    if (data.inputs.isImages()) {
      const auto size = static_cast<std::size_t>(data.inputs.size());
      const auto samples = chosen(index, data);
      out.reserve(samples.size() * size);
      for (Index sample : samples) {
        const std::uint8_t* image = data.inputs.image(sample);
        out.insert(out.end(), image, image + size);
      }
    }
    return arrayOf(out);
  });
}

}  // namespace fallline::wasm
