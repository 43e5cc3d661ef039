// A table for a person to read.
#pragma once

#include <string>
#include <vector>

namespace edgeloom::platform {

struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    /// Columns aligned with spaces; the last one is as wide as it is.
    [[nodiscard]] std::string text() const;
    /// Markdown.
    [[nodiscard]] std::string markdown() const;
};

} // namespace edgeloom::platform
