#include "platform/report/settings.hpp"

#include "platform/configuration/quantity.hpp"

#include <algorithm>
#include <cctype>

namespace edgeloom::report {

namespace {

bool is_number(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool has_names(const YAML::Node& map) {
    return map.size() != 0 && std::ranges::none_of(map, [](const auto& entry) {
               return is_number(entry.first.template as<std::string>(""));
           });
}

std::string in_one_line(const YAML::Node& node) {
    if (node.IsScalar()) {
        return node.Scalar();
    }
    YAML::Emitter emitter;
    emitter.SetSeqFormat(YAML::Flow);
    emitter.SetMapFormat(YAML::Flow);
    emitter << node;
    return emitter.c_str();
}

void collect(const YAML::Node& node, const std::string& key, Settings& settings) {
    if (!node.IsMap() || !has_names(node)) {
        settings.push_back({key, in_one_line(node)});
        return;
    }
    for (const auto& entry : node) {
        std::string path = key;
        path.append(key.empty() ? "" : ".").append(entry.first.as<std::string>(""));
        collect(entry.second, path, settings);
    }
}

} // namespace

Settings flatten(const YAML::Node& configuration) {
    Settings settings;
    if (configuration.IsMap()) {
        collect(configuration, "", settings);
    }
    return settings;
}

std::optional<std::string> find(const Settings& settings, std::string_view key) {
    const auto found = std::ranges::find(settings, key, &Setting::key);
    return found == settings.end() ? std::nullopt : std::optional(found->value);
}

std::optional<double> frequency(const Settings& settings, std::string_view key) {
    const auto parsed = platform::parse_quantity(find(settings, key).value_or(""), platform::unit::frequency);
    return parsed.kind == platform::Quantity::Kind::valid ? std::optional(static_cast<double>(parsed.value))
                                                          : std::nullopt;
}

} // namespace edgeloom::report
