#include "platform/insight/profile_text.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>

namespace edgeloom::insight {

namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

// The greater, the earlier; then by number, so that the order is always the same.
template <class T, class Measure>
std::vector<T> sorted(std::vector<T> items, Measure&& measure) {
    std::ranges::stable_sort(items, std::greater<>{}, measure);
    return items;
}

void flat_table(std::ostream& text, const Profile& profile, const CodeMap& code) {
    text << "Functions by their own clocks\n\n"
         << "  self %   self clocks  self instructions   incl. %  incl. clocks       calls  function\n";
    const auto by_self =
        sorted(profile.functions(), [](const Profile::FunctionCost& each) { return each.self.clocks; });
    const std::uint64_t total = profile.total().clocks;
    for (const Profile::FunctionCost& each : by_self) {
        text << boost::format("%8.2f %13d %18d %9.2f %13d %11d  %s\n") % percent(each.self.clocks, total) %
                    each.self.clocks % each.self.instructions % percent(each.inclusive.clocks, total) %
                    each.inclusive.clocks % each.calls % code.name(each.function);
    }
}

using Arcs = std::map<FunctionId, std::vector<Profile::Arc>>;

void arc_lines(std::ostream& text, const std::vector<Profile::Arc>& arcs, bool callers, const CodeMap& code) {
    for (const Profile::Arc& arc : sorted(arcs, [](const Profile::Arc& each) { return each.inclusive.clocks; })) {
        text << boost::format("      %s %13d %18d %11d  %s\n") % (callers ? "from" : "to  ") % arc.inclusive.clocks %
                    arc.inclusive.instructions % arc.calls % code.name(callers ? arc.caller : arc.callee);
    }
}

void call_graph(std::ostream& text, const Profile& profile, const CodeMap& code) {
    Arcs into;
    Arcs out_of;
    for (const Profile::Arc& arc : profile.arcs_between_functions()) {
        into[arc.callee].push_back(arc);
        out_of[arc.caller].push_back(arc);
    }
    text << "\nCalls, by the clocks of a function with all that it called: who called it, itself, whom it called\n\n"
         << "            incl. clocks incl. instructions       calls  function\n";
    const auto by_inclusive =
        sorted(profile.functions(), [](const Profile::FunctionCost& each) { return each.inclusive.clocks; });
    for (const Profile::FunctionCost& each : by_inclusive) {
        arc_lines(text, into[each.function], true, code);
        text << boost::format("%9.2f%% %13d %18d %11d  %s\n") % percent(each.inclusive.clocks, profile.total().clocks) %
                    each.inclusive.clocks % each.inclusive.instructions % each.calls % code.name(each.function);
        arc_lines(text, out_of[each.function], false, code);
        text << "\n";
    }
}

} // namespace

std::string profile_text(const Profile& profile, const CodeMap& code, std::uint64_t clock_ps) {
    constexpr double picoseconds_per_microsecond = 1e6;
    const Cost& total = profile.total();
    std::ostringstream text;
    text << boost::format("%d clocks of the hart (%.3f us), %d instructions\n\n") % total.clocks %
                (static_cast<double>(total.clocks) * static_cast<double>(clock_ps) / picoseconds_per_microsecond) %
                total.instructions;
    flat_table(text, profile, code);
    call_graph(text, profile, code);
    return text.str();
}

} // namespace edgeloom::insight
