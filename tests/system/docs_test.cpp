// Documents tell the truth: their commands run, and the generated ones are up to date.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;

// Lines of the document's ```sh blocks.
std::vector<std::string> commands_in(const fs::path& document) {
    std::vector<std::string> commands;
    std::istringstream text(read_file(document));
    bool inside = false;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("```")) {
            inside = line == "```sh";
        } else if (inside) {
            commands.push_back(line);
        }
    }
    return commands;
}

std::vector<std::string> words(const std::string& command) {
    std::istringstream text(command);
    return {std::istream_iterator<std::string>(text), {}};
}

TEST(Documents, EveryCommandRuns) {
    std::size_t run = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(EDGELOOM_SOURCE) / "docs")) {
        if (entry.path().extension() != ".md") {
            continue;
        }
        const ScratchFolder folder;
        fs::copy(EDGELOOM_CONFIGS, folder / "configs", fs::copy_options::recursive);
        for (const std::string& command : commands_in(entry.path())) {
            SCOPED_TRACE(entry.path().string() + ": " + command);
            auto arguments = words(command);
            ASSERT_EQ(arguments.front(), "edgeloom");
            arguments.erase(arguments.begin());
            const Finished finished = edgeloom(arguments, folder.path());
            EXPECT_EQ(finished.status, 0) << finished.err;
            ++run;
        }
    }
    EXPECT_GT(run, 5U);
}

TEST(Documents, GeneratedOnesAreUpToDate) {
    const ScratchFolder folder;
    for (const auto& [topic, document] :
         {std::pair("memory-map", "memory-map.md"), std::pair("registers", "registers.md"),
          std::pair("config", "configuration.md"), std::pair("traffic", "traffic.md")}) {
        const std::string text = read_file(fs::path(EDGELOOM_SOURCE) / "docs" / document);
        const Finished described = edgeloom({"describe", topic, "--format", "md"}, folder.path());
        EXPECT_NE(text.find(described.out), std::string::npos)
            << "docs/" << document << " does not contain what `edgeloom describe " << topic << " --format md` prints";
    }
}

TEST(Documents, FiguresAreThoseOfTheProgram) {
    const ScratchFolder folder;
    const std::string text = read_file(fs::path(EDGELOOM_SOURCE) / "docs/explore.md");
    const Finished listed = edgeloom({"explore", "--figures"}, folder.path());
    EXPECT_EQ(listed.status, 0) << listed.err;
    EXPECT_NE(text.find(listed.out), std::string::npos) << listed.out;
}

TEST(Documents, TheTableOfContentionIsUpToDate) {
    const ScratchFolder folder;
    const std::string program = std::string(EDGELOOM_BUILD) + "/tests/unit/interconnect/contention_table";
    const std::string table = (folder / "table.md").string();
    ASSERT_EQ(std::system((program + " >" + table + " 2>/dev/null").c_str()), 0);
    const std::string text = read_file(fs::path(EDGELOOM_SOURCE) / "docs/interconnect.md");
    EXPECT_NE(text.find(read_file(table)), std::string::npos) << read_file(table);
}

TEST(Documents, EveryConfigurationOfTheRepositoryLoads) {
    for (const auto& entry : fs::directory_iterator(EDGELOOM_CONFIGS)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const ScratchFolder folder;
        const Finished finished =
            edgeloom({"run", entry.path().string(), "--set", "training.dataset=morse", "--set", "training.epochs=1",
                      "--set", "training.inputs=10", "--set", "training.test_inputs=10", "--set", "network.seed=3"},
                     folder.path());
        // Morse has 64 classes: networks for MNIST are refused for that alone.
        const bool too_few_outputs = finished.err.find("is beyond the output layer") != std::string::npos;
        EXPECT_TRUE(finished.status == 0 || too_few_outputs) << entry.path() << ": " << finished.err;
    }
}

} // namespace
} // namespace edgeloom::test
