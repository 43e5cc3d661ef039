#include "platform/insight/callgrind.hpp"

#include <map>
#include <ostream>
#include <sstream>

namespace edgeloom::insight {

namespace {

class Writer {
public:
    Writer(const Profile& profile, const ExecutionCounts& counts, const CodeMap& code, const LineTable& lines)
        : profile_(profile),
          counts_(counts),
          code_(code),
          lines_(lines) {}

    std::string write(const std::string& command);

private:
    using Costs = std::map<SourceLine, Cost>;

    [[nodiscard]] std::string file_name(SourceLine source) const {
        return source.known() ? lines_.files()[source.file] : "???";
    }
    // Where a function begins; for what is not code, nowhere.
    [[nodiscard]] SourceLine place(FunctionId function) const {
        return code_.is_code(function) ? lines_.line_at(code_.functions()[function].address) : SourceLine{};
    }
    [[nodiscard]] Costs costs_by_line(const Profile::FunctionCost& function) const;
    void write_function(const Profile::FunctionCost& function);
    void write_call(const Profile::Arc& arc);
    void change_file(SourceLine source);
    void write_cost(const Cost& cost) { text_ << ' ' << cost.clocks << ' ' << cost.instructions << '\n'; }

    const Profile& profile_;
    const ExecutionCounts& counts_;
    const CodeMap& code_;
    const LineTable& lines_;
    std::map<FunctionId, std::vector<Profile::Arc>> calls_;
    std::ostringstream text_;
    std::string file_; ///< that costs are in at the moment
};

// The costs of a function's instructions. What entering a trap, sleep and unknown code cost has no line.
Writer::Costs Writer::costs_by_line(const Profile::FunctionCost& function) const {
    if (!code_.is_code(function.function)) {
        return {{SourceLine{}, function.self}};
    }
    Costs costs;
    for (const CodeMap::Range& range : code_.ranges()) {
        const Function& where = code_.functions()[function.function];
        if (where.address - range.begin >= range.end - range.begin) {
            continue;
        }
        for (std::uint32_t offset = 0; offset < where.bytes; offset += 2) {
            const std::uint32_t address = where.address + offset;
            const Cost& cost = counts_.at(address);
            if (cost != Cost{} && code_.function_at(address) == function.function) {
                costs[lines_.line_at(address)] += cost;
            }
        }
    }
    return costs;
}

// Code of another file, inlined here.
void Writer::change_file(SourceLine source) {
    if (const std::string name = file_name(source); name != file_) {
        file_ = name;
        text_ << "fi=" << name << '\n';
    }
}

void Writer::write_call(const Profile::Arc& arc) {
    const SourceLine from = lines_.line_at(arc.call_site);
    const SourceLine to = place(arc.callee);
    change_file(from);
    text_ << "cfi=" << file_name(to) << "\ncfn=" << code_.name(arc.callee) << "\ncalls=" << arc.calls << ' ' << to.line
          << '\n'
          << from.line;
    write_cost(arc.inclusive);
}

void Writer::write_function(const Profile::FunctionCost& function) {
    const SourceLine start = place(function.function);
    file_ = file_name(start);
    text_ << "\nfl=" << file_ << "\nfn=" << code_.name(function.function) << '\n';
    for (const auto& [line, cost] : costs_by_line(function)) {
        change_file(line);
        text_ << line.line;
        write_cost(cost);
    }
    for (const Profile::Arc& arc : calls_[function.function]) {
        write_call(arc);
    }
}

std::string Writer::write(const std::string& command) {
    const Cost& total = profile_.total();
    text_ << "# callgrind format\nversion: 1\ncreator: edgeloom\npid: 1\ncmd: " << command
          << "\npart: 1\n\ndesc: Trigger: end of the run\n\npositions: line\nevents: Clocks Instructions\nsummary:";
    write_cost(total);
    for (const Profile::Arc& arc : profile_.arcs()) {
        calls_[arc.caller].push_back(arc);
    }
    for (const Profile::FunctionCost& function : profile_.functions()) {
        write_function(function);
    }
    text_ << "\ntotals:";
    write_cost(total);
    return text_.str();
}

} // namespace

std::string callgrind(const Profile& profile, const ExecutionCounts& counts, const CodeMap& code,
                      const LineTable& lines, const std::string& command) {
    return Writer(profile, counts, code, lines).write(command);
}

} // namespace edgeloom::insight
