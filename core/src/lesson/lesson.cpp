// Reading lesson.json.
#include "fallline/lesson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "json_path.h"
#include "lesson/measure.h"
#include "lesson/observation.h"
#include "suggest.h"
#include "sweep_axes.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;

constexpr std::size_t kMostEntries = 200;

/// kebab-case: what can stand in a link, in a test's name and behind "::claim".
bool isId(std::string_view text) {
  return !text.empty() && text.size() <= 60 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

void readText(Members& members, std::string_view key, std::string_view what, std::string& out) {
  const auto node = members.require(key, "must be " + std::string(what));
  if (!node) return;
  read(*node, out);
  if (out.empty()) node->refuse("out-of-range", "must not be empty");
}

class LessonReader {
 public:
  explicit LessonReader(LessonText& out) : lesson_(out.lesson), problems_(out.problems) {}

  void read(const Json& document) {
    Members members(Node(document, "", problems_));
    if (const auto version = members.require("version", "must be 1")) {
      std::int64_t number = 1;
      json::read(*version, number, 1, 1);
    }
    json::readNumber(members, "number", lesson_.number, 0, 1000);
    readText(members, "title", "the lesson's title", lesson_.title);
    readText(members, "summary", "one sentence for the menu", lesson_.summary);
    json::readInteger(members, "minutes", lesson_.minutes, 0, 1000);
    if (const auto specs = members.require("specs", "must hold at least one Spec by its name")) {
      readSpecs(*specs);
    }
    if (const auto references = members.find("reference")) {
      if (!references->value().is_object()) references->refuseType("an object of lists by name");
      references_.document = &references->value();
    }
    forEntries(members.require("claims", "must be a list of claims"), "claims",
               [&](const Json& entry, const std::string& path) { readClaim(entry, path); });
    forEntries(members.find("tasks"), "tasks",
               [&](const Json& entry, const std::string& path) { readTask(entry, path); });
    members.finish();
  }

 private:
  /// Claims and tasks, each with a path by its id.
  void forEntries(const std::optional<Node>& list, const std::string& name, auto&& f) {
    if (!list) return;
    if (!list->value().is_array()) return list->refuseType("a list");
    if (list->value().size() > kMostEntries) {
      return list->refuse("too-large", "has more than " + std::to_string(kMostEntries));
    }
    std::vector<std::string> ids;
    for (const Json& entry : list->value()) {
      std::string id = std::to_string(ids.size());
      if (entry.is_object() && entry.contains("id") && entry["id"].is_string()) {
        id = entry["id"].get<std::string>();
      }
      const std::string path = json::join(name, id);
      if (std::ranges::find(ids, id) != ids.end()) {
        problems_.push_back({"conflict", path, "two of the " + name + " have this id"});
      }
      ids.push_back(id);
      f(entry, path);
    }
  }

  void readId(Members& members, std::string& out) {
    const auto id = members.require("id", "must be a name in small letters, such as same-plane");
    if (!id) return;
    json::read(*id, out);
    if (!isId(out)) {
      id->refuse("bad-id", "must be made of small letters, digits and hyphens, at most 60");
    }
  }

  void readSpecs(const Node& node) {
    if (!node.value().is_object()) return node.refuseType("an object of Specs by name");
    for (const auto& [name, entry] : node.value().items()) {
      const Node at = node.child(entry, name);
      if (!isId(name)) at.refuse("bad-id", "must be made of small letters, digits and hyphens");
      NamedSpec spec{name, "", ""};
      Members members(at);
      readText(members, "title", "what the experiment is called", spec.title);
      if (const auto text = members.require("spec", "must be the Spec itself")) {
        spec.text = json::write(text->value());
        const std::vector<Error> found = problemsOf(spec.text);
        for (const Error& problem : found) {
          problems_.push_back(
              {problem.code, json::join(text->path(), problem.path), problem.message});
        }
        if (!found.empty()) unsound_.push_back(name);
      }
      members.finish();
      lesson_.specs.push_back(std::move(spec));
    }
  }

  /// The Spec that is named; null where there is none, or none that could be trained: that has been
  /// told already.
  const NamedSpec* readSpecName(Members& members) {
    const auto node = members.require("spec", "must name one of \"specs\"");
    std::string name;
    if (!node) return nullptr;
    json::read(*node, name);
    if (std::ranges::find(unsound_, name) != unsound_.end()) return nullptr;
    const NamedSpec* spec = lesson_.spec(name);
    if (!spec) {
      std::vector<std::string> known;
      known.reserve(lesson_.specs.size());
      for (const NamedSpec& each : lesson_.specs) known.push_back(each.name);
      node->refuse("unknown-id", unknownWord("Spec", name, known));
    }
    return spec;
  }

  static Json documentOf(const NamedSpec* named) {
    return named ? *json::parse(named->text) : Json::object();
  }

  /// Sets what "set" says in a Spec's document, with the paths of sweeps.
  void applySet(Members& members, Json& spec) {
    const auto set = members.find("set");
    if (!set) return;
    if (!set->value().is_object()) return set->refuseType("an object of values by path");
    for (const auto& [path, value] : set->value().items()) {
      if (const auto error = json::setOnAxis(spec, path, value)) {
        set->child(value, path).refuse(error->code, error->message);
      }
    }
  }

  void readPlans(const Node& node, std::vector<RunPlan>& out) {
    if (!node.value().is_object() || node.value().empty()) {
      return node.refuseType("an object of runs by name");
    }
    for (const auto& [name, entry] : node.value().items()) {
      const Node at = node.child(entry, name);
      if (!isId(name)) at.refuse("bad-id", "must be made of small letters, digits and hyphens");
      if (std::ranges::find(out, name, &RunPlan::name) != out.end()) {
        at.refuse("conflict", "is the reader's own run");
      }
      RunPlan plan;
      plan.name = name;
      readPlan(at, plan);
      out.push_back(std::move(plan));
    }
  }

  void readPlan(const Node& node, RunPlan& out) {
    Members members(node);
    const NamedSpec* named = readSpecName(members);
    Json spec = documentOf(named);
    applySet(members, spec);
    readLength(members, spec, out);
    readEvery(members, out);
    Json sweep = {{"version", 1}, {"spec", std::move(spec)}};
    for (const char* key : {"axes", "seeds", "resamples"}) {
      if (const auto member = members.find(key)) sweep[key] = member->value();
    }
    members.finish();
    if (named) makeSweep(node.path(), sweep, out);
  }

  void makeSweep(const std::string& path, const Json& document, RunPlan& out) {
    Result<Sweep> sweep = parseSweep(json::write(document));
    if (sweep) {
      const auto cells = expand(*sweep);
      if (!cells) {
        problems_.push_back(
            {cells.error().code, json::join(path, cells.error().path), cells.error().message});
      } else if (!cells->empty() && !hasEnd(cells->front().spec.stop) && out.trains) {
        problems_.push_back({"missing-key", path,
                             "needs a Spec that stops, or \"steps\" or \"epochs\": the run would "
                             "go on for ever"});
      }
      out.sweep = std::move(*sweep);
    } else {
      problems_.push_back(
          {sweep.error().code, json::join(path, sweep.error().path), sweep.error().message});
    }
  }

  static void readLength(Members& members, Json& spec, RunPlan& out) {
    for (const char* key : {"steps", "epochs"}) {
      const auto node = members.find(key);
      if (!node) continue;
      std::int64_t count = 1;
      json::read(*node, count, 0, Limits::steps);
      out.trains = count > 0;
      spec["stop"] = {{key, std::max<std::int64_t>(count, 1)}};
    }
  }

  static void readEvery(Members& members, RunPlan& out) {
    static constexpr std::array<std::string_view, 2> words{"epoch", "step"};
    if (const auto every = members.find("every")) {
      if (const auto i = json::readChoice(*every, words)) out.everyStep = *i == 1;
    }
  }

  void readComparison(Members& members, Comparison& out) {
    static constexpr std::array<std::string_view, 5> words{"<", "<=", ">", ">=", "between"};
    if (const auto is = members.require("is", "must be one of < <= > >= between")) {
      if (const auto i = json::readChoice(*is, words)) out.kind = Comparison::Kind(*i);
    }
    const Range any = Range::linear(-1e300, 1e300);
    if (const auto bound = members.require("bound", "must be the number that is held to")) {
      if (out.kind != Comparison::Kind::between) {
        json::read(*bound, out.bound, any);
      } else if (!bound->value().is_array() || bound->value().size() != 2) {
        bound->refuseType("a list of two numbers");
      } else {
        json::read(bound->child(bound->value()[0], "0"), out.bound, any);
        json::read(bound->child(bound->value()[1], "1"), out.upper, any);
        if (!(out.bound <= out.upper)) {
          bound->refuse("out-of-range", "must have the smaller number first");
        }
      }
    }
    if (const auto share = members.find("share")) {
      json::read(*share, out.share, Range::linear(0, 1));
      if (!(out.share > 0)) share->refuse("out-of-range", "must be above 0");
    }
  }

  /// Tells of shapes that do not go together, before anything is trained.
  void checkShapes(const std::vector<RunPlan>& plans, const Measures& measures,
                   std::size_t problemsBefore) {
    const auto isRead = [](const RunPlan& plan) { return !plan.sweep.seeds.empty(); };
    if (problems_.size() > problemsBefore || !std::ranges::all_of(plans, isRead)) return;
    std::vector<Tensor> leaves;
    for (const Leaf& leaf : measures.leaves) {
      Tensor& tensor = leaves.emplace_back();
      if (leaf.plan != Leaf::kAnswer) tensor.dimensions = dimensionsOf(plans[leaf.plan].sweep);
      tensor.values.assign(entriesOf(tensor.dimensions), 0);
      tensor.known.assign(tensor.values.size(), 0);
    }
    for (const Expression& root : measures.roots) {
      const Result<Tensor> value = valueOf(root, leaves);
      if (!value) problems_.push_back(value.error());
    }
  }

  void readClaim(const Json& entry, const std::string& path) {
    const std::size_t before = problems_.size();
    Claim& claim = lesson_.claims.emplace_back();
    Members members(Node(entry, path, problems_));
    readId(members, claim.id);
    readText(members, "says", "the sentence that it backs", claim.says);
    if (const auto runs = members.require("runs", "must hold at least one sweep by its name")) {
      readPlans(*runs, claim.runs);
    }
    Measures measures;
    const auto value = members.require("value", "must be what is measured");
    if (value) readMeasure(*value, claim.runs, references_, false, measures);
    readComparison(members, claim.comparison);
    json::readPlain(members, "long", claim.isLong);
    members.finish();
    if (value && problems_.size() == before && measures.leaves.empty()) {
      value->refuse("conflict", "must measure something of a run");
    }
    checkShapes(claim.runs, measures, before);
    claim.value = std::make_shared<const Measures>(std::move(measures));
  }

  void readTask(const Json& entry, const std::string& path) {
    const std::size_t before = problems_.size();
    LessonTask& task = lesson_.tasks.emplace_back();
    Members members(Node(entry, path, problems_));
    readId(members, task.id);
    readText(members, "asks", "what the reader is asked", task.asks);
    const NamedSpec* named = readSpecName(members);
    if (named) task.spec = named->name;
    if (const auto vary = members.require("vary", "must list the paths that may be changed")) {
      readVary(*vary, task.vary);
    }
    if (const auto answer = members.find("answer")) readAnswer(*answer, task);
    readOwnPlan(members, named, path, task);
    if (const auto runs = members.find("runs")) readPlans(*runs, task.runs);
    Measures measures;
    if (const auto judge = members.require("judge", "must list what a solution is judged by")) {
      readPoints(*judge, task, measures);
    }
    if (const auto tries = members.require("tries", "must hold a right, a near and a wrong one")) {
      readTries(*tries, named, task);
    }
    members.finish();
    checkShapes(task.runs, measures, before);
    task.values = std::make_shared<const Measures>(std::move(measures));
  }

  void readOwnPlan(Members& members, const NamedSpec* named, const std::string& path,
                   LessonTask& task) {
    RunPlan own;
    own.name = "yours";
    readEvery(members, own);
    Json sweep = {{"version", 1}, {"spec", documentOf(named)}};
    if (const auto seeds = members.find("seeds")) sweep["seeds"] = seeds->value();
    if (named) makeSweep(path, sweep, own);
    task.runs.push_back(std::move(own));
  }

  static void readVary(const Node& node, std::vector<std::string>& out) {
    if (!node.value().is_array()) return node.refuseType("a list of paths");
    for (const Json& entry : node.value()) {
      const Node at = node.child(entry, std::to_string(out.size()));
      std::string path;
      json::read(at, path);
      if (!path.empty() && !json::splitPath(path)) at.refuse("bad-path", "must be a path");
      out.push_back(std::move(path));
    }
  }

  static void readAnswer(const Node& node, LessonTask& task) {
    task.wantsAnswer = true;
    Members members(node);
    std::string label, unit;
    readText(members, "label", "what the number is", label);
    json::readPlain(members, "unit", unit);
    members.finish();
  }

  void readPoints(const Node& node, LessonTask& task, Measures& measures) {
    if (!node.value().is_array() || node.value().empty()) {
      return node.refuseType("a list of at least one point");
    }
    for (const Json& entry : node.value()) {
      const Node at = node.child(entry, std::to_string(task.points.size()));
      TaskPoint& point = task.points.emplace_back();
      Members members(at);
      readText(members, "says", "what holds, or what to do when it does not", point.says);
      if (const auto value = members.require("value", "must be what is measured")) {
        readMeasure(*value, task.runs, references_, task.wantsAnswer, measures);
      }
      readComparison(members, point.comparison);
      members.finish();
    }
  }

  void readTries(const Node& node, const NamedSpec* named, LessonTask& task) {
    Members members(node);
    for (const char* name : {"right", "near", "wrong"}) {
      const auto entry = members.require(name, "must be there: every task is tested with it");
      if (!entry) continue;
      Try& each = task.tries.emplace_back();
      each.name = name;
      Members parts(*entry);
      Json spec = documentOf(named);
      applySet(parts, spec);
      each.specText = json::write(spec);
      for (const Error& problem : named ? problemsOf(each.specText) : std::vector<Error>()) {
        problems_.push_back(
            {problem.code, json::join(entry->path(), problem.path), problem.message});
      }
      if (const auto answer = parts.find("answer")) {
        each.answer.emplace();
        json::read(*answer, *each.answer, Range::linear(-1e300, 1e300));
      }
      parts.finish();
    }
    members.finish();
  }

  Lesson& lesson_;
  std::vector<Error>& problems_;
  std::vector<std::string> unsound_;  ///< names of Specs that have problems
  References references_;
};

/// The entry of that name, or null.
template <class T>
const T* find(const std::vector<T>& list, std::string_view name, std::string T::* member) {
  const auto found = std::ranges::find(list, name, member);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

bool Comparison::holds(double x) const {
  switch (kind) {
    case Kind::below:
      return x < bound;
    case Kind::atMost:
      return x <= bound;
    case Kind::above:
      return x > bound;
    case Kind::atLeast:
      return x >= bound;
    default:
      return x >= bound && x <= upper;
  }
}

bool Comparison::inverseHolds(double x) const { return !std::isnan(x) && !holds(x); }

const NamedSpec* Lesson::spec(std::string_view name) const {
  return find(specs, name, &NamedSpec::name);
}
const Claim* Lesson::claim(std::string_view id) const { return find(claims, id, &Claim::id); }
const LessonTask* Lesson::task(std::string_view id) const {
  return find(tasks, id, &LessonTask::id);
}

LessonText readLesson(std::string_view text) {
  LessonText out;
  const Result<Json> document = json::parse(text);
  if (!document) {
    out.problems.push_back(document.error());
    return out;
  }
  LessonReader(out).read(*document);
  return out;
}

Result<Lesson> parseLesson(std::string_view text) {
  LessonText read = readLesson(text);
  if (!read.problems.empty()) return std::move(read.problems.front());
  return std::move(read.lesson);
}

}  // namespace fallline
