// Reads the reference vectors: tests/reference, or the folder named by FALL_LINE_REFERENCE.
#pragma once

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "fallline/types.h"

namespace fallline::testing {

using Json = nlohmann::json;

inline Json readReference(const std::string& name) {
  const char* folder = std::getenv("FALL_LINE_REFERENCE");
  const std::string path =
      (folder != nullptr ? std::string(folder) : std::string(FALL_LINE_TEST_DATA "/reference")) +
      "/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no reference file " + path);
  return Json::parse(file);
}

/// A list of rows becomes a matrix whose columns are those rows: a column is a sample.
inline Matrix<double> samplesOf(const Json& rows) {
  Matrix<double> m(Index(rows.at(0).size()), Index(rows.size()));
  for (Index j = 0; j < m.cols(); ++j) {
    for (Index i = 0; i < m.rows(); ++i) m(i, j) = rows[std::size_t(j)][std::size_t(i)];
  }
  return m;
}

/// A list of class indices becomes one-hot columns.
inline Matrix<double> oneHot(const Json& classes, Index count) {
  Matrix<double> m = Matrix<double>::Zero(count, Index(classes.size()));
  for (std::size_t j = 0; j < classes.size(); ++j) m(classes[j].get<Index>(), Index(j)) = 1;
  return m;
}

/// Layers [{"W": rows, "b": list}, …] in the plain order: W row by row, then b.
inline std::vector<double> plainParameters(const Json& layers) {
  std::vector<double> plain;
  for (const Json& layer : layers) {
    for (const Json& row : layer.at("W")) plain.insert(plain.end(), row.begin(), row.end());
    plain.insert(plain.end(), layer.at("b").begin(), layer.at("b").end());
  }
  return plain;
}

/// PyTorch's names to ours: "leaky_relu" to "leaky-relu".
inline std::string idOf(std::string name) {
  for (char& c : name) c = c == '_' ? '-' : c;
  return name;
}

}  // namespace fallline::testing
