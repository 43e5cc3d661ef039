#include "platform/insight/callgrind.hpp"
#include "platform/insight/profile_text.hpp"
#include "platform/insight/recorder.hpp"
#include "platform/insight/speedscope.hpp"
#include "support/execute.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/insight/guest_run.hpp"
#include "unit/platform/insight/script.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <vector>

namespace edgeloom::test {
namespace {

using insight::CodeMap;
using insight::LineTable;
using insight::Profile;
using insight::Recorder;
using nlohmann::json;

constexpr std::uint64_t clock_ps = 10'000;

// main calls f twice, which calls g; an interrupt; sleep.
struct SmallRun {
    static constexpr std::uint32_t app = 0x8000'0000;
    static constexpr std::uint32_t f = 0x8000'0100;
    static constexpr std::uint32_t handler = 0x8000'0200;

    CodeMap code{std::vector<insight::Function>{
        {"main", "main", app, 0x100}, {"f", "f", f, 0x100}, {"handler", "handler", handler, 0x100}}};
    Recorder recorder{code, std::nullopt};

    SmallRun() {
        Script script(recorder);
        script.call(app, f);
        script.run(f, 2, 10);
        script.ret(f + 8, app + 4);
        script.trap(app + 4, handler, 0x8000'000B, 5);
        script.run(handler, 1);
        script.mret(handler + 4, app + 4);
        script.sleep(app + 4, 72);
    }
};

TEST(ProfileText, IsAFlatTableAndACallGraph) {
    SmallRun run;
    const Profile profile(run.recorder.calls().tree(), run.code);
    EXPECT_EQ(insight::profile_text(profile, run.code, clock_ps),
              R"(102 clocks of the hart (1.020 us), 7 instructions

Functions by their own clocks

  self %   self clocks  self instructions   incl. %  incl. clocks       calls  function
   70.59            72                  0     70.59            72           1  <asleep in wfi>
   20.59            21                  3     20.59            21           1  f
    4.90             5                  0      6.86             7           1  <interrupt 11>
    1.96             2                  2     93.14            95           1  main
    1.96             2                  2      1.96             2           1  handler

Calls, by the clocks of a function with all that it called: who called it, itself, whom it called

            incl. clocks incl. instructions       calls  function
    93.14%            95                  5           1  main
      to              72                  0           1  <asleep in wfi>
      to              21                  3           1  f

      from            72                  0           1  main
    70.59%            72                  0           1  <asleep in wfi>

      from            21                  3           1  main
    20.59%            21                  3           1  f

     6.86%             7                  2           1  <interrupt 11>
      to               2                  2           1  handler

      from             2                  2           1  <interrupt 11>
     1.96%             2                  2           1  handler

)");
}

// Checks what the format's JSON schema demands of an evented profile, and sums up what every frame is open for.
std::map<std::string, double> check_speedscope(const json& file) {
    EXPECT_EQ(file.at("$schema"), "https://www.speedscope.app/file-format-schema.json");
    const json& frames = file.at("shared").at("frames");
    for (const json& frame : frames) {
        EXPECT_TRUE(frame.at("name").is_string());
    }
    EXPECT_EQ(file.at("profiles").size(), 1U);
    const json& profile = file.at("profiles").at(0);
    EXPECT_EQ(profile.at("type"), "evented");
    EXPECT_TRUE(profile.at("name").is_string());
    EXPECT_EQ(profile.at("unit"), "nanoseconds");
    double at = profile.at("startValue");
    std::map<std::string, double> self;
    std::vector<std::size_t> open;
    for (const json& event : profile.at("events")) {
        EXPECT_EQ(event.size(), 3U);
        const double now = event.at("at");
        const std::size_t frame = event.at("frame");
        EXPECT_GE(now, at);
        EXPECT_LT(frame, frames.size());
        if (!open.empty()) {
            self[frames.at(open.back()).at("name")] += now - at;
        }
        if (event.at("type") == "O") {
            open.push_back(frame);
        } else {
            EXPECT_EQ(event.at("type"), "C");
            EXPECT_EQ(open.back(), frame); // frames close in the order in which they nest
            open.pop_back();
        }
        at = now;
    }
    EXPECT_TRUE(open.empty());
    EXPECT_EQ(profile.at("endValue"), at);
    return self;
}

TEST(Speedscope, ShowsTheCallTreeInNanoseconds) {
    SmallRun run;
    const auto self =
        check_speedscope(json::parse(insight::speedscope(run.recorder.calls().tree(), run.code, clock_ps, "small")));
    EXPECT_EQ(self, (std::map<std::string, double>{
                        {"main", 20}, {"f", 210}, {"<asleep in wfi>", 720}, {"<interrupt 11>", 50}, {"handler", 20}}));
}

struct GuestProfile {
    std::vector<std::uint8_t> elf = bytes_of(std::string(EDGELOOM_GUEST_FOLDER) + "/insight.elf");
    CodeMap code{ElfImage::read(elf, "guest")};
    LineTable lines{elf, code};
    Recorder recorder{code, std::nullopt};
    GuestResult result = run_guest(elf, recorder);
    Profile profile{recorder.calls().tree(), code};

