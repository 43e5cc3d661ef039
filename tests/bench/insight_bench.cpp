// What observers cost an instruction: the smallest app, which prints, again and again.
#include "platform/insight/insight.hpp"
#include "unit/platform/insight/guest_run.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

namespace edgeloom {
namespace {

constexpr std::uint64_t clock_ps = 10'000;

// Keeps what it hears. The guest has no traps and does not sleep.
class Tape : public hart::Observer {
public:
    void retired(const hart::Retired& instruction) override { instructions.push_back(instruction); }
    void trapped(const hart::Trapped&) override {}
    void slept(std::uint32_t, std::uint64_t) override {}

    std::vector<hart::Retired> instructions;
};

class Nothing : public hart::Observer {
public:
    void retired(const hart::Retired&) override {}
    void trapped(const hart::Trapped&) override {}
    void slept(std::uint32_t, std::uint64_t) override {}
};

const std::vector<std::uint8_t>& elf() {
    static const std::vector<std::uint8_t> bytes = test::bytes_of(EDGELOOM_FIRMWARE_FOLDER "/hello.elf");
    return bytes;
}

const insight::CodeMap& code() {
    static const insight::CodeMap map{ElfImage::read(elf(), "hello.elf")};
    return map;
}

// From the first instruction of app_main to its last one.
const std::vector<hart::Retired>& recording() {
    static const std::vector<hart::Retired> instructions = [] {
        Tape tape;
        test::run_guest(elf(), tape);
        const auto in_app = [](const hart::Retired& each) {
            return code().name(code().function_at(each.pc)).starts_with("app_main");
        };
        auto& all = tape.instructions;
        all.erase(std::find_if(all.rbegin(), all.rend(), in_app).base(), all.end());
        all.erase(all.begin(), std::ranges::find_if(all, in_app));
        return all;
    }();
    return instructions;
}

void replay(benchmark::State& state, hart::Observer& observer) {
    hart::Observer* volatile target = &observer; // so that the calls stay virtual
    hart::Observer* const called = target;
    for (auto _ : state) {
        for (const hart::Retired& instruction : recording()) {
            called->retired(instruction);
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(recording().size()));
}

void nothing(benchmark::State& state) {
    Nothing observer;
    replay(state, observer);
}

void profile_coverage_stack(benchmark::State& state) {
    insight::Recorder recorder(code(), insight::StackBounds::of(ElfImage::read(elf(), "hello.elf")));
    replay(state, recorder);
}

void trace(benchmark::State& state, const std::string& window) {
    insight::InstructionTrace observer(code(), insight::TimeWindow::parse(window), clock_ps);
    observer.write_to([](std::string_view text) { benchmark::DoNotOptimize(text); });
    replay(state, observer);
}

BENCHMARK(nothing);
BENCHMARK(profile_coverage_stack);
BENCHMARK_CAPTURE(trace, inside_window, "");
BENCHMARK_CAPTURE(trace, outside_window, "1s:2s");

} // namespace
} // namespace edgeloom
