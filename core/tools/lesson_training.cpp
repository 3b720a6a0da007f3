#include "lesson_training.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "fallline/session.h"
#include "files.h"
#include "training.h"

namespace fallline {

std::optional<OpenLesson> openLesson(const std::filesystem::path& folder) {
  const std::filesystem::path file =
      std::filesystem::is_directory(folder) ? folder / "lesson.json" : folder;
  const Result<std::string> text = readText(file.string());
  if (!text) {
    complain(text.error());
    return {};
  }
  LessonText read = readLesson(*text);
  for (const Error& problem : read.problems) complain(problem);
  if (!read.problems.empty()) return {};
  OpenLesson opened{std::move(read.lesson), {}};
  FileStore files(file.string());
  for (const NamedSpec& named : opened.lesson.specs) {
    Result<Sources> sources = files.sourcesOf(*parseSpec(named.text));
    if (!sources) {
      complain(sources.error());
      return {};
    }
    opened.sources.files.insert(sources->files.begin(), sources->files.end());
  }
  return opened;
}

std::optional<Error> trainAll(RunSet& runs) {
  std::vector<std::optional<Result<RunFigures>>> figures(runs.runs());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t run = next++; run < figures.size(); run = next++) {
      figures[run] = runs.figures(run);
    }
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(cores, figures.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (std::size_t run = 0; run < figures.size(); ++run) {
    if (!*figures[run]) return figures[run]->error();
    runs.take(run, **figures[run]);
  }
  return {};
}

Result<Solution> solve(const OpenLesson& opened, const LessonTask& task,
                       const std::string& specText, std::optional<double> answer) {
  const std::vector<Error> problems = problemsOf(specText);
  if (!problems.empty()) return problems.front();
  const auto changed = forbiddenChanges(opened.lesson, task, *parseSpec(specText), opened.sources);
  if (!changed) return changed.error();
  if (!changed->empty()) return Solution{*changed, {}, "", false, 0};
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  RunSet runs(task, specText, answer, opened.sources);
  if (auto problem = trainAll(runs)) return *std::move(problem);
  Solution solution{{}, runs.judged(), "", passes(runs), 0};
  if (const auto fingerprint = runs.fingerprint()) {
    solution.fingerprint = fingerprintText(*fingerprint);
  }
  solution.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return solution;
}

}  // namespace fallline
