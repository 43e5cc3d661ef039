#include "platform/gdb/session.hpp"

#include "platform/gdb/reply.hpp"
#include "platform/gdb/resumption.hpp"
#include "platform/gdb/stop_reply.hpp"

#include <map>
#include <utility>

namespace edgeloom::gdb {

Session::Session(Target& target, const std::vector<NamedCsr>& csrs, const std::string& description)
    : target_(target),
      registers_(target, csrs),
      memory_(target),
      points_(target),
      queries_(target, memory_, description, features_) {}

Answer Session::answer(std::string_view packet) {
    if (packet.starts_with('q') || packet.starts_with('Q')) {
        return queries_.answer(Cursor(packet));
    }
    const Handler handler = packet.empty() ? nullptr : handler_of(packet.front());
    return handler == nullptr ? reply::unsupported : (this->*handler)(Cursor(packet.substr(1)));
}

std::optional<std::string> Session::stopped(const Stop& stop) {
    last_stop_ = stop;
    if (!std::exchange(owes_stop_reply_, false)) {
        return std::nullopt;
    }
    return stop_reply(stop, target_.read_register(Target::pc_register), points_, features_);
}

std::optional<std::string> Session::exited(int code) {
    return std::exchange(owes_stop_reply_, false) ? std::optional(exit_reply(code)) : std::nullopt;
}

Session::Handler Session::handler_of(char letter) {
    static const std::map<char, Handler> handlers{
        {'?', &Session::why_stopped},
        {'C', &Session::go_on_with_signal},
        {'D', &Session::detach},
        {'G', &Session::write_registers},
        {'H', &Session::choose_thread},
        {'M', &Session::write_memory},
        {'P', &Session::write_register},
        {'S', &Session::step_with_signal},
        {'T', &Session::is_thread_alive},
        {'X', &Session::write_memory_binary},
        {'Z', &Session::insert_point},
        {'c', &Session::go_on},
        {'g', &Session::read_registers},
        {'k', &Session::kill},
        {'m', &Session::read_memory},
        {'p', &Session::read_register},
        {'s', &Session::step},
        {'v', &Session::multi_letter},
        {'z', &Session::remove_point},
    };
    const auto found = handlers.find(letter);
    return found == handlers.end() ? nullptr : found->second;
}

Answer Session::why_stopped(Cursor arguments) {
    return arguments.at_end() ? stop_reply(last_stop_, target_.read_register(Target::pc_register), points_, features_)
                              : reply::malformed;
}

Answer Session::read_registers(Cursor arguments) {
    return arguments.at_end() ? registers_.read_all() : reply::malformed;
}

Answer Session::write_registers(Cursor arguments) {
    return registers_.write_all(arguments);
}

Answer Session::read_register(Cursor arguments) {
    return registers_.read(arguments);
}

Answer Session::write_register(Cursor arguments) {
    return registers_.write(arguments);
}

Answer Session::read_memory(Cursor arguments) {
    return memory_.read(arguments);
}

Answer Session::write_memory(Cursor arguments) {
    return memory_.write(arguments);
}

Answer Session::write_memory_binary(Cursor arguments) {
    return memory_.write_binary(arguments);
}

Answer Session::insert_point(Cursor arguments) {
    return points_.insert(arguments);
}

Answer Session::remove_point(Cursor arguments) {
    return points_.remove(arguments);
}

// For registers (Hg) or for going on (Hc): there is one thread only.
Answer Session::choose_thread(Cursor arguments) {
    const bool known = arguments.skip("g") || arguments.skip("c");
    return known && arguments.means_our_thread() && arguments.at_end() ? reply::ok : reply::malformed;
}

Answer Session::is_thread_alive(Cursor arguments) {
    return arguments.means_our_thread() && arguments.at_end() ? reply::ok : reply::malformed;
}

Answer Session::go_on(Cursor arguments) {
    return resume(Resume::Kind::run, arguments);
}

Answer Session::step(Cursor arguments) {
    return resume(Resume::Kind::step, arguments);
}

// SIGNAL or SIGNAL;ADDRESS. The hart has no signals.
Answer Session::go_on_with_signal(Cursor arguments) {
    return arguments.number() && (arguments.at_end() || arguments.skip(";")) ? go_on(arguments) : reply::malformed;
}

Answer Session::step_with_signal(Cursor arguments) {
    return arguments.number() && (arguments.at_end() || arguments.skip(";")) ? step(arguments) : reply::malformed;
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
