#include "platform/output/progress_bar.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace edgeloom::platform {

namespace {

constexpr std::chrono::milliseconds redraw_interval{100};
constexpr unsigned least_columns = 40;
constexpr unsigned usual_columns = 80;
constexpr const char* erase_line = "\r\x1b[K";

std::string line(const BarContent& content, unsigned width) {
    const std::string percent = std::to_string(100 * content.done / content.all);
    const std::string after = "] " + percent + " %  " + content.after;
    const auto used = static_cast<unsigned>(content.before.size() + after.size() + 2);
    const unsigned cells = used < width ? width - used : 0;
    const auto full = static_cast<std::size_t>(cells * content.done / content.all);
    return (content.before + " [" + std::string(full, '#') + std::string(cells - full, '-') + after).substr(0, width);
}

} // namespace

ProgressBar::ProgressBar(std::FILE* stream) : stream_(stream), terminal_(isatty(fileno(stream)) != 0) {}

unsigned ProgressBar::columns() const {
    winsize size{};
    const bool known = ioctl(fileno(stream_), TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
    return std::max<unsigned>(least_columns, known ? size.ws_col : usual_columns);
}

bool ProgressBar::is_due() {
    const auto now = Clock::now();
    if (!terminal_ || now - last_drawn_ < redraw_interval) {
        return false;
    }
    last_drawn_ = now;
    return true;
}

void ProgressBar::show(const BarContent& content) {
    if (!terminal_ || content.all == 0) {
        return;
    }
    std::fprintf(stream_, "%s%s", erase_line, line(content, columns() - 1).c_str());
    std::fflush(stream_);
    drawn_ = true;
}

void ProgressBar::erase() {
    if (drawn_) {
        std::fputs(erase_line, stream_);
        std::fflush(stream_);
        drawn_ = false;
    }
}

} // namespace edgeloom::platform
