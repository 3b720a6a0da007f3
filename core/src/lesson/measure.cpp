#include "lesson/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "suggest.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;
using Kind = Expression::Kind;

constexpr std::size_t kMostLeaves = 100;

/// Each with the key that it is written by and how many operands it has.
struct Operator {
  std::string_view key;
  Kind kind;
  std::size_t operands;  ///< 0: one, and it reduces
};
constexpr Operator kOperators[] = {
    {"ratio", Kind::ratio, 2},     {"difference", Kind::difference, 2}, {"sum", Kind::sum, 2},
    {"product", Kind::product, 2}, {"magnitude", Kind::magnitude, 1},   {"median", Kind::median, 0},
    {"mean", Kind::mean, 0},       {"deviation", Kind::deviation, 0},   {"min", Kind::least, 0},
    {"max", Kind::most, 0},
};

// --- values
// ----------------------------------------------------------------------------------------

double combined(Kind kind, double a, double b) {
  switch (kind) {
    case Kind::ratio:
      return a / b;
    case Kind::difference:
      return a - b;
    case Kind::sum:
      return a + b;
    default:
      return a * b;
  }
}

/// Of numbers that are all there; NaN where one of them is.
double reduced(Kind kind, std::vector<double> x) {
  if (std::ranges::any_of(x, [](double v) { return std::isnan(v); })) return kNoNumber;
  std::ranges::sort(x);
  const std::size_t n = x.size();
  if (kind == Kind::least) return x.front();
  if (kind == Kind::most) return x.back();
  if (kind == Kind::median) {
    const double low = x[(n - 1) / 2], high = x[n / 2];
    return low == high ? low : low + (high - low) / 2;
  }
  double sum = 0;
  for (const double v : x) sum += v;
  const double mean = sum / double(n);
  if (kind == Kind::mean) return mean;
  double squares = 0;
  for (const double v : x) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / double(n - 1));
}

bool sameShape(const std::vector<Dimension>& a, const std::vector<Dimension>& b) {
  return std::ranges::equal(a, b, [](const Dimension& x, const Dimension& y) {
    return x.labels.size() == y.labels.size();
  });
}

/// For every entry over `whole` that of a tensor over some of its axes, by name and in their order;
/// nothing where the axes are not among them.
std::optional<std::vector<std::size_t>> placesIn(const std::vector<Dimension>& whole,
                                                 const std::vector<Dimension>& part) {
  std::vector<std::size_t> strides(whole.size(), 0);
  std::size_t matched = part.size(), stride = 1;
  for (std::size_t i = whole.size(); i-- > 0;) {
    if (matched == 0) break;
    const Dimension& dimension = part[matched - 1];
    if (dimension.name != whole[i].name || dimension.labels.size() != whole[i].labels.size()) {
      continue;
    }
    strides[i] = stride;
    stride *= dimension.labels.size();
    --matched;
  }
  if (matched > 0) return {};
  std::vector<std::size_t> places(entriesOf(whole), 0);
  std::size_t block = places.size();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    block /= whole[i].labels.size();
    for (std::size_t at = 0; at < places.size(); ++at) {
      places[at] += at / block % whole[i].labels.size() * strides[i];
    }
  }
  return places;
}

std::string shapeText(const std::vector<Dimension>& dimensions) {
  std::string text;
  for (const Dimension& dimension : dimensions) {
    text += (text.empty() ? "" : " × ") + std::to_string(dimension.labels.size()) + " " +
            dimension.name;
  }
  return text.empty() ? "one number" : text;
}

Result<Tensor> combine(const Expression& expression, const Tensor& a, const Tensor& b) {
  const bool aIsWhole = a.values.size() >= b.values.size();
  const Tensor &whole = aIsWhole ? a : b, &part = aIsWhole ? b : a;
  std::optional<std::vector<std::size_t>> places;
  if (part.values.size() == 1) {
    places.emplace(whole.values.size(), 0);
  } else if (sameShape(whole.dimensions, part.dimensions)) {
    places.emplace(whole.values.size());
    for (std::size_t i = 0; i < places->size(); ++i) (*places)[i] = i;
  } else {
    places = placesIn(whole.dimensions, part.dimensions);
  }
  if (!places) {
    return Error{"conflict", expression.path,
                 "must be of two values over the same runs, or one of them a single number; these "
                 "are over " +
                     shapeText(a.dimensions) + " and " + shapeText(b.dimensions)};
  }
  Tensor out = whole;
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    const double x = whole.values[i], y = part.values[(*places)[i]];
    out.known[i] = char(whole.known[i] != 0 && part.known[(*places)[i]] != 0);
    out.values[i] = aIsWhole ? combined(expression.kind, x, y) : combined(expression.kind, y, x);
  }
  return out;
}

