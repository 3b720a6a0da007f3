// The command line, by running the program. It is named by FALL_LINE_CLI, in the environment or at
// compile time.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using nlohmann::json;

std::string programPath() {
  if (const char* path = std::getenv("FALL_LINE_CLI")) return path;
#ifdef FALL_LINE_CLI
  return FALL_LINE_CLI;
#else
  return "";
#endif
}

struct Outcome {
  int code = -1;
  std::string out, err;

  /// Each line of standard output as JSON.
  std::vector<json> lines() const {
    std::vector<json> parsed;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) parsed.push_back(json::parse(line));
    return parsed;
  }
};

class Cli : public ::testing::Test {
 protected:
  void SetUp() override {
    if (programPath().empty() || !std::filesystem::exists(programPath())) {
      GTEST_SKIP() << "FALL_LINE_CLI does not name the program \"fall-line\"";
    }
    std::string pattern = (std::filesystem::temp_directory_path() / "fall-line-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return text.str();
  }
  /// Runs the program from another folder, with arguments in the shell's syntax.
  Outcome run(const std::string& arguments, const std::string& input = "") {
    write("in", input);
    const std::string command = "cd / && '" + programPath() + "' " + arguments + " <'" +
                                (folder_ / "in").string() + "' >'" + (folder_ / "out").string() +
                                "' 2>'" + (folder_ / "err").string() + "'";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read("out"), read("err")};
  }

  std::filesystem::path folder_;
};

constexpr const char* kQuick =
    R"({"data": {"source": "circle", "samples": 40}, "stop": {"epochs": 4}})";

/// kQuick as a link holds it: deflate, then base64url.
constexpr const char* kPackedQuick =
    "q1ZKSSxJVLKqVirOLy1KTlWyUkrOLErOSVXSUSpOzC3ISS1WsjIxqAXySvILQOpSC_KTM0CCtbUA";

std::string percentEncoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return encoded;
}

TEST_F(Cli, RunEndsWithASummary) {
  const Outcome outcome = run("run " + write("spec.json", kQuick));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  const auto lines = outcome.lines();
  ASSERT_EQ(lines.size(), 1u);
  const json& summary = lines[0];
  EXPECT_EQ(summary.at("summary"), true);
  EXPECT_EQ(summary.at("status"), "stopped");
  EXPECT_EQ(summary.at("epochs"), 4);
  EXPECT_EQ(summary.at("steps"), 4);  // 30 samples fit into one batch of 32
  EXPECT_EQ(summary.at("parameters"), 2 * 8 + 8 + 8 + 1);
  EXPECT_GE(summary.at("seconds"), 0);
  EXPECT_GT(summary.at("train").at("loss"), 0);
  EXPECT_TRUE(summary.at("train").contains("accuracy"));
  EXPECT_TRUE(summary.at("train").contains("cross-entropy"));
  EXPECT_FALSE(summary.at("train").contains("r2"));
  EXPECT_EQ(summary.at("validation"), nullptr);
  EXPECT_EQ(summary.at("best").at("epoch").is_number(), true);
  EXPECT_EQ(summary.at("fingerprint").get<std::string>().size(), 16u);
}

TEST_F(Cli, EveryGivesALineOfMetrics) {
  const Outcome outcome = run("run " + write("spec.json", kQuick) + " --every 2");
  const auto lines = outcome.lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].at("epoch"), 2);
  EXPECT_EQ(lines[1].at("epoch"), 4);
  EXPECT_EQ(lines[1].at("train"), lines[2].at("train"));
  EXPECT_TRUE(lines[0].at("optimizer").contains("gradientNorm"));
  EXPECT_EQ(lines[0].at("optimizer").at("status"), "running");
  const Outcome plain = run("run " + write("spec.json", kQuick));
  EXPECT_EQ(plain.lines()[0].at("fingerprint"), lines[2].at("fingerprint"));
}

TEST_F(Cli, SetChangesTheSpec) {
  const std::string spec = write("spec.json", kQuick);
  const Outcome outcome = run("run " + spec +
                              " --set stop.epochs=2 --set=optimizer=sgd"
                              " --set network.layers[0].units=3 --set network.layers.1={}");
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.lines()[0].at("epochs"), 2);
  EXPECT_EQ(outcome.lines()[0].at("parameters"), 2 * 3 + 3 + 3 + 1);
  const Outcome bad = run("run " + spec + " --set optimizer.lerningRate=1");
  EXPECT_EQ(bad.code, 2);
  EXPECT_NE(bad.err.find("optimizer.lerningRate: unknown key"), std::string::npos) << bad.err;
}

