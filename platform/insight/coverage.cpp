#include "platform/insight/coverage.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

namespace edgeloom::insight {

Coverage::Coverage(const ExecutionCounts& counts, const CodeMap& code, const LineTable& lines) {
    for (const std::string& path : lines.files()) {
        files_.push_back({path, {}, {}});
    }
    for (const LineTable::Statement& statement : lines.statements()) {
        std::uint64_t& count = files_[statement.source.file].lines[statement.source.line];
        count = std::max(count, counts.at(statement.address).instructions);
    }
    for (const Function& function : code.functions()) {
        const SourceLine start = lines.line_at(function.address);
        if (start.known()) {
            files_[start.file].functions.push_back(
                {function.symbol, start.line, counts.at(function.address).instructions});
        }
    }
    for (File& file : files_) {
        std::ranges::sort(file.functions, {},
                          [](const CoveredFunction& each) { return std::tuple(each.line, each.symbol); });
    }
}

Coverage::Summary Coverage::summary_of(const File& file) {
    const auto lines = std::ranges::count_if(file.lines, [](const auto& line) { return line.second != 0; });
    const auto functions =
        std::ranges::count_if(file.functions, [](const CoveredFunction& each) { return each.count != 0; });
    return {file.lines.size(), static_cast<std::uint64_t>(lines), file.functions.size(),
            static_cast<std::uint64_t>(functions)};
}

Coverage::Summary Coverage::summary() const {
    Summary sum;
    for (const File& file : files_) {
        const Summary one = summary_of(file);
        sum.lines += one.lines;
        sum.lines_executed += one.lines_executed;
        sum.functions += one.functions;
        sum.functions_executed += one.functions_executed;
    }
    return sum;
}

std::string Coverage::lcov() const {
    std::ostringstream text;
    for (const File& file : files_) {
        const Summary sum = summary_of(file);
        text << "TN:edgeloom\nSF:" << file.path << '\n';
        for (const CoveredFunction& function : file.functions) {
            text << "FN:" << function.line << ',' << function.symbol << '\n';
        }
        for (const CoveredFunction& function : file.functions) {
            text << "FNDA:" << function.count << ',' << function.symbol << '\n';
        }
        text << "FNF:" << sum.functions << "\nFNH:" << sum.functions_executed << '\n';
        for (const auto& [line, count] : file.lines) {
            text << "DA:" << line << ',' << count << '\n';
        }
        text << "LF:" << sum.lines << "\nLH:" << sum.lines_executed << "\nend_of_record\n";
    }
    return text.str();
}

} // namespace edgeloom::insight