Result<Tensor> reduce(const Expression& expression, const Tensor& in) {
  const auto axis = std::ranges::find(in.dimensions, expression.over, &Dimension::name);
  const bool all = expression.over == "all";
  if (!all && axis == in.dimensions.end()) {
    return Error{
        "unknown-id", json::join(expression.path, "over"),
        "must be \"all\" or an axis of its value, which is over " + shapeText(in.dimensions)};
  }
  Tensor out;
  std::size_t count = in.values.size(), inner = 1;
  if (!all) {
    count = axis->labels.size();
    for (auto next = axis + 1; next != in.dimensions.end(); ++next) inner *= next->labels.size();
    for (const Dimension& dimension : in.dimensions) {
      if (dimension.name != axis->name) out.dimensions.push_back(dimension);
    }
  }
  const std::size_t entries = in.values.size() / count;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t first = i / inner * inner * count + i % inner;
    std::vector<double> x;
    bool known = true;
    for (std::size_t j = 0; j < count; ++j) {
      const std::size_t at = all ? j : first + j * inner;
      x.push_back(in.values[at]);
      known = known && in.known[at] != 0;
    }
    out.values.push_back(known ? reduced(expression.kind, std::move(x)) : kNoNumber);
    out.known.push_back(char(known));
  }
  return out;
}

// --- reading
// ---------------------------------------------------------------------------------------

class Reader {
 public:
  Reader(const std::vector<RunPlan>& plans, const References& references, bool answers,
         Measures& out)
      : plans_(plans), references_(references), answers_(answers), out_(out) {}

  Expression expression(const Node& node) {
    Expression read;
    read.path = node.path();
    if (node.value().is_number()) {
      read.number = node.value().get<double>();
      return read;
    }
    if (!node.value().is_object()) {
      node.refuseType("a number, a quantity {\"of\": …} or an operator such as {\"ratio\": […]}");
      return read;
    }
    if (node.value().contains("of")) return leaf(node, std::move(read));
    if (node.value().contains("reference")) return number(node, std::move(read));
    return operation(node, std::move(read));
  }

 private:
  Expression leaf(const Node& node, Expression read) {
    read.kind = Kind::quantity;
    read.leaf = out_.leaves.size();
    if (read.leaf == kMostLeaves) {
      node.refuse("too-large", "has more than " + std::to_string(kMostLeaves) + " quantities");
      return read;
    }
    Leaf& leaf = out_.leaves.emplace_back();
    Members members(node);
    if (answers_ && node.value()["of"] == "answer") {
      leaf.plan = Leaf::kAnswer;
      members.find("of");
    } else {
      readQuantity(members, references_, leaf.quantity);
      leaf.plan = plan(node, members);
    }
    members.finish();
    return read;
  }

  std::size_t plan(const Node& node, Members& members) {
    const auto name = members.find("run");
    if (!name) {
      // A task's first plan is the reader's own.
      if (plans_.size() > 1 && plans_.front().name != "yours") {
        node.child(node.value(), "run").refuse("missing-key", "must name one of the runs");
      }
      return 0;
    }
    std::string text;
    read(*name, text);
    const auto found = std::ranges::find(plans_, text, &RunPlan::name);
    if (found != plans_.end()) return std::size_t(found - plans_.begin());
    std::vector<std::string> known;
    known.reserve(plans_.size());
    for (const RunPlan& plan : plans_) known.push_back(plan.name);
    name->refuse("unknown-id", unknownWord("run", text, known));
    return 0;
  }

  /// {"reference": "name", "index": 3}
  Expression number(const Node& node, Expression read) {
    Members members(node);
    std::int64_t index = 0;
    const auto name = members.find("reference");
    const std::vector<double> numbers = references_.find(*name);
    if (const auto at = members.find("index")) {
      json::read(*at, index, 0, std::max<std::int64_t>(0, std::int64_t(numbers.size()) - 1));
    } else if (numbers.size() > 1) {
      node.refuse("missing-key", "needs an \"index\": that reference is a list");
    }
    members.finish();
    if (std::size_t(index) < numbers.size()) read.number = numbers[std::size_t(index)];
    return read;
  }

