#include "platform/run/console.hpp"

#include <boost/format.hpp>

#include <cstdio>

namespace edgeloom::platform {

namespace {

BarContent content(const Progress& progress, double seconds) {
    const double rate = seconds > 0 ? static_cast<double>(progress.run_done) / seconds : 0;
    const double left = rate > 0 ? static_cast<double>(progress.run_inputs - progress.run_done) / rate : 0;
    return {.before = progress.phase,
            .done = progress.done,
            .all = progress.inputs,
            .after = (boost::format("%.0f inputs/s  %.0f s left") % rate % left).str()};
}

} // namespace

Console::~Console() {
    bar_.erase();
    std::fwrite(text_.data(), 1, text_.size(), stdout);
    std::fflush(stdout);
}

void Console::put(char character) {
    text_ += character;
    if (character == '\n') {
        bar_.erase();
        std::fwrite(text_.data(), 1, text_.size(), stdout);
        std::fflush(stdout);
        text_.clear();
    }
}

void Console::line(const std::string& text) {
    bar_.erase();
    std::fprintf(stdout, "%s\n", text.c_str());
    std::fflush(stdout);
}

void Console::show(const Progress& progress) {
    if (progress.inputs != 0 && bar_.is_due()) {
        bar_.show(content(progress, std::chrono::duration<double>(Clock::now() - begin_).count()));
    }
}

} // namespace edgeloom::platform
