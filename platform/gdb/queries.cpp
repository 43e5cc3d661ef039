#include "platform/gdb/queries.hpp"

#include "platform/gdb/hex.hpp"
#include "platform/gdb/packet.hpp"
#include "platform/gdb/reply.hpp"
#include "platform/gdb/target_description.hpp"

#include <algorithm>
#include <map>

namespace edgeloom::gdb {

namespace {

// OFFSET,LENGTH of a document: "m" and a part of it, or "l" and the last part.
std::string part_of(const std::string& document, Cursor arguments) {
    constexpr std::size_t longest = packet_size / 2 - 1; // every byte may need an escape
    const auto offset = arguments.number();
    const auto length = offset && arguments.skip(",") ? arguments.number() : std::nullopt;
    if (!length || !arguments.at_end() || *offset > document.size()) {
        return reply::malformed;
    }
    const std::string_view part = std::string_view(document).substr(*offset, std::min<std::size_t>(*length, longest));
    return (*offset + part.size() < document.size() ? "m" : "l") + escape(part);
}

// An O packet holds half as many characters as bytes.
void add_console_output(std::string text, Answer& answer) {
    constexpr std::size_t longest = (packet_size - 1) / 2;
    if (!text.empty() && !text.ends_with('\n')) {
        text += '\n';
    }
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min(longest, rest.size()))) {
        answer.replies.push_back("O" + to_hex(rest.substr(0, longest)));
    }
}

} // namespace

Answer Queries::answer(Cursor packet) {
    const Handler handler = handler_of(packet.until(":,;"));
    return handler == nullptr ? reply::unsupported : (this->*handler)(packet);
}

Queries::Handler Queries::handler_of(std::string_view name) {
    static const std::map<std::string_view, Handler> handlers{
        {"QStartNoAckMode", &Queries::start_no_ack_mode},
        {"qAttached", &Queries::attached},
        {"qC", &Queries::current_thread},
        {"qCRC", &Queries::checksum},
        {"qRcmd", &Queries::monitor},
        {"qSupported", &Queries::supported},
        {"qSymbol", &Queries::symbols},
        {"qThreadExtraInfo", &Queries::thread_in_words},
        {"qXfer", &Queries::transfer},
        {"qfThreadInfo", &Queries::first_threads},
        {"qsThreadInfo", &Queries::further_threads},
    };
    const auto found = handlers.find(name);
    return found == handlers.end() ? nullptr : found->second;
}

Answer Queries::supported(Cursor arguments) {
    features_.software_breaks = false;
    features_.hardware_breaks = false;
    while (arguments.skip(":") || arguments.skip(";")) {
        const std::string_view feature = arguments.until(";");
        features_.software_breaks |= feature == "swbreak+";
        features_.hardware_breaks |= feature == "hwbreak+";
    }
    std::string ours = "PacketSize=" + number_to_hex(packet_size) +
                       ";QStartNoAckMode+;swbreak+;hwbreak+;vContSupported+;qXfer:features:read+";
    if (!target_.memory_map().empty()) {
        ours += ";qXfer:memory-map:read+";
    }
    return ours;
}

Answer Queries::start_no_ack_mode(Cursor arguments) {
    if (!arguments.at_end()) {
        return reply::malformed;
    }
    features_.acknowledge = false;
    return reply::ok;
}

Answer Queries::transfer(Cursor arguments) {
    if (arguments.skip(":features:read:")) {
        return arguments.skip("target.xml:") ? part_of(description_, arguments) : reply::malformed;
    }
    const auto regions = target_.memory_map();
    if (!regions.empty() && arguments.skip(":memory-map:read:")) {
        return arguments.skip(":") ? part_of(memory_map(regions), arguments) : reply::malformed;
    }
    return reply::unsupported;
}

Answer Queries::monitor(Cursor arguments) {
    const auto command = arguments.skip(",") ? bytes_from_hex(arguments.rest()) : std::nullopt;
    if (!command) {
        return reply::malformed;
    }
    Answer answer;
    add_console_output(target_.monitor({command->begin(), command->end()}), answer);
    answer.replies.push_back(reply::ok);
    return answer;
}

Answer Queries::checksum(Cursor arguments) {
    return arguments.skip(":") ? memory_.checksum(arguments) : reply::malformed;
}

Answer Queries::current_thread(Cursor arguments) {
    return arguments.at_end() ? "QC1" : reply::malformed;
}

Answer Queries::first_threads(Cursor arguments) {
    return arguments.at_end() ? "m1" : reply::malformed;
}

Answer Queries::further_threads(Cursor arguments) {
    return arguments.at_end() ? "l" : reply::malformed;
}

Answer Queries::thread_in_words(Cursor arguments) {
    return arguments.skip(",") && arguments.means_our_thread() && arguments.at_end() ? to_hex(std::string_view("hart"))
                                                                                     : reply::malformed;
}

// Yes: a debugger that quits shall let the target go on, not end it.
Answer Queries::attached(Cursor /*arguments*/) {
    return std::string("1");
}

// The debugger offers to look symbols up; we need none.
Answer Queries::symbols(Cursor /*arguments*/) {
    return reply::ok;
}

} // namespace edgeloom::gdb