TEST_F(Cli, TheSpecMayComeFromStandardInput) {
  const Outcome outcome = run("fingerprint -", kQuick);
  EXPECT_EQ(outcome.code, 0);
  ASSERT_EQ(outcome.out.size(), 17u);
  EXPECT_EQ(outcome.out.find_first_not_of("0123456789abcdef"), 16u);
  EXPECT_EQ(outcome.out[16], '\n');
  EXPECT_EQ(run("run -", kQuick).lines()[0].at("fingerprint"), outcome.out.substr(0, 16));
}

TEST_F(Cli, RefusesARunWithoutAnEnd) {
  const Outcome outcome = run("run -", R"({"data": {"source": "circle"}, "stop": {}})");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err.substr(0, 6), "stop: ");
}

TEST_F(Cli, ADivergingRunEndsWithThree) {
  const Outcome outcome = run("run -", R"({"data": {"source": "franke"},
    "optimizer": {"id": "sgd", "learningRate": 1000000}, "stop": {"epochs": 500},
    "network": {"layers": [{"units": 8, "activation": "relu"},
                           {"units": 8, "activation": "relu"}, {}]}})");
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.lines().back().at("status"), "diverged");
  EXPECT_NE(outcome.err, "");
}

TEST_F(Cli, GradientCheckSaysWhetherItIsClean) {
  const Outcome clean = run("gradient-check " + write("spec.json", kQuick));
  EXPECT_EQ(clean.code, 0);
  EXPECT_EQ(clean.err, "");
  ASSERT_EQ(clean.lines().size(), 1u);
  EXPECT_EQ(clean.lines()[0].at("gradient").at("verdict"), "right");
  EXPECT_EQ(clean.lines()[0].at("gradient").at("layer"), nullptr);
  EXPECT_EQ(clean.lines()[0].at("update").at("step"), nullptr);

  const std::string spec = write("spec.json", kQuick);
  const Outcome wrong = run("gradient-check " + spec + " --set fault=sigmoid-slope-for-tanh");
  EXPECT_EQ(wrong.code, 4);
  EXPECT_EQ(wrong.lines()[0].at("gradient").at("layer"), 1);
  EXPECT_EQ(wrong.lines()[0].at("gradient").at("fault"), "sigmoid-slope-for-tanh");
  EXPECT_NE(wrong.err.find("layer 1"), std::string::npos) << wrong.err;

  const Outcome step = run("gradient-check " + spec + " --set fault=inverted-adam-correction");
  EXPECT_EQ(step.code, 4);
  EXPECT_EQ(step.lines()[0].at("gradient").at("verdict"), "right");
  EXPECT_EQ(step.lines()[0].at("update").at("step"), 1);

  const Outcome idle = run("gradient-check " + spec + " --set fault=transposed-weights");
  EXPECT_EQ(idle.code, 2);
  EXPECT_EQ(idle.out, "");
  EXPECT_EQ(idle.err.substr(0, 7), "fault: ");
}

TEST_F(Cli, CheckSaysAllThatIsWrong) {
  const Outcome good = run("check -", kQuick);
  EXPECT_EQ(good.code, 0);
  EXPECT_EQ(good.out, "{\"ok\":true}\n");
  const Outcome bad = run("check -", R"({"data": {"source": "circle", "x": 1}, "seed": -1})");
  EXPECT_EQ(bad.code, 2);
  const auto lines = bad.lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].at("ok"), false);
  EXPECT_EQ(lines[0].at("path"), "seed");
  EXPECT_EQ(lines[1].at("code"), "unknown-key");
  EXPECT_NE(bad.err.find("data.x: "), std::string::npos);
}

TEST_F(Cli, CheckLooksAtTheDataToo) {
  const Outcome units = run("check -", R"({"data": {"source": "circle"},
      "network": {"layers": [{"units": 3, "activation": "softmax"}]}})");
  EXPECT_EQ(units.code, 2);
  ASSERT_EQ(units.lines().size(), 1u);
  EXPECT_EQ(units.lines()[0].at("path"), "network.layers.0.units");
  EXPECT_EQ(run("check -", R"({"data": {"source": "given"}})").code, 0);
}

