#include "platform/output/output_folder.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

TEST(OutputFolder, IsMadeWithItsParents) {
    const test::ScratchFolder scratch;
    const OutputFolder folder(scratch / "a/b/c");
    folder.write("d/file", "text");
    EXPECT_EQ(test::read_file(scratch / "a/b/c/d/file"), "text");
}

TEST(OutputFolder, LeavesNoTemporaryFile) {
    const test::ScratchFolder scratch;
    const OutputFolder folder(scratch.path());
    folder.write("file", "one");
    folder.write("file", "two");
    EXPECT_EQ(test::read_file(scratch / "file"), "two");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 1);
}

TEST(OutputFolder, RefusesAPlaceWhereAFileIs) {
    const test::ScratchFolder scratch;
    const std::string file = scratch.write("file", "");
    EXPECT_THROW(OutputFolder{file}, UserError);
    EXPECT_THROW(OutputFolder{file + "/below"}, UserError);
}

TEST(OutputFolder, AGrowingFileHasItsNameOnlyWhenItIsComplete) {
    const test::ScratchFolder scratch;
    const OutputFolder folder(scratch.path());
    GrowingFile file(folder, "log");
    file.append("one ");
    file.append("two");
    EXPECT_FALSE(std::filesystem::exists(scratch / "log"));
    file.complete();
    EXPECT_EQ(test::read_file(scratch / "log"), "one two");
}

TEST(OutputFolder, RemovesWhatIsThereAndNothingElse) {
    const test::ScratchFolder scratch;
    const OutputFolder folder(scratch.path());
    folder.write("state/final/w1.npy", "old");
    folder.write("kept", "kept");
    folder.remove("state");
    folder.remove("never there");
    EXPECT_FALSE(std::filesystem::exists(scratch / "state"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "kept"));
}

} // namespace
} // namespace edgeloom::platform
