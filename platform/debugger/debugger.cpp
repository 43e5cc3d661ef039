#include "platform/debugger/debugger.hpp"

#include "hart/csr_name.hpp"
#include "platform/user_error.hpp"

#include <algorithm>

namespace edgeloom::platform {

using gdb::Resume;
using gdb::Stop;

namespace {

std::vector<gdb::NamedCsr> csrs() {
    std::vector<gdb::NamedCsr> list;
    std::ranges::transform(hart::csr_names(), std::back_inserter(list), [](const hart::CsrName& csr) {
        return gdb::NamedCsr{csr.number, csr.name};
    });
    return list;
}

} // namespace

Debugger::Debugger(Soc& soc, const DebuggerOptions& options, std::function<void()> reset,
                   std::function<bool()> cancelled)
    : soc_(soc),
      wait_(options.wait),
      cancelled_(std::move(cancelled)),
      target_(soc, std::move(reset)),
      server_(target_, csrs(), options.address, options.port) {}

void Debugger::begin() {
    if (wait_) {
        go_on(server_.wait_for_debugger(cancelled_));
    }
}

void Debugger::halted() {
    if (!target_.at_watchpoint() && within_range()) {
        soc_.hart.step();
        return;
    }
    halt(reason());
}

void Debugger::poll() {
    const bool attached_before = server_.attached();
    if (server_.poll()) {
        halt({.kind = attached_before ? Stop::Kind::interrupt : Stop::Kind::attach});
    }
}

bool Debugger::stuck() {
    if (!server_.attached() || killed_) {
        return false;
    }
    halt({.kind = Stop::Kind::stuck});
    return !killed_;
}

void Debugger::halt(const Stop& stop) {
    soc_.hart.cancel_step();
    go_on(server_.halt(stop, cancelled_));
}

void Debugger::go_on(const Resume& resume) {
    resume_ = resume;
    if (resume.kind == Resume::Kind::kill) {
        killed_ = true;
    } else if (resume.kind != Resume::Kind::run) {
        soc_.hart.step();
    }
}

// A range step goes on as long as it stays in the range, up to a breakpoint.
bool Debugger::within_range() const {
    const std::uint32_t pc = soc_.hart.pc();
    return resume_.kind == Resume::Kind::range_step && pc >= resume_.begin && pc < resume_.end &&
           !soc_.hart.core().breakpoints.contains(pc) && server_.attached();
}

Stop Debugger::reason() {
    if (const auto watchpoint = target_.take_watchpoint()) {
        return *watchpoint;
    }
    const std::uint32_t pc = soc_.hart.pc();
    if (soc_.hart.core().breakpoints.contains(pc)) {
        return {.kind = Stop::Kind::breakpoint, .address = pc};
    }
    return {.kind = Stop::Kind::step, .address = pc};
}

} // namespace edgeloom::platform