TEST_F(Cli, FilesAreRelativeToTheSpec) {
  write("points.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n");
  const std::string spec = write("spec.json", R"({"data": {"source": "table",
      "file": "points.csv", "target": "y", "split": {"train": 1}}, "stop": {"epochs": 1}})");
  const Outcome outcome = run("run " + spec);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(outcome.lines().at(0).at("train").contains("r2"));
  const Outcome missing = run("run " + spec + " --set data.file=other.csv");
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.err.substr(0, 11), "data.file: ");
  EXPECT_NE(missing.err.find("other.csv"), std::string::npos);
}

TEST_F(Cli, ALinkTrainsAsItsSpecDoes) {
  const std::string spec = write("spec.json", kQuick);
  const std::string expected = run("fingerprint " + spec).out;
  const std::string address = " --link 'https://example.org/fall-line/#v=1&e=9.9.9&at=race&j=";
  const Outcome linked = run("fingerprint" + address + percentEncoded(kQuick) + "'");
  EXPECT_EQ(linked.code, 0) << linked.err;
  EXPECT_EQ(linked.out, expected);
  EXPECT_NE(linked.err.find("9.9.9"), std::string::npos) << "another engine made it";
  // What deflate and base64url make of
  // {"data":{"source":"circle","samples":40},"stop":{"epochs":4}}.
  const Outcome packed = run("fingerprint --link '#v=1&s=" + std::string(kPackedQuick) + "'");
  EXPECT_EQ(packed.out, expected) << packed.err;
  const Outcome set =
      run("run" + address + percentEncoded(kQuick) + "&set=stop.epochs=7' --set seed=5");
  ASSERT_EQ(set.lines().size(), 1u) << set.err;
  EXPECT_EQ(set.lines()[0].at("epochs"), 7);
  EXPECT_NE(set.lines()[0].at("fingerprint"),
            run("run " + spec + " --set stop.epochs=7").lines().at(0).at("fingerprint"));
}

TEST_F(Cli, ALinkOpensNoFileThatIsNotAllowed) {
  write("points.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n");
  std::filesystem::create_directory(folder_ / "data");
  write("data/own.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n");
  std::filesystem::create_symlink(folder_ / "points.csv", folder_ / "data" / "way-out.csv");
  const auto runOn = [&](const std::string& file, const std::string& options) {
    return run(
        "run --link '#v=1&j=" +
        percentEncoded(json{
            {"data",
             {{"source", "table"}, {"file", file}, {"target", "y"}, {"split", {{"train", 1}}}}},
            {"stop", {{"epochs", 1}}}}
                           .dump()) +
        "'" + options);
  };
  const std::string allowed = " --data '" + (folder_ / "data").string() + "'";
  EXPECT_EQ(runOn("own.csv", allowed).code, 0);
  EXPECT_EQ(runOn("./own.csv", allowed).code, 0);
  for (const std::string& file :
       {std::string("own.csv"), (folder_ / "data/own.csv").string(), std::string("/etc/passwd")}) {
    const Outcome closed = runOn(file, "");
    EXPECT_EQ(closed.code, 2) << file;
    EXPECT_EQ(closed.err.substr(0, 11), "data.file: ") << closed.err;
  }
  for (const std::string& file :
       {std::string("../points.csv"), (folder_ / "points.csv").string(), std::string("way-out.csv"),
        std::string("own.csv\0/../../points.csv", 26), std::string("../data/../points.csv")}) {
    EXPECT_EQ(runOn(file, allowed).code, 2) << file;
  }
  EXPECT_EQ(runOn("own.csv", " --data /no/such/folder").code, 2);
}

