// A developer debugs firmware with gdb: what gdb shows is right, and the run is the one without it.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/run_folder.hpp"

#include <boost/asio.hpp>
#include <boost/format.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>

namespace edgeloom::test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

std::vector<std::string> training(const std::string& out) {
    return {"run",
            config("morse.yaml"),
            "--set",
            "training.epochs=12",
            "--set",
            "training.inputs=6000",
            "--set",
            "training.test_inputs=100",
            "--dump-state",
            "--out",
            out};
}

class Debugger : public testing::Test {
protected:
    void SetUp() override {
        if (installed("gdb-multiarch").empty()) {
            GTEST_SKIP() << "gdb-multiarch is not installed (package gdb-multiarch)";
        }
    }
    // gdb's words; `edgeloom` must end with `status`.
    std::string debug(const std::vector<std::string>& arguments, const std::string& image, const std::string& commands,
                      int status = 0) {
        Finished debugger;
        const Finished program = edgeloom_visited(arguments, folder.path(), [&](std::uint16_t port) {
            std::ofstream(folder / "script.gdb") << "set pagination off\nset confirm off\nset width 0\n"
                                                    "target remote :"
                                                 << port << '\n'
                                                 << commands;
            debugger = execute(installed("gdb-multiarch"), {"-nx", "-batch", "-x", "script.gdb", image}, folder.path());
        });
        EXPECT_EQ(program.status, status) << program.err << debugger.out << debugger.err;
        EXPECT_EQ(debugger.err.find("Error"), std::string::npos) << debugger.err;
        return debugger.out + debugger.err;
    }

    const ScratchFolder folder;
};

// Breakpoints in train, locals, the accelerator's registers, a walk through an interrupt handler, Ctrl-C, the end.
TEST_F(Debugger, ASessionChangesNothing) {
    const Finished alone = edgeloom(training("alone"), folder.path());
    ASSERT_EQ(alone.status, 0) << alone.err;
    const std::string said = debug(training("debugged"), firmware("train"), R"(
break app_main
hbreak edgeloom::firmware::PhaseRunner::train
continue
echo --- in app_main\n
info registers pc
p/x $misa
continue
echo --- in train\n
info args
info locals
p epoch
p *this
set var $runner = this
bt 3
x/1xw 0x40000000
x/4xb 0x40000000
monitor devices
monitor irq
delete
break edgeloom::firmware::PhaseRunner::on_accelerator
continue
echo --- in the handler\n
bt 4
p/x $mcause
monitor time
next
step
stepi
monitor time
finish
info breakpoints
delete
break trap_entry
continue
echo --- at the trap\n
stepi
stepi
x/2i $pc
delete
watch -l $runner->events_.accelerator
continue
continue
echo --- watched\n
delete
shell (sleep 0.3; kill -INT $PPID) &
continue
echo --- interrupted\n
info registers pc
detach
)");
    EXPECT_THAT(said, HasSubstr("Breakpoint 1, app_main"));
    EXPECT_THAT(said, HasSubstr("0x40001105")) << "misa: RV32IMAC";
    EXPECT_THAT(said, ContainsRegex("Breakpoint 2, .*PhaseRunner::train"));
    EXPECT_THAT(said, ContainsRegex("eta_shift = [0-9]"));
    EXPECT_THAT(said, ContainsRegex("0x40000000:.*0x454c4143"));
    EXPECT_THAT(said, HasSubstr("accelerator: idle, configured"));
    EXPECT_THAT(said, ContainsRegex("Breakpoint 3[.1]*, .*on_accelerator"));
    EXPECT_THAT(said, HasSubstr("0x8000000b")) << "machine external interrupt";
    EXPECT_THAT(said, HasSubstr("simulated time"));
    EXPECT_THAT(said, ContainsRegex("at .*mmio.hpp:13")) << "step";
    EXPECT_THAT(said, HasSubstr("trap_entry"));
    EXPECT_THAT(said, HasSubstr("Old value = "));
    EXPECT_THAT(said, HasSubstr("New value = "));
    EXPECT_THAT(said, HasSubstr("Program received signal SIGINT"));
    auto debugged = contents(folder / "debugged");
    EXPECT_TRUE(contents(folder / "alone") == debugged) << said;
}

TEST_F(Debugger, CtrlCHaltsARunningProgram) {
    const std::string said =
        debug({"run", "--firmware", guest("spin"), "--set", "platform.watchdog.idle=900 s"}, guest("spin"), R"(
shell (sleep 0.5; kill -INT $PPID) &
continue
echo --- interrupted\n
info registers pc
kill
)",
              1);
    EXPECT_THAT(said, HasSubstr("Program received signal SIGINT"));
    EXPECT_THAT(said, ContainsRegex("pc +0x8"));
}

TEST_F(Debugger, ResetBeginsAgain) {
    const std::string said = debug({"run", "--firmware", firmware("hello")}, firmware("hello"), R"(
break app_main
continue
set var $sp = 0
monitor reset
info registers pc sp
continue
continue
)");
    EXPECT_THAT(said, ContainsRegex("pc +0x80000000"));
    EXPECT_THAT(said, ContainsRegex("Breakpoint 1, app_main(.|\n)*Breakpoint 1, app_main"));
    EXPECT_THAT(said, HasSubstr("exited normally"));
}

