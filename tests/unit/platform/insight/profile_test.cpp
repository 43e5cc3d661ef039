#include "platform/insight/profile.hpp"
#include "platform/insight/recorder.hpp"
#include "unit/platform/insight/script.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

namespace edgeloom::test {
namespace {

using insight::CodeMap;
using insight::Cost;
using insight::Profile;
using insight::Recorder;

constexpr std::uint32_t start = 0x8000'0000;
constexpr std::uint32_t app = 0x8000'0100;
constexpr std::uint32_t f = 0x8000'0200;
constexpr std::uint32_t g = 0x8000'0300;
constexpr std::uint32_t handler = 0x8000'0400;
constexpr std::uint32_t helper = 0x8000'0500; // of the handler
constexpr std::uint32_t elsewhere = 0x2000'0000;
constexpr std::uint32_t external_interrupt = 0x8000'000B;
constexpr std::uint32_t timer_interrupt = 0x8000'0007;

struct ProfileOf {
    CodeMap code{std::vector<insight::Function>{{"start", "start", start, 0x100},
                                                {"main", "main", app, 0x100},
                                                {"f", "f", f, 0x100},
                                                {"g", "g", g, 0x100},
                                                {"handler", "handler", handler, 0x100},
                                                {"helper", "helper", helper, 0x100}}};
    Recorder recorder{code, std::nullopt};
    Script script{recorder};

    [[nodiscard]] Profile profile() { return Profile(recorder.calls().tree(), code); }
    [[nodiscard]] Profile::FunctionCost function(const std::string& name) {
        const Profile whole = profile();
        for (const Profile::FunctionCost& each : whole.functions()) {
            if (code.name(each.function) == name) {
                return each;
            }
        }
        return {};
    }
    [[nodiscard]] Profile::Arc arc(const std::string& caller, const std::string& callee) {
        const Profile whole = profile();
        for (const Profile::Arc& each : whole.arcs_between_functions()) {
            if (code.name(each.caller) == caller && code.name(each.callee) == callee) {
                return each;
            }
        }
        return {};
    }
    // "a > b > c", outermost first, of what is open now; chains of interrupted code after a bar.
    [[nodiscard]] std::string open() {
        std::string text;
        for (const auto innermost : recorder.calls().open_chains()) {
            text += text.empty() ? "" : " | ";
            std::string chain;
            for (const auto node : recorder.calls().tree().chain(innermost)) {
                chain += (chain.empty() ? "" : " > ") + code.name(recorder.calls().tree().node(node).function);
            }
            text += chain;
        }
        return text;
    }
};

TEST(ProfileOfCalls, CountsNestedCallsOnceForEveryFunctionAbove) {
    ProfileOf run;
    run.script.run(start, 2);
    run.script.call(start + 8, app);
    for (int i = 0; i < 3; ++i) {
        run.script.run(app, 1, 10);
        run.script.call(app + 4, f);
        run.script.run(f, 4);
        run.script.call_pointer(f + 16, g);
        run.script.run(g, 1, 5);
        run.script.ret(g + 4, f + 20);
        run.script.ret(f + 20, app + 8);
    }
    run.script.ret(app + 8, start + 12);
    run.script.run(start + 12);

    EXPECT_EQ(run.function("g").self, (Cost{18, 6}));
    EXPECT_EQ(run.function("g").calls, 3U);
    EXPECT_EQ(run.function("f").self, (Cost{18, 18}));
    EXPECT_EQ(run.function("f").inclusive, (Cost{36, 24}));
    EXPECT_EQ(run.function("main").self, (Cost{34, 7}));
    EXPECT_EQ(run.function("main").inclusive, (Cost{70, 31}));
    EXPECT_EQ(run.function("start").inclusive, (Cost{74, 35}));
    EXPECT_EQ(run.profile().total(), (Cost{74, 35}));
    EXPECT_EQ(run.script.clock(), 74U);
    EXPECT_EQ(run.arc("main", "f").calls, 3U);
    EXPECT_EQ(run.arc("main", "f").inclusive, (Cost{36, 24}));
    EXPECT_EQ(run.arc("start", "main").calls, 1U);
    EXPECT_EQ(run.arc("main", "g").calls, 0U);
}

TEST(ProfileOfCalls, TellsCallSitesApart) {
    ProfileOf run;
    run.script.run(app);
    for (const std::uint32_t site : {app + 4, app + 8, app + 8}) {
        run.script.call(site, f);
        run.script.run(f, site - app);
        run.script.ret(f + 16, site + 4);
    }
    const Profile profile = run.profile();
    ASSERT_EQ(profile.arcs().size(), 2U);
    EXPECT_EQ(profile.arcs()[0].call_site, app + 4);
    EXPECT_EQ(profile.arcs()[0].inclusive, (Cost{5, 5}));
    EXPECT_EQ(profile.arcs()[1].calls, 2U);
    EXPECT_EQ(profile.arcs()[1].inclusive, (Cost{18, 18}));
    EXPECT_EQ(run.arc("main", "f").inclusive, (Cost{23, 23}));
}

TEST(ProfileOfCalls, CountsOnlyTheOutermostOfRecursiveCalls) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.run(f);
    run.script.call(f + 4, f);
    run.script.run(f);
    run.script.call(f + 4, f);
    run.script.run(f);
    run.script.ret(f + 0x80, f + 8);
    EXPECT_EQ(run.open(), "main > f > f");
    run.script.ret(f + 8, f + 8);
    EXPECT_EQ(run.open(), "main > f");
    run.script.ret(f + 8, app + 4);
    EXPECT_EQ(run.open(), "main");