TEST_F(Cli, WhatIsNoSoundLinkIsRefused) {
  for (const std::string& part :
       {std::string("v=2&j=%7B%7D"), std::string("j=%7B%7D"), std::string("v=1"),
        std::string("v=1&j=%7B%7D&j=%7B%7D"), std::string("v=1&j=%7"), std::string("v=1&j=%zz"),
        std::string("v=1&s=!!!"), std::string("v=1&s=AAAA"), std::string("v=1&j=nonsense"),
        std::string("v=1&j=%7B%7D&set=stop"), std::string("v=1&j=%7B%7D&set=__proto__.x=1"),
        "v=1&j=" + std::string(10'000, '['), "v=1&s=" + std::string(kPackedQuick).substr(0, 20)}) {
    const Outcome outcome = run("run --link '#" + part + "' --set stop.epochs=1");
    EXPECT_EQ(outcome.code, 2) << part.substr(0, 60);
    EXPECT_FALSE(outcome.err.empty()) << part.substr(0, 60);
  }
  const std::string spec = write("spec.json", kQuick);
  EXPECT_EQ(run("run " + spec + " --link '#v=1&j=%7B%7D'").code, 1);
  EXPECT_EQ(run("sweep --link '#v=1&j=%7B%7D'").code, 1);
}

TEST_F(Cli, CompressedFilesAreUnpacked) {
  write("points.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n");
  ASSERT_EQ(std::system(("gzip '" + (folder_ / "points.csv").string() + "'").c_str()), 0);
  const std::string spec = write("spec.json", R"({"data": {"source": "table",
      "file": "points.csv.gz", "split": {"train": 1}}, "stop": {"epochs": 1}})");
  EXPECT_EQ(run("run " + spec).code, 0);
  write("points.csv.gz", "\x1f\x8b not gzip at all");
  const Outcome broken = run("run " + spec);
  EXPECT_EQ(broken.code, 2);
  EXPECT_EQ(broken.err.substr(0, 11), "data.file: ");
}

TEST_F(Cli, BadDocumentsEndWithTwo) {
  EXPECT_EQ(run("run /no/such/spec.json").code, 2);
  EXPECT_EQ(run("run /tmp").code, 2);
  EXPECT_EQ(run("run -", "").code, 2);
  EXPECT_EQ(run("check -", std::string(10'000, '[')).code, 2);
  EXPECT_EQ(run("check -", std::string(2'000'000, ' ')).code, 2);
  EXPECT_EQ(run("sweep -", kQuick).code, 2);
}

TEST_F(Cli, SweepWritesALineForEachRun) {
  const Outcome outcome =
      run("sweep - --set stop.epochs=2",
          R"({"spec": )" + std::string(kQuick) +
              R"(, "axes": [{"path": "optimizer.learningRate", "values": [0.1, 0.01]},
                    {"path": "optimizer", "values": ["sgd", "adam"]}], "seeds": [5, 6]})");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto lines = outcome.lines();
  ASSERT_EQ(lines.size(), 9u);
  EXPECT_EQ(lines[0].at("cell"),
            (json{{"optimizer.learningRate", 0.1}, {"optimizer", "sgd"}, {"seed", 5}}));
  EXPECT_EQ(lines[1].at("cell").at("seed"), 6);
  EXPECT_EQ(lines[2].at("cell").at("optimizer"), "adam");
  EXPECT_EQ(lines[4].at("cell").at("optimizer.learningRate"), 0.01);
  EXPECT_EQ(lines[0].at("epochs"), 2);
  EXPECT_EQ(lines[8].at("sweep"), true);
  EXPECT_EQ(lines[8].at("runs"), 8);
  EXPECT_EQ(lines[8].at("diverged"), 0);
}

TEST_F(Cli, SweepNamesResamplesAndDrawnNetworks) {
  const Outcome outcome =
      run("sweep - --set stop.epochs=1",
          R"({"spec": )" + std::string(kQuick) +
              R"(, "axes": [{"path": "network.layers", "random": {"count": 2, "depth": [1, 1],
                  "units": [4, 4]}}, {"path": "network.depth", "values": [2]}], "resamples": 2})");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto lines = outcome.lines();
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0].at("cell").at("network.layers").size(), 2u);
  EXPECT_EQ(lines[0].at("cell").at("network.depth"), 2);
  EXPECT_EQ(lines[0].at("cell").at("resample"), 1);
  EXPECT_EQ(lines[1].at("cell").at("resample"), 2);
  EXPECT_EQ(lines[1].at("cell").at("seed"), lines[0].at("cell").at("seed"));
  EXPECT_FALSE(lines[0].at("validation").is_null());
}

