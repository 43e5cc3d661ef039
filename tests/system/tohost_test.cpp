// Firmware that ends, prints and leaves results by other ways than the devices.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(ToHost, PassesAndLeavesItsSignature) {
    const ScratchFolder folder;
    const Finished finished =
        edgeloom({"run", "--firmware", guest("tohost_pass"), "--signature", "sub/signature"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(read_file(folder / "sub/signature"), "01234567\n89abcdef\ndeadbeef\n");
}

TEST(ToHost, FailsWithTheTestsNumberAndPrints) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", "--firmware", guest("tohost_fail"), "--out", "out"}, folder.path());
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, HasSubstr("the firmware failed through tohost: test 5"));
    EXPECT_EQ(read_file(folder / "out/uart.log"), "tohost:k");
    EXPECT_EQ(nlohmann::json::parse(read_file(folder / "out/summary.json"))["status"], "failed");
}

TEST(ToHost, SignatureNeedsItsSymbols) {
    const ScratchFolder folder;
    const Finished finished =
        edgeloom({"run", "--firmware", guest("tohost_fail"), "--signature", "signature"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("has no symbol begin_signature"));
    EXPECT_FALSE(fs::exists(folder / "signature"));
}

TEST(Semihosting, ReachesItsFolderAndNothingElse) {
    const ScratchFolder folder;
    fs::create_directory(folder / "in");
    const Finished finished =
        edgeloom({"run", "--firmware", guest("semihost"), "--semihosting", "in", "--out", "out"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(read_file(folder / "in/guest.txt"), "by way of the host\n!");
    EXPECT_EQ(read_file(folder / "out/uart.log"), "by way of the host\n!");
    EXPECT_FALSE(fs::exists(folder / "outside"));
}

TEST(Semihosting, FailsWithTheFirmwaresCode) {
    const ScratchFolder folder;
    fs::create_directories(folder / "in/guest.txt"); // no file can be made of it
    const Finished finished = edgeloom({"run", "--firmware", guest("semihost"), "--semihosting", "in"}, folder.path());
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, HasSubstr("the firmware failed through semihosting with code 7"));
}

TEST(Semihosting, TrapsUnlessItIsAskedFor) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", "--firmware", guest("semihost")}, folder.path());
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, HasSubstr("trap handler"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Semihosting, NeedsAFolder) {
    const ScratchFolder folder;
    const Finished finished =
        edgeloom({"run", "--firmware", guest("semihost"), "--semihosting", "none"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("--semihosting none: No such file or directory"));
}

} // namespace
} // namespace edgeloom::test