    EXPECT_EQ(run.function("f").calls, 3U);
    EXPECT_EQ(run.function("f").self, (Cost{8, 8}));
    EXPECT_EQ(run.function("f").inclusive, (Cost{8, 8}));
    EXPECT_EQ(run.arc("f", "f").calls, 2U);
    EXPECT_EQ(run.arc("f", "f").inclusive, (Cost{5, 5}));
    EXPECT_EQ(run.arc("main", "f").inclusive, (Cost{8, 8}));
}

TEST(ProfileOfCalls, EndsATailCallTogetherWithItsCaller) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.jump(f, g);
    run.script.run(g, 3);
    EXPECT_EQ(run.open(), "main > f > g");
    run.script.ret(g + 12, app + 4);
    run.script.run(app + 4);
    EXPECT_EQ(run.open(), "main");
    EXPECT_EQ(run.function("g").self, (Cost{4, 4}));
    EXPECT_EQ(run.function("f").self, (Cost{1, 1}));
    EXPECT_EQ(run.function("f").inclusive, (Cost{5, 5}));
    EXPECT_EQ(run.arc("f", "g").calls, 1U);
}

// A state machine of tail calls is no ever deeper recursion.
TEST(ProfileOfCalls, ComesBackToAFunctionOfAChainOfTailCalls) {
    ProfileOf run;
    run.script.call(app, f);
    for (int i = 0; i < 10; ++i) {
        run.script.jump(f, g);
        run.script.jump(g, f);
    }
    run.script.ret(f, app + 4);
    EXPECT_EQ(run.open(), "main");
    EXPECT_EQ(run.recorder.calls().tree().nodes().size(), 4U);
    EXPECT_EQ(run.function("f").calls, 11U);
    EXPECT_EQ(run.function("g").calls, 10U);
    EXPECT_EQ(run.function("f").self, (Cost{11, 11}));
}

TEST(ProfileOfCalls, FollowsMillicodeThroughTheAlternateLinkRegister) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.call(f, helper, rv::t0);
    run.script.run(helper, 2);
    run.script.ret(helper + 8, f + 4, rv::t0);
    EXPECT_EQ(run.open(), "main > f");
    EXPECT_EQ(run.arc("f", "helper").inclusive, (Cost{3, 3}));
}

