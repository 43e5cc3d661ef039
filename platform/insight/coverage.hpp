// Which source lines of a firmware were executed.
#pragma once

#include "platform/insight/execution_counts.hpp"
#include "platform/insight/line_table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::insight {

/// Line and function coverage. A line counts as often as the most frequent of the instructions where one of its
/// statements begins: for a loop's head that is the number of tests, not of entries, and of a line that was compiled
/// several times (inlined, or for several template arguments) the most frequent copy. So a line has 0 exactly if none
/// of its copies ran. A function counts as often as its first instruction.
class Coverage {
public:
    struct CoveredFunction {
        std::string symbol;
        std::uint32_t line = 0;
        std::uint64_t count = 0;
    };
    struct File {
        std::string path;
        std::map<std::uint32_t, std::uint64_t> lines; ///< executions by line number, of lines with code
        std::vector<CoveredFunction> functions;       ///< by line
    };

    Coverage(const ExecutionCounts& counts, const CodeMap& code, const LineTable& lines);

    [[nodiscard]] const std::vector<File>& files() const { return files_; }
    /// Leaves only files for which `keep` is true.
    template <class Keep>
    void keep_files(Keep&& keep) {
        std::erase_if(files_, [&](const File& file) { return !keep(file.path); });
    }

    struct Summary {
        std::uint64_t lines = 0; ///< with code
        std::uint64_t lines_executed = 0;
        std::uint64_t functions = 0;
        std::uint64_t functions_executed = 0;
    };
    [[nodiscard]] Summary summary() const;

    /// The tracefile format of lcov (geninfo(1)).
    [[nodiscard]] std::string lcov() const;

private:
    [[nodiscard]] static Summary summary_of(const File& file);

    std::vector<File> files_; ///< by path
};

} // namespace edgeloom::insight
