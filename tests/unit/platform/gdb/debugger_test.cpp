// The debugger itself.
#include "fake_target.hpp"
#include "platform/gdb/server.hpp"
#include "support/scratch_folder.hpp"

#include <boost/process.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace edgeloom::gdb::test {
namespace {

namespace bp = boost::process;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

// Runs no program, but moves its pc: by four, from instruction to instruction, all of them nops but one.
class Machine {
public:
    static constexpr std::uint32_t storing = FakeTarget::memory_start + 0x40; ///< pc of the instruction that stores ...
    static constexpr std::uint32_t stored = FakeTarget::memory_start + 0x100; ///< ... one here
    static constexpr std::uint32_t end = FakeTarget::memory_start + 0x80;

    explicit Machine(FakeTarget& target) : target_(target) {}

    bool loops = false; ///< over its instructions for ever

    [[nodiscard]] bool ended() const { return pc() == end; }

    // Executes an instruction; a stop if there is a reason for one, before or after it.
    std::optional<Stop> execute() {
        if (pc() == storing) {
            if (target_.watchpoints.contains({WatchKind::write, stored, 4})) {
                return Stop{Stop::Kind::watchpoint, WatchKind::write, stored};
            }
            target_.memory[stored - FakeTarget::memory_start] ^= 1;
        }
        target_.registers[Target::pc_register] = loops && pc() + 4 == end ? FakeTarget::memory_start : pc() + 4;
        if (target_.breakpoints.contains(pc())) {
            return Stop{Stop::Kind::breakpoint, {}, pc()};
        }
        return std::nullopt;
    }

    // As the debugger wants it, until there is a reason to stop.
    std::optional<Stop> go_on(const Resume& how, Server& server, const std::function<bool()>& finished) {
        do {
            if (const auto stop = execute()) {
                return stop;
            }
            if (how.kind == Resume::Kind::step ||
                (how.kind == Resume::Kind::range_step && (pc() < how.begin || pc() >= how.end))) {
                return Stop{Stop::Kind::step};
            }
            if (server.poll()) {
                return Stop{Stop::Kind::interrupt};
            }
        } while (!ended() && !finished());
        return std::nullopt;
    }

private:
    [[nodiscard]] std::uint32_t pc() const { return target_.registers[Target::pc_register]; }

    FakeTarget& target_;
};

class Debugger : public testing::Test {
protected:
    void SetUp() override {
        if (bp::search_path("gdb-multiarch").empty()) {
            GTEST_SKIP() << "gdb-multiarch is not installed (package gdb-multiarch)";
        }
    }

    // What gdb prints that carries these commands out, while we serve it.
    std::string run(const std::vector<std::string>& commands) {
        const auto output = folder.path() / "output";
        std::vector<std::string> arguments{
            "-nx", "-nh",   "-batch", "-ex", "set architecture riscv:rv32", "-ex", "set remotetimeout 20",
            "-ex", remote()};
        for (const std::string& command : commands) {
            arguments.insert(arguments.end(), {"-ex", command});
        }
        bp::child child(bp::exe = bp::search_path("gdb-multiarch"), bp::args = arguments,
                        (bp::std_out & bp::std_err) > output.string(), bp::std_in < bp::null,
                        bp::env["HOME"] = folder.path().string());
        debugger = &child;
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        serve([&] { return !child.running() || std::chrono::steady_clock::now() > deadline; });
        EXPECT_LT(std::chrono::steady_clock::now(), deadline);
        if (child.running()) {
            child.terminate();
        }
        child.wait();
        return edgeloom::test::read_file(output);
    }

    [[nodiscard]] std::string remote() const { return "target remote :" + std::to_string(server.port()); }

    // The platform's loop: as the debugger wants it, or on its own where there is none.
    void serve(const std::function<bool()>& finished) {
        last = server.wait_for_debugger(finished);
        while (!finished() && last.kind != Resume::Kind::kill) {
            if (interrupts && last.kind == Resume::Kind::run && server.attached()) {
                interrupts = false;
                kill(debugger->id(), SIGINT); // what Ctrl-C does
            }
            if (!server.attached()) {
                if (server.poll()) {
                    last = server.halt({}, finished);
                }
            } else if (const auto stop = machine.go_on(last, server, finished)) {
                last = server.halt(*stop, finished);
            } else {
                server.exited(3);
            }
        }
        while (!finished()) { // gdb has said kill, and goes
        }
    }

