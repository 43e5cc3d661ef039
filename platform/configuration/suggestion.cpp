#include "platform/configuration/suggestion.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <vector>

namespace edgeloom::platform {

namespace {

std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(const std::string& given, const std::set<std::string>& candidates) {
    return *std::ranges::min_element(candidates, {}, [&](const std::string& name) { return distance(given, name); });
}

std::string nearest_path(const std::string& given, const std::set<std::string>& candidates) {
    const std::string last_step = "." + given.substr(given.rfind('.') + 1);
    std::set<std::string> misplaced;
    std::ranges::copy_if(candidates, std::inserter(misplaced, misplaced.end()),
                         [&](const std::string& path) { return path.ends_with(last_step); });
    return nearest_name(given, misplaced.empty() ? candidates : misplaced);
}

} // namespace edgeloom::platform