TEST(ProfileOfCalls, ShowsInterruptsAsRootsInsideWhateverCall) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.run(f);
    run.script.trap(f + 4, handler, external_interrupt, 7);
    run.script.run(handler, 2);
    run.script.call(handler + 8, helper);
    EXPECT_EQ(run.open(), "main > f | <interrupt 11> > handler > helper");
    run.script.run(helper);
    run.script.trap(helper + 4, handler, timer_interrupt); // nested
    run.script.run(handler);
    EXPECT_EQ(run.open(), "main > f | <interrupt 11> > handler > helper | <interrupt 7> > handler");
    run.script.mret(handler + 0x20, helper + 4);
    EXPECT_EQ(run.open(), "main > f | <interrupt 11> > handler > helper");
    run.script.ret(helper + 4, handler + 12);
    run.script.mret(handler + 12, f + 4);
    run.script.run(f + 4);
    run.script.ret(f + 8, app + 4);
    EXPECT_EQ(run.open(), "main");

    EXPECT_EQ(run.function("f").inclusive, (Cost{3, 3}));
    EXPECT_EQ(run.function("<interrupt 11>").self, (Cost{7, 0}));
    EXPECT_EQ(run.function("<interrupt 11>").inclusive, (Cost{13, 6}));
    EXPECT_EQ(run.function("<interrupt 11>").calls, 1U);
    EXPECT_EQ(run.function("<interrupt 7>").inclusive, (Cost{2, 2}));
    EXPECT_EQ(run.function("handler").self, (Cost{6, 6}));
    EXPECT_EQ(run.function("handler").inclusive, (Cost{8, 8}));
    EXPECT_EQ(run.arc("<interrupt 11>", "handler").inclusive, (Cost{6, 6}));
    EXPECT_EQ(run.profile().total().clocks, run.script.clock());
}

// An interrupt between a call and the callee's first instruction.
TEST(ProfileOfCalls, HasOpenedACallBeforeItsFirstInstruction) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.trap(f, handler, external_interrupt);
    EXPECT_EQ(run.open(), "main > f | <interrupt 11> > handler");
    run.script.mret(handler, f);
    run.script.run(f);
    run.script.ret(f + 4, app + 4);
    EXPECT_EQ(run.open(), "main");
    EXPECT_EQ(run.function("f").calls, 1U);
}

TEST(ProfileOfCalls, NamesExceptions) {
    ProfileOf run;
    run.script.run(app);
    run.script.trap(app + 4, handler, 5);
    run.script.mret(handler, app + 8);
    EXPECT_EQ(run.function("<exception 5>").inclusive, (Cost{1, 1}));
    EXPECT_EQ(run.open(), "main");
}

TEST(ProfileOfCalls, UnwindsToAnOuterReturnAddress) {
    ProfileOf run;
    run.script.call(start, app);
    run.script.call(app, f);
    run.script.call(f, g);
    run.script.ret(g, app + 4); // skips the rest of f
    run.script.run(app + 4);
    EXPECT_EQ(run.open(), "start > main");
}

TEST(ProfileOfCalls, UnwindsALongjmpByItsFunctionAndStackPointer) {
    ProfileOf run;
    run.script.load_sp(start, 0x9000);
    run.script.call(start + 4, app);
    run.script.move_sp(app, -16);
    run.script.call(app + 4, f); // the outer f, at 0x8FF0
    run.script.move_sp(f, -32);
    run.script.call(f + 4, g);
    run.script.move_sp(g, -16);
    run.script.call(g + 4, f); // an inner f, at 0x8FC0
    run.script.move_sp(f, -16);
    run.script.call(f + 4, helper);
    run.script.load_sp(helper, 0x8FD0); // that of the outer f
    run.script.ret(helper + 4, f + 0x40);
    run.script.run(f + 0x40);
    EXPECT_EQ(run.open(), "start > main > f");
    run.script.ret(f + 0x44, app + 8);
    EXPECT_EQ(run.open(), "start > main");
}