    edgeloom::test::ScratchFolder folder;
    FakeTarget target;
    Machine machine{target};
    Server server{target, real_csrs()};
    Resume last;
    bool interrupts = false; ///< Ctrl-C as soon as the debugger has had the target go on
    bp::child* debugger = nullptr;
};

TEST_F(Debugger, LooksAround) {
    const std::string output = run({"info registers", "info registers mstatus", "p $mhartid", "p/x $tselect",
                                    "x/4xw 0x80000000", "monitor time", "info threads", "x/1xw 0x10000000", "detach"});
    EXPECT_THAT(output,
                AllOf(ContainsRegex("ra +0x1020301"), ContainsRegex("fp +0x1020308"), ContainsRegex("pc +0x80000000"),
                      ContainsRegex("mstatus +0x1880"), HasSubstr("$1 = 0"), HasSubstr("$2 = <unavailable>")));
    EXPECT_THAT(output, ContainsRegex("0x80000000:\t0x150e0700\t0x312a231c\t0x4d463f38\t0x69625b54"));
    EXPECT_THAT(output, AllOf(HasSubstr("1.5 us\n"), HasSubstr("Thread 1 (hart)"),
                              HasSubstr("Cannot access memory at address 0x10000000"), HasSubstr("detached")));
    EXPECT_THAT(output, Not(ContainsRegex("warning: [^N]"))); // but that there is no executable
    EXPECT_EQ(target.changes, 0U);
    EXPECT_FALSE(server.attached());
}

TEST_F(Debugger, ChangesThings) {
    const std::string output =
        run({"set var $a0 = 5", "set var $mscratch = 7", "set var *(int *)0x80000200 = 0x12345678",
             "set var $mhartid = 1", "x/1xw 0x80000200", "p $a0", "p $mscratch", "detach"});
    EXPECT_THAT(output, AllOf(HasSubstr("0x80000200:\t0x12345678"), HasSubstr("$1 = 5"), HasSubstr("$2 = 7"),
                              HasSubstr("Could not write register \"mhartid\"")));
    EXPECT_EQ(target.registers[10], 5U);
    EXPECT_EQ(target.csrs[FakeTarget::writable_csr], 7U);
}

TEST_F(Debugger, StopsAndSteps) {
    const std::string output = run({"break *0x80000010", "hbreak *0x80000020", "watch *(int *)0x80000100", "continue",
                                    "stepi", "p $pc", "continue", "p $pc", "continue", "p $pc", "delete", "continue"});
    EXPECT_THAT(output, AllOf(HasSubstr("Breakpoint 1, 0x80000010"), HasSubstr("$1 = (void (*)()) 0x80000014"),
                              HasSubstr("Breakpoint 2, 0x80000020"), HasSubstr("$2 = (void (*)()) 0x80000020"),
                              HasSubstr("Hardware watchpoint 3: *(int *)0x80000100"), HasSubstr("Old value = "),
                              HasSubstr("$3 = (void (*)()) 0x80000044"), HasSubstr("exited with code 03]")));
    EXPECT_TRUE(target.breakpoints.empty());
    EXPECT_TRUE(target.watchpoints.empty());
}

TEST_F(Debugger, InterruptsWithCtrlC) {
    machine.loops = true;
    interrupts = true;
    const std::string output = run({"continue", "p $sp", "detach"});
    EXPECT_THAT(output, AllOf(HasSubstr("Program received signal SIGINT"), HasSubstr("$1 = (void *) 0x1020302")));
}

TEST_F(Debugger, AttachesAgain) {
    const std::string output =
        run({"break *0x80000010", "continue", "detach", remote(), "p $pc", "disconnect", remote(), "p $sp", "detach"});
    EXPECT_THAT(output, AllOf(HasSubstr("Breakpoint 1, 0x80000010"), HasSubstr("$1 = (void (*)()) 0x80000010"),
                              HasSubstr("$2 = (void *) 0x1020302")));
    EXPECT_TRUE(target.breakpoints.empty());
}

TEST_F(Debugger, ObeysTheMemoryMap) {
    target.map = {{FakeTarget::memory_start, FakeTarget::memory_end - FakeTarget::memory_start}};
    const std::string output = run({"info mem", "x/1xw 0x80000000", "x/1xw 0xffffff00", "detach"});
    EXPECT_THAT(output, AllOf(ContainsRegex("0x80000000 +0x80010000 +rw"), HasSubstr("0x80000000:\t0x150e0700"),
                              HasSubstr("Cannot access memory at address 0xffffff00")));
}

TEST_F(Debugger, Kills) {
    const std::string output = run({"kill"});
    EXPECT_THAT(output, HasSubstr("killed"));
    EXPECT_EQ(last.kind, Resume::Kind::kill);
}

TEST_F(Debugger, WorksWithAcknowledgementsToo) {
    const std::string output = run({"detach", "set remote noack-packet off", remote(), "p $sp", "stepi", "detach"});
    EXPECT_THAT(output, AllOf(HasSubstr("$1 = (void *) 0x1020302"), HasSubstr("0x80000004 in")));
}

} // namespace
} // namespace edgeloom::gdb::test