    [[nodiscard]] std::string callgrind() const {
        return insight::callgrind(profile, recorder.counts(), code, lines, "insight.elf");
    }
};

TEST(Speedscope, AddsUpToTheWholeRunOfAFirmware) {
    GuestProfile run;
    ASSERT_EQ(run.result.finish, 0x5555U);
    const std::string text = insight::speedscope(run.recorder.calls().tree(), run.code, clock_ps, "guest");
    double sum = 0;
    for (const auto& [name, self] : check_speedscope(json::parse(text))) {
        sum += self;
    }
    EXPECT_EQ(sum, static_cast<double>(run.result.clocks) * 10);
}

// Adds up the lines of costs, apart from those after calls=.
TEST(Callgrind, AddsUpToTheWholeRun) {
    const GuestProfile run;
    std::istringstream text(run.callgrind());
    std::uint64_t sum = 0;
    std::uint64_t fibonacci_calls = 0;
    bool after_call = false;
    bool to_fibonacci = false;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("cfn=")) {
            to_fibonacci = line.find("fibonacci") != std::string::npos;
        } else if (line.starts_with("calls=")) {
            after_call = true;
            fibonacci_calls += to_fibonacci ? std::stoul(line.substr(6)) : 0;
        } else if (!line.empty() && std::isdigit(static_cast<unsigned char>(line[0])) != 0) {
            std::istringstream cells(line);
            std::uint64_t number = 0;
            std::uint64_t clocks = 0;
            cells >> number >> clocks;
            sum += after_call ? 0 : clocks;
            after_call = false;
        }
    }
    EXPECT_EQ(sum, run.result.clocks);
    EXPECT_EQ(fibonacci_calls, 15U);
}

TEST(Callgrind, IsReadByCallgrindAnnotate) {
    const std::string annotate = installed("callgrind_annotate");
    if (annotate.empty()) {
        GTEST_SKIP() << "callgrind_annotate is not installed (package valgrind)";
    }
    const GuestProfile run;
    const ScratchFolder folder;
    const std::string file = folder.write("callgrind.out.edgeloom", run.callgrind());
    const Finished finished =
        execute(annotate, {"--threshold=100", "--auto=yes", "--tree=both", "--inclusive=yes", file}, folder.path());
    const std::string output = finished.out + finished.err;
    EXPECT_EQ(output.find("WARNING"), std::string::npos) << output;
    EXPECT_NE(output.find("Clocks"), std::string::npos) << output;
    EXPECT_NE(output.find("tests/guest/insight.cpp:(anonymous namespace)::fibonacci(unsigned int)"), std::string::npos)
        << output;
    EXPECT_NE(output.find("PROGRAM TOTALS"), std::string::npos) << output;
}

TEST(ProfileFiles, AreTheSameForTheSameRun) {
    GuestProfile first;
    GuestProfile second;
    EXPECT_EQ(first.callgrind(), second.callgrind());
    EXPECT_EQ(insight::speedscope(first.recorder.calls().tree(), first.code, clock_ps, ""),
              insight::speedscope(second.recorder.calls().tree(), second.code, clock_ps, ""));
}

} // namespace
} // namespace edgeloom::test
