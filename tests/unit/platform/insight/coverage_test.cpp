#include "platform/insight/coverage.hpp"
#include "platform/insight/recorder.hpp"
#include "support/execute.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/insight/guest_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace edgeloom::test {
namespace {

using insight::CodeMap;
using insight::Coverage;
using insight::LineTable;

const std::string guest_source = std::string(EDGELOOM_SOURCE) + "/tests/guest/insight.cpp";

struct CoverageOfGuest {
    std::vector<std::uint8_t> elf = bytes_of(std::string(EDGELOOM_GUEST_FOLDER) + "/insight.elf");
    CodeMap code{ElfImage::read(elf, "guest")};
    LineTable lines{elf, code};
    insight::Recorder recorder{code, std::nullopt};
    GuestResult result = run_guest(elf, recorder);

    [[nodiscard]] Coverage coverage() const { return {recorder.counts(), code, lines}; }
    [[nodiscard]] static const Coverage::File& file(const Coverage& coverage) {
        const auto found = std::ranges::find(coverage.files(), guest_source, &Coverage::File::path);
        EXPECT_NE(found, coverage.files().end());
        return *found;
    }
};

// The guest says in comments how often its lines run.
TEST(LineCoverage, CountsWhatTheSourceSays) {
    const CoverageOfGuest run;
    ASSERT_EQ(run.result.finish, 0x5555U);
    const Coverage coverage = run.coverage();
    const Coverage::File& file = CoverageOfGuest::file(coverage);
    std::ifstream source(guest_source);
    std::string text;
    unsigned compared = 0;
    for (std::uint32_t line = 1; std::getline(source, text); ++line) {
        std::smatch match;
        if (std::regex_search(text, match, std::regex("// ([0-9]+) times"))) {
            ASSERT_TRUE(file.lines.contains(line)) << line;
            EXPECT_EQ(file.lines.at(line), std::stoul(match[1])) << guest_source << ':' << line << ": " << text;
            ++compared;
        }
    }
    EXPECT_EQ(compared, 4U);
    EXPECT_FALSE(file.lines.contains(1)); // a comment has no code
}

TEST(LineCoverage, CountsFunctionsByTheirFirstInstruction) {
    const CoverageOfGuest run;
    const Coverage coverage = run.coverage();
    const Coverage::File& file = CoverageOfGuest::file(coverage);
    std::map<std::string, std::uint64_t> counts;
    for (const Coverage::CoveredFunction& function : file.functions) {
        counts[function.symbol] = function.count;
    }
    EXPECT_EQ(counts.at("_ZN12_GLOBAL__N_19fibonacciEj"), 15U);
    EXPECT_EQ(counts.at("_ZN12_GLOBAL__N_114sum_of_squaresEPVKjj"), 1U);
    EXPECT_EQ(counts.at("_ZN12_GLOBAL__N_112never_calledEi"), 0U);
    EXPECT_EQ(counts.size(), 4U);
}

TEST(LineCoverage, IsWrittenAsLcovWantsIt) {
    const CoverageOfGuest run;
    Coverage coverage = run.coverage();
    coverage.keep_files([](const std::string& path) { return path == guest_source; });
    ASSERT_EQ(coverage.files().size(), 1U);
    const std::string text = coverage.lcov();
    EXPECT_TRUE(text.starts_with("TN:edgeloom\nSF:" + guest_source + "\nFN:")) << text;
    EXPECT_TRUE(text.ends_with("end_of_record\n"));
    EXPECT_NE(text.find("\nFNDA:15,_ZN12_GLOBAL__N_19fibonacciEj\n"), std::string::npos);
    EXPECT_NE(text.find("\nFNF:4\nFNH:3\n"), std::string::npos);
    const Coverage::Summary sum = coverage.summary();
    EXPECT_NE(text.find("\nLF:" + std::to_string(sum.lines) + "\nLH:" + std::to_string(sum.lines_executed) + "\n"),
              std::string::npos);
    EXPECT_LT(sum.lines_executed, sum.lines);
}

TEST(LineCoverage, IsReadByLcov) {
    const std::string lcov = installed("lcov");
    if (lcov.empty()) {
        GTEST_SKIP() << "lcov is not installed (package lcov)";
    }
    const CoverageOfGuest run;
    Coverage coverage = run.coverage();
    coverage.keep_files([](const std::string& path) { return std::filesystem::exists(path); });
    const ScratchFolder folder;
    const std::string file = folder.write("coverage.info", coverage.lcov());
    const Finished finished = execute(lcov, {"--summary", file}, folder.path());
    const std::string output = finished.out + finished.err;
    const Coverage::Summary sum = coverage.summary();
    std::ostringstream lines;
    lines << '(' << sum.lines_executed << " of " << sum.lines << " lines)";
    std::ostringstream functions;
    functions << '(' << sum.functions_executed << " of " << sum.functions << " functions)";
    EXPECT_NE(output.find(lines.str()), std::string::npos) << output;
    EXPECT_NE(output.find(functions.str()), std::string::npos) << output;
}

TEST(LineTables, AreEmptyWithoutDebugInformation) {
    const auto elf = bytes_of(std::string(EDGELOOM_GUEST_FOLDER) + "/no_handler.elf");
    const CodeMap code{ElfImage::read(elf, "guest")};
    EXPECT_TRUE(LineTable(elf, code).empty());
    EXPECT_EQ(code.ranges().size(), 1U);
    EXPECT_EQ(code.locate(0x8000'0004), "_start+0x4"); // a label without type or size
}

TEST(CodeMaps, FindFunctionsOfTheirElfFile) {
    const auto elf = bytes_of(std::string(EDGELOOM_GUEST_FOLDER) + "/insight.elf");
    const CodeMap code{ElfImage::read(elf, "guest")};
    const auto start = code.functions().front();
    EXPECT_EQ(start.symbol, "_start");
    EXPECT_EQ(code.locate(start.address + 4), "_start+0x4");
    EXPECT_EQ(code.locate(0x1000), "0x00001000");
    EXPECT_EQ(code.function_at(0x1000), code.outside());
    EXPECT_EQ(std::ranges::count(code.functions(), "(anonymous namespace)::fibonacci(unsigned int)",
                                 &insight::Function::name),
              1);
}

} // namespace
} // namespace edgeloom::test