TEST_F(Cli, ACellWithoutItsDataSpoilsNoOther) {
  write("a.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n");
  const std::string sweep = write("sweep.json", R"({"spec": {"data": {"source": "table",
      "file": "a.csv", "split": {"train": 1}}, "stop": {"epochs": 1}},
      "axes": [{"path": "data.file", "values": ["b.csv", "a.csv"]}]})");
  const Outcome outcome = run("sweep " + sweep);
  EXPECT_EQ(outcome.code, 2);
  const auto lines = outcome.lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].at("ok"), false);
  EXPECT_EQ(lines[0].at("cell").at("data.file"), "b.csv");
  EXPECT_EQ(lines[1].at("status"), "stopped");
  EXPECT_EQ(lines[2].at("failed"), 1);
}

TEST_F(Cli, LessonWritesALineForEveryClaimAndTry) {
  const std::string folder = FALL_LINE_TEST_DATA "/lessons/fixture";
  const Outcome some = run("lesson '" + folder + "' at-the-start diverges");
  EXPECT_EQ(some.code, 0) << some.err;
  const auto lines = some.lines();
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].at("claim"), "at-the-start");
  EXPECT_EQ(lines[0].at("holds"), true);
  EXPECT_EQ(lines[0].at("inverse"), false);
  EXPECT_EQ(lines[0].at("holding"), "5 of 5");
  EXPECT_GT(lines[0].at("value").at("seed 3"), 0);
  EXPECT_EQ(lines[1].at("task"), "diverges");
  EXPECT_EQ(lines[1].at("try"), "right");
  EXPECT_EQ(lines[3].at("changed").at(0), "network.layers.0.activation");
  EXPECT_EQ(run("lesson '" + folder + "/lesson.json' --list").code, 0);
  EXPECT_EQ(run("lesson '" + folder + "' no-such-claim").code, 1);
  EXPECT_EQ(run("lesson nowhere").code, 2);
}

TEST_F(Cli, LessonSaysWhatDoesNotHold) {
  const std::string lesson = R"({"version": 1, "title": "t", "summary": "s", "specs": {"a":
    {"title": "a", "spec": {"data": {"source": "circle", "samples": 20}}}}, "claims": [{"id": "low",
    "says": "x", "runs": {"r": {"spec": "a", "epochs": 1}}, "value": {"of": "train.loss"},
    "is": "<", "bound": 0}]})";
  const Outcome outcome = run("lesson " + write("lesson.json", lesson));
  EXPECT_EQ(outcome.code, 4);
  EXPECT_EQ(outcome.lines().at(0).at("holds"), false);
  const Outcome wrong = run("lesson " + write("lesson.json", R"({"version": 1})"));
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("title: "), std::string::npos);
}

TEST_F(Cli, ManifestIsOneObject) {
  const Outcome outcome = run("manifest");
  EXPECT_EQ(outcome.code, 0);
  ASSERT_EQ(outcome.lines().size(), 1u);
  EXPECT_TRUE(outcome.lines()[0].contains("optimizers"));
}

TEST_F(Cli, HelpAndWrongUsage) {
  EXPECT_EQ(run("--help").code, 0);
  EXPECT_EQ(run("").code, 1);
  EXPECT_EQ(run("train spec.json").code, 1);
  for (const std::string command :
       {"run", "sweep", "check", "fingerprint", "manifest", "lesson", "hand-in"}) {
    const Outcome help = run(command + " --help");
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_EQ(help.out.find("usage: fall-line " + command), 0u) << help.out;
    const Outcome unknown = run(command + " --fast");
    EXPECT_EQ(unknown.code, 1) << command;
    EXPECT_NE(unknown.err.find("unknown option \"--fast\""), std::string::npos);
  }
  EXPECT_EQ(run("run").code, 1);
  EXPECT_EQ(run("run a b").code, 1);
  EXPECT_EQ(run("run - --every 0", kQuick).code, 1);
  EXPECT_EQ(run("run - --every x", kQuick).code, 1);
  EXPECT_EQ(run("run - --every", kQuick).code, 1);
  EXPECT_EQ(run("run - --set seed", kQuick).code, 1);
  EXPECT_EQ(run("manifest spec.json").code, 1);
  EXPECT_EQ(run("check - --every 2", kQuick).code, 1);
  EXPECT_EQ(run("check - --list", kQuick).code, 1);
  EXPECT_EQ(run("hand-in").code, 1);
  EXPECT_EQ(run("hand-in link --lessons").code, 1);
  EXPECT_EQ(run("hand-in '#v=1&lesson=a&h=AAAA'").code, 2);
  EXPECT_EQ(run("run '#v=1&lesson=a&h=AAAA'").code, 2);
}

}  // namespace
