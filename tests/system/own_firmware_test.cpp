// Firmware out of tree: installed, moved, built against, run, edited, run again.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class OwnFirmware : public testing::Test {
protected:
    // What was installed must not know where: it is moved before it is used, and to a name that has to be quoted.
    OwnFirmware() {
        const Finished installed = cmake({"--install", EDGELOOM_BUILD, "--prefix", (folder / "first").string()});
        EXPECT_EQ(installed.status, 0) << installed.err;
        fs::rename(folder / "first", folder / "moved here");
        fs::copy(folder / "moved here/share/edgeloom/examples/own-firmware", folder / "app",
                 fs::copy_options::recursive);
    }
    [[nodiscard]] Finished cmake(const std::vector<std::string>& arguments) const {
        return execute(EDGELOOM_CMAKE, arguments, folder.path());
    }
    [[nodiscard]] Finished configure(const std::vector<std::string>& options) const {
        std::vector<std::string> arguments{"-S", "app", "-B", "build", "-G", "Ninja"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return cmake(arguments);
    }
    void build() const {
        const Finished configured =
            configure({"--toolchain", (folder / "moved here/share/edgeloom/firmware/toolchain.cmake").string()});
        ASSERT_EQ(configured.status, 0) << configured.out << configured.err;
        const Finished built = cmake({"--build", "build"});
        ASSERT_EQ(built.status, 0) << built.out << built.err;
    }
    [[nodiscard]] Finished run() const {
        return execute((folder / "moved here/bin/edgeloom").string(),
                       {"run", "moved here/share/edgeloom/configs/morse.yaml", "--set", "training.test_inputs=50",
                        "--set", "training.inputs=1", "--firmware", "build/my_app.elf"},
                       folder.path());
    }

    ScratchFolder folder;
};

TEST_F(OwnFirmware, IsBuiltRunEditedAndRunAgain) {
    build();
    const Finished first = run();
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("\nasleep: "));
    EXPECT_THAT(first.out, HasSubstr("\npolling: "));

    const std::string source = read_file(folder / "app/main.cpp");
    const std::string edited = boost::replace_all_copy(source, "\"asleep\"", "\"in wfi\"");
    ASSERT_NE(edited, source);
    folder.write("app/main.cpp", edited);
    build();
    const Finished second = run();
    EXPECT_EQ(second.status, 0) << second.err;
    EXPECT_THAT(second.out, HasSubstr("\nin wfi: "));
    EXPECT_THAT(second.out, Not(HasSubstr("asleep")));

    folder.write("app/main.cpp", boost::replace_all_copy(source, "polling.correct ? 0 : 1", "polling.correct ? 3 : 1"));
    build();
    const Finished third = run();
    EXPECT_EQ(third.status, 1);
    EXPECT_THAT(third.err, HasSubstr("the firmware failed with code 3"));
}

TEST_F(OwnFirmware, FindsEveryHeaderThatIsInstalled) {
    std::string source;
    const fs::path include = folder / "moved here/share/edgeloom/firmware/include";
    for (const auto& entry : fs::recursive_directory_iterator(include)) {
        if (entry.is_regular_file()) {
            source += "#include \"" + relative(entry.path(), include).string() + "\"\n";
        }
    }
    EXPECT_THAT(source, HasSubstr("\"soft/pipeline.hpp\""));
    EXPECT_THAT(source, HasSubstr("\"numerics/format.hpp\""));
    folder.write("app/main.cpp", source + "int app_main(std::uint32_t) { return 0; }\n");
    folder.write("app/CMakeLists.txt", boost::replace_all_copy(read_file(folder / "app/CMakeLists.txt"),
                                                               "EdgeLoom::training", "EdgeLoom::soft"));
    build();
    EXPECT_EQ(run().status, 0);
}

TEST_F(OwnFirmware, DependsOnNothingOutsideThePrefix) {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "moved here")) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".cmake" || extension == ".ld" || extension == ".hpp" || extension == ".txt") {
            const std::string text = read_file(entry.path());
            for (const std::string& place :
                 {std::string(EDGELOOM_SOURCE), std::string(EDGELOOM_BUILD), (folder / "first").string()}) {
                EXPECT_THAT(text, Not(HasSubstr(place))) << entry.path();
            }
            ++files;
        }
    }
    EXPECT_GT(files, 40U);
}

TEST_F(OwnFirmware, IsRefusedWithACompilerForTheHost) {
    const Finished configured =
        configure({"-DEdgeLoomFirmware_ROOT=" + (folder / "moved here/share/edgeloom/firmware").string()});
    EXPECT_NE(configured.status, 0);
    EXPECT_THAT(configured.err, HasSubstr("firmware is built for riscv32"));
}

} // namespace
} // namespace edgeloom::test