TEST(ProfileOfCalls, SleepIsAnEntryOfItsOwn) {
    ProfileOf run;
    run.script.call(app, f);
    run.script.sleep(f, 1000);
    run.script.sleep(f, 500);
    run.script.ret(f + 4, app + 4);
    EXPECT_EQ(run.function("<asleep in wfi>").self, (Cost{1500, 0}));
    EXPECT_EQ(run.function("<asleep in wfi>").calls, 2U);
    EXPECT_EQ(run.function("f").self, (Cost{3, 3}));
    EXPECT_EQ(run.function("f").inclusive, (Cost{1503, 3}));
    EXPECT_EQ(run.arc("f", "<asleep in wfi>").inclusive.clocks, 1500U);
}

TEST(ProfileOfCalls, KnowsNothingOutsideTheProgramButCountsIt) {
    ProfileOf run;
    run.script.call(app, elsewhere);
    run.script.run(elsewhere, 3);
    run.script.ret(elsewhere + 12, app + 4);
    run.script.run(app + 4);
    EXPECT_EQ(run.function("<outside the program>").self, (Cost{4, 4}));
    EXPECT_EQ(run.open(), "main");
}

TEST(ProfileOfCalls, LimitsWhatItRemembersOfEndlessCalls) {
    ProfileOf run;
    const std::uint32_t count = 2 * insight::ShadowStack::max_depth;
    for (std::uint32_t i = 0; i < count; ++i) {
        run.script.call(f, f);
    }
    EXPECT_TRUE(run.recorder.calls().too_deep());
    EXPECT_LE(run.recorder.calls().tree().nodes().size(), insight::ShadowStack::max_depth + 2);
    EXPECT_EQ(run.profile().total(), (Cost{count, count}));
    EXPECT_EQ(run.function("f").inclusive, (Cost{count, count}));
}

// However wildly a program jumps, no clock is lost and none counted twice.
TEST(ProfileOfCalls, LosesNoClockInRandomPrograms) {
    std::mt19937 generator(7); // NOLINT: the same every time
    const auto random = [&](std::uint32_t below) { return static_cast<std::uint32_t>(generator() % below); };
    const std::array<std::uint32_t, 7> places{start, app, f, g, handler, helper, elsewhere};
    for (int program = 0; program < 50; ++program) {
        ProfileOf run;
        for (int i = 0; i < 500; ++i) {
            const std::uint32_t pc = places[random(static_cast<std::uint32_t>(places.size()))] + 4 * random(32);
            const std::uint32_t target = places[random(static_cast<std::uint32_t>(places.size()))] + 4 * random(32);
            switch (random(8)) {
            case 0:
                run.script.call(pc, target);
                break;
            case 1:
                run.script.ret(pc, target);
                break;
            case 2:
                run.script.jump(pc, target);
                break;
            case 3:
                run.script.trap(pc, target, external_interrupt, random(4));
                break;
            case 4:
                run.script.mret(pc, target);
                break;
            case 5:
                run.script.sleep(pc, random(100));
                break;
            case 6:
                run.script.load_sp(pc, random(0x1000));
                break;
            default:
                run.script.run(pc, 3, 2);
            }
        }
        const Profile profile = run.profile();
        EXPECT_EQ(profile.total().clocks, run.script.clock());
        Cost self;
        for (const Profile::FunctionCost& each : profile.functions()) {
            self += each.self;
            EXPECT_LE(each.inclusive.clocks, profile.total().clocks);
            EXPECT_GE(each.inclusive.clocks, each.self.clocks);
        }
        EXPECT_EQ(self, profile.total());
    }
}

} // namespace
} // namespace edgeloom::test
