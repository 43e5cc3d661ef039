#include "platform/semihosting/semihosting.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/guest_fake.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <initializer_list>
#include <optional>

namespace edgeloom::semihosting {
namespace {

namespace fs = std::filesystem;
using test::GuestFake;

constexpr std::uint32_t failed = 0xFFFF'FFFF;
constexpr std::uint32_t nowhere = 0x1000;
constexpr std::uint32_t application_exit = 0x2'0026;

class Calls : public testing::Test {
protected:
    static constexpr std::uint32_t pc = GuestFake::base + 0x104;
    static constexpr std::uint32_t block = GuestFake::base + 0x200;
    static constexpr std::uint32_t name = GuestFake::base + 0x300;
    static constexpr std::uint32_t buffer = GuestFake::base + 0x2000;

    Calls() {
        guest.core.pc = pc;
        guest.put(pc - 4, 0x01F0'1013);
        guest.put(pc, 0x0010'0073);
        guest.put(pc + 4, 0x4070'5013);
    }

    std::uint32_t raw(std::uint32_t operation, std::uint32_t parameter) {
        guest.core.x[10] = operation;
        guest.core.x[11] = parameter;
        EXPECT_TRUE(semihosting.serve());
        return guest.core.x[10];
    }
    std::uint32_t call(std::uint32_t operation, std::initializer_list<std::uint32_t> words) {
        std::uint32_t address = block;
        for (const std::uint32_t word : words) {
            guest.put(address, word);
            address += 4;
        }
        return raw(operation, block);
    }
    std::uint32_t open(std::string_view file, std::uint32_t mode) {
        guest.put(name, file);
        return call(0x01, {name, mode, static_cast<std::uint32_t>(file.size())});
    }
    std::uint32_t error() { return raw(0x13, 0); }

    static fs::path made(const fs::path& folder) {
        fs::create_directory(folder);
        return folder;
    }

    test::ScratchFolder scratch;
    GuestFake guest;
    std::string text;
    std::optional<int> code;
    Semihosting semihosting{guest.core,
                            guest.memory(),
                            {.folder = made(scratch / "in"), .command_line = "app.elf", .clock_hz = 1000},
                            [this](std::string_view more) { text += more; },
                            [this](int given) { code = given; }};
};

TEST_F(Calls, AreThreeInstructions) {
    for (const std::uint32_t address : {pc - 4, pc, pc + 4}) {
        const std::uint32_t right = guest.word(address);
        guest.put(address, 0x0000'0013);
        guest.core.x[10] = 0x13;
        EXPECT_FALSE(semihosting.serve());
        EXPECT_EQ(guest.core.x[10], 0x13U);
        guest.put(address, right);
    }
    guest.core.pc = GuestFake::base;
    EXPECT_FALSE(semihosting.serve());
}

TEST_F(Calls, WriteReadSeekAndMeasureAFile) {
    guest.put(buffer, "hello");
    const std::uint32_t file = open("file", 6); // w+
    ASSERT_NE(file, failed);
    EXPECT_EQ(call(0x05, {file, buffer, 5}), 0U);
    EXPECT_EQ(test::read_file(scratch / "in/file"), "hello");
    EXPECT_EQ(call(0x0C, {file}), 5U);
    EXPECT_EQ(call(0x09, {file}), 0U);
    EXPECT_EQ(call(0x0A, {file, 1}), 0U);
    EXPECT_EQ(call(0x06, {file, buffer + 0x100, 10}), 6U);
    EXPECT_EQ(guest.text(buffer + 0x100, 4), "ello");
    EXPECT_EQ(call(0x06, {file, buffer, 10}), 10U); // the end
    EXPECT_EQ(call(0x02, {file}), 0U);
    EXPECT_EQ(call(0x02, {file}), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(EBADF));
}

TEST_F(Calls, OpenFilesAsFopenDoes) {
    EXPECT_EQ(open("none", 0), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(ENOENT));
    scratch.write("in/file", "old");
    guest.put(buffer, "new");
    const std::uint32_t appended = open("file", 8);
    EXPECT_EQ(call(0x05, {appended, buffer, 3}), 0U);
    EXPECT_EQ(test::read_file(scratch / "in/file"), "oldnew");
    EXPECT_EQ(call(0x06, {appended, buffer, 3}), 3U);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(EBADF));
    EXPECT_NE(open("file", 4), failed);
    EXPECT_EQ(test::read_file(scratch / "in/file"), "");
    EXPECT_EQ(open("file", 12), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(EINVAL));
}

TEST_F(Calls, StayInTheirFolder) {
    scratch.write("secret", "kept");
    fs::create_directory(scratch / "in/sub");
    fs::create_symlink("../secret", scratch / "in/link");
    fs::create_symlink("../new", scratch / "in/dangling");
    fs::create_symlink("..", scratch / "in/up");
    for (const std::string& path :
         {std::string("../secret"), std::string("sub/../../secret"), (scratch / "secret").string(), std::string("link"),
          std::string("dangling"), std::string("up/secret"), std::string("/etc/passwd"), std::string("."),
          std::string("..")}) {
        for (const std::uint32_t mode : {0U, 2U, 4U, 8U}) {
            EXPECT_EQ(open(path, mode), failed) << path;
            const std::uint32_t why = error();
            EXPECT_TRUE(why == EACCES || (path == "." && why == EISDIR)) << path << ": " << why;
        }
    }
    EXPECT_EQ(test::read_file(scratch / "secret"), "kept");
    EXPECT_FALSE(fs::exists(scratch / "new"));
    EXPECT_NE(open("sub/../sub/file", 4), failed);
    EXPECT_NE(open((scratch / "in/absolute").string(), 4), failed);
    EXPECT_TRUE(fs::exists(scratch / "in/sub/file"));
    EXPECT_TRUE(fs::exists(scratch / "in/absolute"));
}

TEST_F(Calls, PrintOnTheConsole) {
    guest.put(buffer, std::string_view("text\0", 5));
    raw(0x03, buffer);
    EXPECT_EQ(raw(0x04, buffer + 1), 0U);
    const std::uint32_t out = open(":tt", 4);
    EXPECT_EQ(call(0x05, {out, buffer, 2}), 0U);
    EXPECT_EQ(text, "textte");
    EXPECT_EQ(call(0x09, {out}), 1U);
    const std::uint32_t in = open(":tt", 0);
    EXPECT_EQ(call(0x06, {in, buffer, 8}), 8U);
    EXPECT_EQ(call(0x05, {in, buffer, 2}), 2U);
    EXPECT_EQ(raw(0x07, 0), failed);
}

TEST_F(Calls, TellFeaturesAndCommandLine) {
    const std::uint32_t features = open(":semihosting-features", 0);
    EXPECT_EQ(call(0x06, {features, buffer, 5}), 0U);
    EXPECT_EQ(guest.text(buffer, 5), "SHFB\3");
    EXPECT_EQ(call(0x15, {buffer, 8}), 0U);
    EXPECT_EQ(guest.text(buffer, 8), std::string_view("app.elf\0", 8));
    EXPECT_EQ(guest.word(block + 4), 7U);
    EXPECT_EQ(call(0x15, {buffer, 7}), failed);
    guest.put(buffer, 1);
    EXPECT_EQ(call(0x16, {buffer}), 0U);
    EXPECT_EQ(guest.word(buffer), 0U);
}

TEST_F(Calls, TellSimulatedTime) {
    guest.core.csr.cycles = 5'000'012'345; // of a clock of 1 kHz
    EXPECT_EQ(raw(0x10, 0), 500'001'234U);
    EXPECT_EQ(raw(0x11, 0), 5'000'012U);
    EXPECT_EQ(raw(0x31, 0), 1000U);
    EXPECT_EQ(raw(0x30, buffer), 0U);
    EXPECT_EQ(guest.word(buffer) + (std::uint64_t{guest.word(buffer + 4)} << 32U), 5'000'012'345U);
}

TEST_F(Calls, End) {
    raw(0x18, application_exit);
    EXPECT_EQ(code, 0);
    raw(0x18, 0x2'0023);
    EXPECT_EQ(code, 1);
    call(0x20, {application_exit, 42});
    EXPECT_EQ(code, 42);
    call(0x20, {0x2'0023, 0});
    EXPECT_EQ(code, 1);
}

TEST_F(Calls, FailWithBadPointersAndHugeLengths) {
    for (const std::uint32_t operation :
         {0x01U, 0x02U, 0x03U, 0x04U, 0x05U, 0x06U, 0x08U, 0x09U, 0x0AU, 0x0CU, 0x15U, 0x16U, 0x20U, 0x30U}) {
        for (const std::uint32_t pointer : {nowhere, 0xFFFF'FFFEU, GuestFake::base + GuestFake::size - 2}) {
            if (operation == 0x03 && pointer > GuestFake::base && pointer != failed - 1) {
                continue; // a character fits
            }
            guest.put(GuestFake::base + GuestFake::size - 4, failed);
            EXPECT_EQ(raw(operation, pointer), failed) << operation << " at " << pointer;
            EXPECT_EQ(error(), static_cast<std::uint32_t>(EFAULT));
        }
    }
    EXPECT_FALSE(code);
    text.clear();
    const std::uint32_t file = open("file", 6);
    const std::uint32_t out = open(":tt", 4);
    for (const std::uint32_t handle : {file, out}) {
        for (const std::uint32_t length : {0xFFFF'FFFFU, 0x8000'0000U, GuestFake::size}) {
            EXPECT_EQ(call(0x05, {handle, buffer, length}), length);
            EXPECT_EQ(error(), static_cast<std::uint32_t>(EFAULT));
            EXPECT_EQ(call(0x06, {file, buffer, length}), length);
        }
    }
    EXPECT_EQ(call(0x01, {name, 0, 0xFFFF'FFFF}), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(ENAMETOOLONG));
    EXPECT_EQ(text, "");
    EXPECT_EQ(test::read_file(scratch / "in/file"), "");
    EXPECT_LE(guest.largest, GuestMemory::piece);
    EXPECT_EQ(raw(0x7777, 0), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(ENOSYS));
}

TEST_F(Calls, HaveALimitOfOpenFiles) {
    for (std::size_t i = 0; i < Streams::most; ++i) {
        ASSERT_NE(open("file", 4), failed);
    }
    EXPECT_EQ(open("file", 4), failed);
    EXPECT_EQ(error(), static_cast<std::uint32_t>(EMFILE));
    EXPECT_EQ(call(0x02, {Streams::first_handle}), 0U);
    EXPECT_EQ(open("file", 4), Streams::first_handle);
}

TEST(AllowedFolder, HasToBeThere) {
    const test::ScratchFolder scratch;
    EXPECT_THROW(AllowedFolder{scratch / "none"}, platform::UserError);
    EXPECT_THROW(AllowedFolder{scratch.write("file", "")}, platform::UserError);
}

} // namespace
} // namespace edgeloom::semihosting
