#include "platform/gdb/session.hpp"

#include "platform/gdb/reply.hpp"
#include "platform/gdb/resumption.hpp"
#include "platform/gdb/stop_reply.hpp"

#include <utility>

namespace edgeloom::gdb {

Session::Session(Target& target, const std::vector<NamedCsr>& csrs, const std::string& description)
    : target_(target),
      registers_(target, csrs),
      memory_(target),
      points_(target),
      queries_(target, memory_, description, features_) {}

Answer Session::answer(std::string_view packet) {
    if (packet.empty()) {
        return reply::unsupported;
    }
    const Cursor arguments(packet.substr(1));
    switch (packet.front()) {
    case '?':
        return arguments.at_end() ? stop_reply() : reply::malformed;
    case 'C':
        return resume_with_signal(Resume::Kind::run, arguments);
    case 'D':
        return detach(arguments);
    case 'G':
        return registers_.write_all(arguments);
    case 'H':
        return choose_thread(arguments);
    case 'M':
        return memory_.write(arguments);
    case 'P':
        return registers_.write(arguments);
    case 'Q':
    case 'q':
        return queries_.answer(Cursor(packet));
    case 'S':
        return resume_with_signal(Resume::Kind::step, arguments);
    case 'T':
        return is_thread_alive(arguments);
    case 'X':
        return memory_.write_binary(arguments);
    case 'Z':
        return points_.insert(arguments);
    case 'c':
        return resume(Resume::Kind::run, arguments);
    case 'g':
        return arguments.at_end() ? registers_.read_all() : reply::malformed;
    case 'k':
        return kill(arguments);
    case 'm':
        return memory_.read(arguments);
    case 'p':
        return registers_.read(arguments);
    case 's':
        return resume(Resume::Kind::step, arguments);
    case 'v':
        return multi_letter(arguments);
    case 'z':
        return points_.remove(arguments);
    default:
        return reply::unsupported;
    }
}

std::optional<std::string> Session::stopped(const Stop& stop) {
    last_stop_ = stop;
    if (!std::exchange(owes_stop_reply_, false)) {
        return std::nullopt;
    }
    return stop_reply();
}

std::optional<std::string> Session::exited(int code) {
    return std::exchange(owes_stop_reply_, false) ? std::optional(exit_reply(code)) : std::nullopt;
}

std::string Session::stop_reply() const {
    return gdb::stop_reply(last_stop_, target_.read_register(Target::pc_register), points_, features_);
}

// For registers (Hg) or for going on (Hc): there is one thread only.
Answer Session::choose_thread(Cursor arguments) {
    const bool known = arguments.skip("g") || arguments.skip("c");
    return known && arguments.means_our_thread() && arguments.at_end() ? reply::ok : reply::malformed;
}

Answer Session::is_thread_alive(Cursor arguments) {
    return arguments.means_our_thread() && arguments.at_end() ? reply::ok : reply::malformed;
}

// vMustReplyEmpty, and every other that we do not know, has the empty answer.
Answer Session::multi_letter(Cursor arguments) {
    if (arguments.skip("Cont?")) {
        return std::string(vcont_actions);
    }
    if (arguments.skip("Cont;")) {
        const auto how = parse_vcont(arguments);
        return how ? resume(*how) : reply::malformed;
    }
    if (arguments.skip("Kill;")) {
        return arguments.number() && arguments.at_end() ? leave({reply::ok}, Resume::Kind::kill) : reply::malformed;
    }
    return reply::unsupported;
}

// D, or D;PROCESS.
Answer Session::detach(Cursor arguments) {
    if (arguments.skip(";") ? !arguments.number() || !arguments.at_end() : !arguments.at_end()) {
        return reply::malformed;
    }
    return leave({reply::ok}, Resume::Kind::run);
}

// Has no reply.
Answer Session::kill(Cursor arguments) {
    return arguments.at_end() ? leave({}, Resume::Kind::kill) : reply::malformed;
}

// The address to go on at may be left out.
Answer Session::resume(Resume::Kind kind, Cursor address) {
    if (!address.at_end()) {
        const auto pc = address.number();
        if (!pc || *pc % 2 != 0 || !address.at_end()) {
            return reply::malformed;
        }
        target_.write_register(Target::pc_register, *pc);
    }
    return resume(Resume{kind});
}

// SIGNAL or SIGNAL;ADDRESS. The hart has no signals.
Answer Session::resume_with_signal(Resume::Kind kind, Cursor arguments) {
    return arguments.number() && (arguments.at_end() || arguments.skip(";")) ? resume(kind, arguments)
                                                                             : reply::malformed;
}

Answer Session::resume(const Resume& how) {
    Answer answer;
    answer.resume = how;
    owes_stop_reply_ = true;
    return answer;
}

Answer Session::leave(std::vector<std::string> replies, Resume::Kind kind) {
    Answer answer;
    answer.replies = std::move(replies);
    answer.resume = Resume{kind};
    answer.leaves = true;
    return answer;
}

} // namespace edgeloom::gdb
