#include "platform/insight/insight.hpp"
#include "platform/user_error.hpp"
#include "unit/hart/elf_writer.hpp"
#include "unit/platform/insight/guest_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace edgeloom::test {
namespace {

using insight::Insight;
using insight::Options;
using insight::TimeWindow;

constexpr std::uint64_t clock_ps = 10'000;

struct InsightOfGuest {
    explicit InsightOfGuest(const Options& options, const std::string& guest = "/insight.elf")
        : elf(bytes_of(EDGELOOM_GUEST_FOLDER + guest)),
          insight(options, elf, "guest", clock_ps) {
        insight.trace_to([this](std::string_view text) { trace += text; });
    }

    void run() {
        result = run_guest(elf, *insight.observer());
        insight.write([this](const std::string& name, std::string_view bytes) { files[name] = bytes; });
    }

    std::string trace;
    std::vector<std::uint8_t> elf;
    Insight insight;
    GuestResult result;
    std::map<std::string, std::string> files;
};

TEST(InsightFacade, DoesNothingUnlessAsked) {
    InsightOfGuest run({});
    EXPECT_FALSE(Options{}.any());
    EXPECT_EQ(run.insight.observer(), nullptr);
    run.insight.write([](const std::string& name, std::string_view) { FAIL() << name; });
    EXPECT_TRUE(run.insight.summary().empty());
}

TEST(InsightFacade, WritesEverythingAtOnce) {
    InsightOfGuest run({.profile = true, .coverage = true, .stack = true, .instructions = TimeWindow::parse(":1us")});
    run.run();
    std::set<std::string> names{Insight::trace_file};
    for (const auto& [name, bytes] : run.files) {
        names.insert(name);
        EXPECT_FALSE(bytes.empty());
    }
    EXPECT_EQ(names, (std::set<std::string>(Insight::file_names().begin(), Insight::file_names().end())));
    const auto summary = run.insight.summary();
    EXPECT_EQ(summary["profile"]["clocks"], run.result.clocks);
    EXPECT_GT(summary["stack"]["stack_bytes_used"], 5 * 32); // fibonacci(5), five deep
    EXPECT_EQ(summary["stack"]["stack_bytes"], 64 * 1024);
    EXPECT_EQ(summary["stack"]["overflow"], nullptr);
    EXPECT_EQ(summary["instruction_trace"]["instructions"], 100);
    EXPECT_GT(summary["coverage"]["lines_executed"], 20);
    EXPECT_EQ(run.files["coverage.info"].find("newlib"), std::string::npos); // not on this machine
}

TEST(InsightFacade, GivesOnlyWhatWasAskedFor) {
    InsightOfGuest run({.stack = true});
    run.run();
    EXPECT_EQ(run.files.size(), 1U);
    EXPECT_TRUE(run.files.contains("stack.txt"));
    EXPECT_EQ(run.insight.summary().size(), 1U);
    InsightOfGuest trace({.instructions = TimeWindow::parse("1us:1.5us")});
    trace.run();
    EXPECT_TRUE(trace.files.empty());
    EXPECT_GE(std::ranges::count(trace.trace, '\n'), 50);
}

TEST(InsightFacade, RefusesWhatTheFileCannotAnswer) {
    EXPECT_THROW(InsightOfGuest({.coverage = true}, "/no_handler.elf"), platform::UserError);
    EXPECT_THROW(InsightOfGuest({.stack = true}, "/no_handler.elf"), platform::UserError);
    const std::vector<std::uint8_t> stripped = ElfWriter().write();
    EXPECT_THROW(Insight({.profile = true}, stripped, "stripped", clock_ps), platform::UserError);
    InsightOfGuest run({.profile = true}, "/no_handler.elf");
    run.result = run_guest(run.elf, *run.insight.observer(), 10);
    run.insight.write([&](const std::string& name, std::string_view bytes) { run.files[name] = bytes; });
    EXPECT_EQ(run.files.size(), 3U); // the stack of that firmware is not known
}

} // namespace
} // namespace edgeloom::test