// Asleep for ever: the debugger sees it, and may put the hart elsewhere.
TEST_F(Debugger, SeesAStuckFirmwareAndHelpsIt) {
    const std::string said = debug({"run", "--firmware", guest("sleep")}, guest("sleep"), R"(
continue
echo --- stuck\n
info registers pc
set var $pc = start
set var $a0 = 0
tbreak app_main
continue
echo --- again\n
kill
)",
                                   1);
    EXPECT_THAT(said, HasSubstr("SIGABRT"));
    EXPECT_THAT(said, ContainsRegex("Temporary breakpoint 1, .*app_main"));
}

// A load that waits in a device for ever: the reset ends it, and the hart begins again behind it.
TEST_F(Debugger, ResetsAHartThatWaitsForADevice) {
    const std::string said = debug({"run", "--firmware", guest("blocked")}, guest("blocked"), R"(
continue
echo --- stuck\n
info registers pc
monitor devices
tbreak app_main
monitor reset
info registers pc
continue
echo --- again\n
continue
echo --- stuck again\n
kill
)",
                                   1);
    EXPECT_THAT(said, HasSubstr("SIGABRT"));
    EXPECT_THAT(said, ContainsRegex("pc +0x80000000")) << "at once";
    EXPECT_THAT(said, ContainsRegex("Temporary breakpoint 1, .*app_main"));
    EXPECT_THAT(said, ContainsRegex("SIGABRT(.|\n)*SIGABRT"));
}

TEST_F(Debugger, TheExitStatusIsTheFirmwares) {
    const std::string said = debug({"run", "--firmware", guest("exit_code")}, guest("exit_code"), "continue\n", 1);
    EXPECT_THAT(said, HasSubstr("exited with code"));
}

// Ten thousand packets of nonsense: noise, and well-framed packets whose contents mean nothing. None asks for a change.
std::string nonsense(std::mt19937& random) {
    constexpr std::size_t longest = 60;
    const std::string letters = "gpm?qQHTzZxbBijtAeEfFIlLoOuUwWyY!0123456789_";
    std::string content(random() % longest, '\0');
    std::ranges::generate(content, [&] { return static_cast<char>(random()); });
    if (random() % 2 == 0) {
        return content;
    }
    content.insert(content.begin(), letters[random() % letters.size()]);
    std::erase_if(content, [](char c) { return c == '$' || c == '#' || c == '}' || c == '\x03'; });
    unsigned sum = 0;
    for (const char c : content) {
        sum += static_cast<unsigned char>(c);
    }
    return (boost::format("$%s#%02x") % content % (sum % 256)).str();
}

void send(std::uint16_t port, const std::string& text) {
    namespace asio = boost::asio;
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    boost::system::error_code ignored; // the other side may have had enough
    asio::write(socket, asio::buffer(text), ignored);
}

TEST(HostileDebugger, ChangesNothing) {
    const ScratchFolder folder;
    const Finished alone = edgeloom(training("alone"), folder.path());
    ASSERT_EQ(alone.status, 0) << alone.err;
    constexpr unsigned visits = 20;
    constexpr unsigned packets = 500;
    const Finished visited = edgeloom_visited(training("visited"), folder.path(), [](std::uint16_t port) {
        std::mt19937 random(1);
        for (unsigned visit = 0; visit < visits; ++visit) {
            std::string text;
            for (unsigned packet = 0; packet < packets; ++packet) {
                text += nonsense(random);
            }
            send(port, text);
        }
        send(port, "+$?#3f$c#63");
    });
    EXPECT_EQ(visited.status, 0) << visited.err;
    EXPECT_TRUE(contents(folder / "alone") == contents(folder / "visited"));
}

TEST(DebuggerOptions, BadPortsAreNamed) {
    const ScratchFolder folder;
    for (const std::string port : {"70000", "-1", "port", "", "1.5"}) {
        const Finished finished = edgeloom({"run", "--firmware", firmware("hello"), "--gdb", port}, folder.path());
        EXPECT_EQ(finished.status, 2) << port;
        EXPECT_THAT(finished.err, HasSubstr("--gdb")) << port;
    }
    const Finished finished = edgeloom({"run", "--firmware", firmware("hello"), "--wait"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("--wait: needs --gdb"));
}

TEST(DebuggerOptions, APortInUseIsNamed) {
    const ScratchFolder folder;
    boost::asio::io_context context;
    const boost::asio::ip::tcp::acceptor taken(context, {boost::asio::ip::address_v4::loopback(), 0});
    const std::string port = std::to_string(taken.local_endpoint().port());
    const Finished finished =
        edgeloom({"run", "--firmware", firmware("hello"), "--gdb", port, "--out", "out"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("--gdb: cannot wait for a debugger at 127.0.0.1:" + port));
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

// Nobody comes: the run is the usual one.
TEST(DebuggerOptions, NobodyHasToCome) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", "--firmware", firmware("hello"), "--gdb", "0"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("target remote :"));
}

} // namespace
} // namespace edgeloom::test
