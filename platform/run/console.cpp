#include "platform/run/console.hpp"

#include <boost/format.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace edgeloom::platform {

namespace {

constexpr std::chrono::milliseconds redraw_interval{100};
constexpr unsigned least_columns = 40;
constexpr unsigned usual_columns = 80;
constexpr const char* erase_line = "\r\x1b[K";

unsigned columns() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 ? size.ws_col : usual_columns;
}

std::string bar(const Progress& progress, double seconds) {
    const double rate = seconds > 0 ? static_cast<double>(progress.run_done) / seconds : 0;
    const double left = rate > 0 ? static_cast<double>(progress.run_inputs - progress.run_done) / rate : 0;
    const std::string before = progress.phase + " ";
    const std::string after =
        (boost::format(" %3d %%  %.0f inputs/s  %.0f s left") % (100 * progress.done / progress.inputs) % rate % left)
            .str();
    const unsigned width = std::max(least_columns, columns()) - 1;
    const auto used = static_cast<unsigned>(before.size() + after.size() + 2);
    const unsigned cells = used < width ? width - used : 0;
    const auto full = static_cast<std::size_t>(cells * progress.done / progress.inputs);
    return (before + "[" + std::string(full, '#') + std::string(cells - full, '-') + "]" + after).substr(0, width);
}

} // namespace

Console::Console() : terminal_(isatty(STDOUT_FILENO) != 0) {}

Console::~Console() {
    erase();
    std::fwrite(text_.data(), 1, text_.size(), stdout);
    std::fflush(stdout);
}

void Console::put(char character) {
    text_ += character;
    if (character == '\n') {
        erase();
        std::fwrite(text_.data(), 1, text_.size(), stdout);
        std::fflush(stdout);
        text_.clear();
    }
}

void Console::line(const std::string& text) {
    erase();
    std::fprintf(stdout, "%s\n", text.c_str());
    std::fflush(stdout);
}

void Console::show(const Progress& progress) {
    const auto now = Clock::now();
    if (!terminal_ || progress.inputs == 0 || now - last_drawn_ < redraw_interval) {
        return;
    }
    last_drawn_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    std::fprintf(stdout, "%s%s", erase_line, bar(progress, seconds).c_str());
    std::fflush(stdout);
    drawn_ = true;
}

void Console::erase() {
    if (drawn_) {
        std::fputs(erase_line, stdout);
        drawn_ = false;
    }
}

} // namespace edgeloom::platform
