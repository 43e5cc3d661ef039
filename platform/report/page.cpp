#include "platform/report/page.hpp"

#include "platform/report/assets.hpp"

#include <array>
#include <initializer_list>
#include <stdexcept>
#include <utility>

namespace edgeloom::report {

namespace {

std::string escape_html(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

// A script element ends at the first "</script", and "<!--" changes how it is read, wherever they stand: within a JSON
// text `<` can only be in strings, where \u003c means the same. The rest outside ASCII is escaped too, and what is no
// UTF-8, as a firmware may print it, is replaced.
std::string escape_json(const nlohmann::ordered_json& data) {
    constexpr bool ascii_alone = true;
    const std::string text = data.dump(-1, ' ', ascii_alone, nlohmann::ordered_json::error_handler_t::replace);
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '<') {
            escaped += "\\u003c";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) {
        all.append(part);
    }
    return all;
}

} // namespace

std::string page(const std::string& title, const nlohmann::ordered_json& data) {
    const bool is_sweep = data.is_object() && data.value("kind", "") == "sweep";
    // In the order in which they stand in the template.
    const std::array<std::pair<std::string_view, std::string>, 5> parts{
        {{"{{title}}", escape_html(title)},
         {"{{style}}", joined({assets::style(), is_sweep ? assets::sweep_style() : ""})},
         {"{{data}}", escape_json(data)},
         {"{{library}}", std::string(assets::chart_library())},
         {"{{script}}", joined({assets::script(), is_sweep ? assets::sweep_script() : "", assets::last_script()})}}};
    std::string_view rest = assets::page();
    std::string result;
    for (const auto& [mark, part] : parts) {
        const std::size_t at = rest.find(mark);
        if (at == std::string_view::npos) {
            throw std::logic_error("page.html: no " + std::string(mark));
        }
        result.append(rest.substr(0, at)).append(part);
        rest.remove_prefix(at + mark.size());
    }
    return result.append(rest);
}

} // namespace edgeloom::report
