// Expressions over quantities of many runs: what a claim measures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fallline/lesson.h"
#include "json_node.h"
#include "lesson/quantities.h"

namespace fallline {

/// An axis of numbers, one entry a value: "optimizer.learningRate", "seeds", "resamples".
struct Dimension {
  std::string name;
  std::vector<std::string> labels;
};

/// Numbers over axes, the last of which turns fastest; some may not be known yet.
struct Tensor {
  std::vector<Dimension> dimensions;
  std::vector<double> values;
  std::vector<char> known;
};

/// The axes of a sweep and then its seeds or resamples, of which it has the runs in that order.
std::vector<Dimension> dimensionsOf(const Sweep& sweep);
std::size_t entriesOf(const std::vector<Dimension>& dimensions);

/// "learningRate 0.1, seed 3" for every entry; "" for a number alone.
std::vector<std::string> entryLabels(const std::vector<Dimension>& dimensions);

struct Expression {
  enum class Kind {
    number,
    quantity,
    // of two
    ratio,
    difference,
    sum,
    product,
    // of one
    magnitude,
    // over runs
    median,
    mean,
    deviation,
    least,
    most,
  };
  Kind kind = Kind::number;
  double number = 0;
  std::size_t leaf = 0;  ///< in Measures::leaves
  std::vector<Expression> operands;
  std::string over = "all";  ///< the axis that is reduced
  std::string path;          ///< in the document
};

/// A quantity of the runs of one plan, or the number that a reader predicted.
struct Leaf {
  static constexpr std::size_t kAnswer = std::size_t(-1);
  std::size_t plan = 0;
  Quantity quantity;
};

struct Measures {
  std::vector<Expression> roots;
  std::vector<Leaf> leaves;
};

/// The value of an expression; leaves as `leaves` has them. An Error, with the expression's path,
/// where shapes do not go together.
Result<Tensor> valueOf(const Expression& expression, const std::vector<Tensor>& leaves);

/// Reads an expression over those plans and adds it, with its leaves, to `out`; `answers`: a leaf
/// may be the reader's prediction.
void readMeasure(const json::Node& node, const std::vector<RunPlan>& plans,
                 const References& references, bool answers, Measures& out);

}  // namespace fallline
