#include "platform/output/table.hpp"

#include <boost/algorithm/string.hpp>

#include <algorithm>

namespace edgeloom::platform {

std::string Table::text() const {
    std::vector<std::size_t> widths(header.size());
    auto lines = rows;
    lines.insert(lines.begin(), header);
    for (const auto& line : lines) {
        for (std::size_t column = 0; column + 1 < line.size(); ++column) {
            widths[column] = std::max(widths[column], line[column].size());
        }
    }
    std::string result;
    for (const auto& line : lines) {
        for (std::size_t column = 0; column < line.size(); ++column) {
            const bool last = column + 1 == line.size();
            result += line[column] + (last ? "\n" : std::string(widths[column] - line[column].size() + 2, ' '));
        }
    }
    return result;
}

std::string Table::markdown() const {
    const auto line = [](const std::vector<std::string>& cells) {
        std::string text = "|";
        for (const std::string& cell : cells) {
            text.append(" ").append(boost::replace_all_copy(cell, "|", "\\|")).append(" |");
        }
        return text + "\n";
    };
    std::string result = line(header) + line(std::vector<std::string>(header.size(), "---"));
    for (const auto& row : rows) {
        result += line(row);
    }
    return result;
}

} // namespace edgeloom::platform
