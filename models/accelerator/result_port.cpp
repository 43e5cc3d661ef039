#include "accelerator/result_port.hpp"

#include <cstring>
#include <string>

namespace edgeloom::accelerator {

ResultPort::ResultPort(const char* name, std::uint32_t depth)
    : depth_(depth),
      pushed_((std::string(name) + "_pushed").c_str()),
      freed_((std::string(name) + "_freed").c_str()) {}

void ResultPort::push(std::uint32_t word) {
    words_.push_back(word);
    pushed_.notify(sc_core::SC_ZERO_TIME);
}

bool ResultPort::read(std::span<std::uint8_t> bytes) {
    const std::uint64_t closings = closings_;
    const WaitingLine::Turn turn(line_);
    for (; !bytes.empty(); bytes = bytes.subspan(sizeof(std::uint32_t))) {
        while (words_.empty() && !closed_ && closings == closings_) {
            sc_core::wait(pushed_);
        }
        if (closed_ || closings != closings_) { // opened again perhaps, but for others
            return false;
        }
        std::memcpy(bytes.data(), &words_.front(), sizeof(std::uint32_t));
        words_.pop_front();
        freed_.notify(sc_core::SC_ZERO_TIME);
    }
    return true;
}

void ResultPort::close() {
    closed_ = true;
    ++closings_;
    words_.clear();
    pushed_.notify(sc_core::SC_ZERO_TIME);
    freed_.notify(sc_core::SC_ZERO_TIME);
}

void ResultPort::open() {
    closed_ = false;
}

} // namespace edgeloom::accelerator