  Expression operation(const Node& node, Expression read) {
    Members members(node);
    const auto* found = std::ranges::find_if(
        kOperators, [&](const Operator& o) { return node.value().contains(o.key); });
    if (found == std::end(kOperators)) {
      std::vector<std::string> known{"of", "reference"};
      for (const Operator& o : kOperators) known.emplace_back(o.key);
      const std::string first = node.value().empty() ? "" : node.value().begin().key();
      node.refuse("unknown-key", unknownWord("operator", first, known));
      return read;
    }
    read.kind = found->kind;
    const Node operands = *members.find(found->key);
    if (found->operands == 2) {
      if (!operands.value().is_array() || operands.value().size() != 2) {
        operands.refuseType("a list of two values");
      } else {
        for (const char* i : {"0", "1"}) {
          const Json& operand = operands.value()[std::size_t(*i - '0')];
          read.operands.push_back(expression(operands.child(operand, i)));
        }
      }
    } else {
      read.operands.push_back(expression(operands));
      if (found->operands == 0) {
        if (const auto over = members.find("over")) json::read(*over, read.over);
      }
    }
    members.finish();
    return read;
  }

  const std::vector<RunPlan>& plans_;
  const References& references_;
  bool answers_;
  Measures& out_;
};

// --- words
// -----------------------------------------------------------------------------------------

/// A value of an axis in few words: "0.1", "sgd", "adam learningRate 0.1".
std::string valueLabel(const std::string& text) {
  constexpr std::size_t most = 40;
  const Result<Json> value = json::parse(text);
  std::string label;
  if (value && value->is_string()) {
    label = value->get<std::string>();
  } else if (value && value->is_object()) {
    for (const auto& [key, member] : value->items()) {
      if (!label.empty()) label += ' ';
      if (key != "id") label.append(key).append(" ");
      label += member.is_string() ? member.get<std::string>() : json::write(member);
    }
  } else {
    label = text;
  }
  return label.size() <= most ? label : "";
}

std::string lastPiece(std::string_view path) {
  return std::string(path.substr(path.rfind('.') + 1));
}

}  // namespace

std::vector<Dimension> dimensionsOf(const Sweep& sweep) {
  std::vector<Dimension> dimensions;
  for (const Axis& axis : sweep.axes) {
    Dimension& dimension = dimensions.emplace_back(Dimension{axis.path, {}});
    for (const std::string& value : axis.values) {
      std::string label = valueLabel(value);
      if (label.empty()) label = std::to_string(dimension.labels.size() + 1);
      dimension.labels.push_back(lastPiece(axis.path) + " " + label);
    }
  }
  if (sweep.resamples > 0) {
    Dimension& dimension = dimensions.emplace_back(Dimension{"resamples", {}});
    for (std::size_t i = 1; i <= sweep.resamples; ++i) {
      dimension.labels.push_back("resample " + std::to_string(i));
    }
  } else {
    Dimension& dimension = dimensions.emplace_back(Dimension{"seeds", {}});
    for (const std::uint64_t seed : sweep.seeds) {
      dimension.labels.push_back("seed " + std::to_string(seed));
    }
  }
  return dimensions;
}

std::size_t entriesOf(const std::vector<Dimension>& dimensions) {
  std::size_t entries = 1;
  for (const Dimension& dimension : dimensions) entries *= dimension.labels.size();
  return entries;
}

std::vector<std::string> entryLabels(const std::vector<Dimension>& dimensions) {
  std::vector<std::string> labels(1);
  for (const Dimension& dimension : dimensions) {
    std::vector<std::string> longer;
    longer.reserve(labels.size() * dimension.labels.size());
    for (const std::string& start : labels) {
      for (const std::string& label : dimension.labels) {
        longer.push_back(start);
        if (!start.empty()) longer.back() += ", ";
        longer.back() += label;
      }
    }
    labels = std::move(longer);
  }
  return labels;
}

Result<Tensor> valueOf(const Expression& expression, const std::vector<Tensor>& leaves) {
  if (expression.kind == Kind::number) return Tensor{{}, {expression.number}, {1}};
  if (expression.kind == Kind::quantity) return leaves[expression.leaf];
  std::vector<Tensor> operands;
  for (const Expression& operand : expression.operands) {
    Result<Tensor> value = valueOf(operand, leaves);
    if (!value) return value;
    operands.push_back(std::move(*value));
  }
  if (operands.size() == 2) return combine(expression, operands[0], operands[1]);
  if (expression.kind != Kind::magnitude) return reduce(expression, operands[0]);
  for (double& x : operands[0].values) x = std::abs(x);
  return operands[0];
}

void readMeasure(const Node& node, const std::vector<RunPlan>& plans, const References& references,
                 bool answers, Measures& out) {
  Reader reader(plans, references, answers, out);
  out.roots.push_back(reader.expression(node));
}

}  // namespace fallline
