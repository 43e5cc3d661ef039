#include "platform/run/interruption.hpp"

#include <csignal>

namespace edgeloom::platform {

namespace {

volatile std::sig_atomic_t signalled = 0;

void note(int number) {
    signalled = 1;
    std::signal(number, SIG_DFL);
}

} // namespace

Interruption::Interruption() {
    signalled = 0;
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool Interruption::requested() const {
    return signalled != 0;
}

} // namespace edgeloom::platform
