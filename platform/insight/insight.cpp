#include "platform/insight/insight.hpp"

#include "platform/insight/callgrind.hpp"
#include "platform/insight/profile.hpp"
#include "platform/insight/profile_text.hpp"
#include "platform/insight/speedscope.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <filesystem>

namespace edgeloom::insight {

using nlohmann::ordered_json;

namespace {

constexpr const char* profile_file = "profile.txt";
constexpr const char* callgrind_file = "callgrind.out.edgeloom";
constexpr const char* speedscope_file = "profile.speedscope.json";
constexpr const char* coverage_file = "coverage.info";
constexpr const char* stack_file = "stack.txt";

double percent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

const std::vector<std::string>& Insight::file_names() {
    static const std::vector<std::string> names{profile_file,  callgrind_file, speedscope_file,
                                                coverage_file, stack_file,     trace_file};
    return names;
}

Insight::Insight(const Options& options, std::span<const std::uint8_t> elf, const std::string& name,
                 std::uint64_t clock_ps)
    : Insight(options, ElfImage::read(elf, name), elf, name, clock_ps) {}

Insight::Insight(const Options& options, const ElfImage& image, std::span<const std::uint8_t> elf,
                 const std::string& name, std::uint64_t clock_ps)
    : options_(options),
      name_(name),
      clock_ps_(clock_ps),
      code_(image),
      lines_(elf, code_) {
    check(image);
    if (options.profile || options.coverage || options.stack) {
        recorder_ = std::make_unique<Recorder>(code_, StackBounds::of(image));
        observers_.add(*recorder_);
    }
    if (options.instructions) {
        trace_ = std::make_unique<InstructionTrace>(code_, *options.instructions, clock_ps);
        observers_.add(*trace_);
    }
}

void Insight::check(const ElfImage& image) const {
    if (options_.profile && code_.functions().empty()) {
        throw platform::UserError(name_ + ": no symbols of functions, so no profile; do not strip it");
    }
    if (options_.coverage && lines_.empty()) {
        throw platform::UserError(name_ + ": no line table, so no coverage; compile and link it with -g");
    }
    if (options_.stack && !StackBounds::of(image)) {
        throw platform::UserError(name_ +
                                  ": no symbols __heap_end and __stack_top above it, so no known stack; define them "
                                  "in the linker script");
    }
}

void Insight::trace_to(InstructionTrace::Sink sink) {
    if (trace_) {
        trace_->write_to(std::move(sink));
    }
}

void Insight::write(const Place& place) {
    if (trace_) {
        trace_->flush();
    }
    if (options_.profile) {
        write_profile(place);
    }
    if (options_.coverage) {
        place(coverage_file, coverage().lcov());
    }
    if (recorder_ && recorder_->stack()) {
        place(stack_file, StackReport(*recorder_->stack(), recorder_->calls().tree(), code_, clock_ps_).text());
    }
}

void Insight::write_profile(const Place& place) {
    const CallTree& tree = recorder_->calls().tree();
    const Profile profile(tree, code_);
    std::string text = profile_text(profile, code_, clock_ps_);
    if (recorder_->calls().too_deep()) {
        text += "Calls were open more than " + std::to_string(ShadowStack::max_depth) +
                " deep; above that, chains of calls are not complete.\n";
    }
    place(profile_file, text);
    place(callgrind_file, callgrind(profile, recorder_->counts(), code_, lines_, name_));
    place(speedscope_file, speedscope(tree, code_, clock_ps_, name_));
}

// genhtml refuses files that are not there, such as the sources of the C library.
Coverage Insight::coverage() const {
    Coverage coverage(recorder_->counts(), code_, lines_);
    coverage.keep_files([](const std::string& path) { return std::filesystem::exists(path); });
    return coverage;
}

ordered_json Insight::profile_summary() {
    const Profile profile(recorder_->calls().tree(), code_);
    std::uint64_t asleep = 0;
    const Profile::FunctionCost* hottest = nullptr;
    for (const Profile::FunctionCost& each : profile.functions()) {
        asleep += each.function == code_.asleep() ? each.self.clocks : 0;
        if (code_.is_code(each.function) && (hottest == nullptr || each.self.clocks > hottest->self.clocks)) {
            hottest = &each;
        }
    }
    ordered_json result{{"clocks", profile.total().clocks},
                        {"instructions", profile.total().instructions},
                        {"asleep_clocks", asleep},
                        {"hottest_function", nullptr}};
    if (hottest != nullptr) {
        result["hottest_function"] = {{"name", code_.name(hottest->function)},
                                      {"self_clocks", hottest->self.clocks},
                                      {"self_percent", percent(hottest->self.clocks, profile.total().clocks)}};
    }
    return result;
}

ordered_json Insight::coverage_summary() const {
    const Coverage::Summary sum = coverage().summary();
    return {{"lines", sum.lines},
            {"lines_executed", sum.lines_executed},
            {"lines_percent", percent(sum.lines_executed, sum.lines)},
            {"functions", sum.functions},
            {"functions_executed", sum.functions_executed},
            {"functions_percent", percent(sum.functions_executed, sum.functions)}};
}

ordered_json Insight::summary() {
    ordered_json result = ordered_json::object();
    if (options_.profile) {
        result["profile"] = profile_summary();
    }
    if (options_.coverage) {
        result["coverage"] = coverage_summary();
    }
    if (recorder_ && recorder_->stack()) {
        result["stack"] = StackReport(*recorder_->stack(), recorder_->calls().tree(), code_, clock_ps_).json();
    }
    if (trace_) {
        result["instruction_trace"] = {{"instructions", trace_->instructions()}};
    }
    return result;
}

} // namespace edgeloom::insight
